use crate::support::Context;

#[test]
fn a_value_is_json_if_it_prints_back_the_same_and_text_otherwise() {
    let context = Context::empty();
    for (word, json) in [
        ("3", "3"),
        ("1.10", "1.10"),
        ("-7", "-7"),
        ("true", "true"),
        ("null", "null"),
        ("007", "\"007\""),
        ("1e5", "\"1e5\""),
        ("\"x\"", "\"\\\"x\\\"\""),
        ("yes", "\"yes\""),
        ("", "\"\""),
    ] {
        context.run(&["set", "v", word]).done();
        context.run(&["get", "--json", "v"]).prints(&format!("{json}\n"));
        context.run(&["get", "v"]).prints(&format!("{word}\n"));
    }
}

#[test]
fn the_kind_of_a_value_can_be_said_outright() {
    let context = Context::empty();
    context.run(&["set", "--string", "v", "3"]).done();
    context.run(&["get", "--json", "v"]).prints("\"3\"\n");
    context.run(&["set", "--json", "v", "1e5"]).done();
    context.run(&["get", "--json", "v"]).prints("1e5\n");
    context
        .run(&["set", "--json", "v", "{a}"])
        .fails(5, "ctx: the value of v is not valid JSON: key must be a string at line 1 column 2\n");
}

#[test]
fn text_that_starts_like_json_is_kept_with_a_note() {
    let context = Context::empty();
    context.run(&["set", "v", "{\"a\":1"]).prints_and_says(
        "",
        "ctx: v is stored as text, since it is not JSON: EOF while parsing an object at line 1 column 6\n",
    );
    context.run(&["get", "v"]).prints("{\"a\":1\n");
}

#[test]
fn several_pairs_are_one_revision() {
    let context = Context::empty();
    context.run(&["set", "a.b=1", "c:=[1,2]", "url=http://x?y=z", "--print-rev"]).prints("1\n");
    context.run(&["get", "a.b", "c", "url"]).prints("1\n[1,2]\nhttp://x?y=z\n");
    context
        .run(&["set", "a=1", "b"])
        .fails(2, "ctx: \"b\" is not KEY=VALUE\nhint: give PATH VALUE, or any number of KEY=VALUE and KEY:=JSON\n");
    context.run(&["set", "x=1", "x=2"]).fails(2, "ctx: x is given twice\n");
    context.run(&["set", "a", "b", "c"]).fails(
        2,
        "ctx: \"c\" is one argument too many for PATH VALUE\n\
         hint: quote a value that contains spaces; give several values as KEY=VALUE KEY=VALUE\n",
    );
}

#[test]
fn a_value_can_come_from_standard_input_or_a_file_without_its_last_line_break() {
    let context = Context::empty();
    context.run_with_input(&["set", "a", "-"], "two\nlines\n").done();
    context.run(&["get", "a"]).prints("two\nlines\n");
    context.run_with_input(&["set", "a", "-"], "5\n").done();
    context.run(&["get", "--json", "a"]).prints("5\n");
    context.write("value.json", "{\"x\": 1}\n");
    context.run(&["set", "a", "--from-file", "value.json"]).done();
    context.run(&["get", "a.x"]).prints("1\n");
    context.run(&["set", "a", "1", "--from-file", "value.json"]).fails(
        2,
        "ctx: a value and --file are both given\nhint: for the file alone: ctx -c context.json set a -f FILE\n",
    );
}

#[test]
fn parents_are_made_but_a_scalar_is_never_turned_into_one() {
    let context = Context::with(r#"{"s":"text","list":[1]}"#);
    context.run(&["set", "x.y[0].z", "1"]).done();
    context.run(&["get", "x"]).prints("{\n  \"y\": [\n    {\n      \"z\": 1\n    }\n  ]\n}\n");
    context.run(&["set", "list[1]", "2"]).done();
    context.run(&["set", "list[-1]", "3"]).done();
    context
        .run(&["get", "list", "n"])
        .fails(1, "ctx: could not get n: there is no such key in context.json\nhint: to list what exists: ctx -c context.json keys .\n");
    context.run(&["get", "--json", "list"]).prints("[\n  1,\n  3\n]\n");
    context.run(&["set", "s.t", "1"]).fails(
        5,
        "ctx: could not set s.t in context.json: s is a string, so nothing can be put below it\n\
         hint: to replace it: ctx -c context.json unset s\n",
    );
    context.run(&["set", "list.a", "1"]).fails(
        5,
        "ctx: could not set list.a in context.json: list is an array, and a is a key\n\
         hint: write an item as [0]; `ctx append` adds one\n",
    );
    context
        .run(&["set", "x[0]", "1"])
        .fails(5, "ctx: could not set x[0] in context.json: x is an object, and [0] is an index\n");
    context.run(&["set", "list[9]", "1"]).fails(
        5,
        "ctx: could not set list[9] in context.json: [9] is out of range: list has 2 items\n\
         hint: ctx -c context.json append list VALUE\n",
    );
}

#[test]
fn setting_what_is_there_already_changes_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let before = context.log();
    context.run(&["set", "a", "1", "--print-rev"]).prints_and_says("1\n", "ctx: unchanged: revision 1\n");
    context.run(&["-q", "set", "a", "1"]).prints("");
    assert_eq!(context.log(), before);
}

#[test]
fn a_dry_run_prints_the_patch_and_writes_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let (log, document) = (context.log(), context.document());
    context.run(&["set", "a=2", "b=3", "--dry-run"]).prints(
        "[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/a\",\n    \"value\": 2\n  },\n  {\n    \"op\": \"add\",\n    \
         \"path\": \"/b\",\n    \"value\": 3\n  }\n]\n",
    );
    assert_eq!((context.log(), context.document()), (log, document));
    Context::empty().run(&["set", "a", "1", "--dry-run"]).done();
}

#[test]
fn what_ctx_keeps_is_refused_as_a_target() {
    let context = Context::empty();
    let refused = |what: &str| {
        format!(
            "ctx: could not {what} in context.json: _ctx is kept by ctx itself\n\
             hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n"
        )
    };
    context.run(&["set", "_ctx.x", "1"]).fails(7, &refused("set _ctx.x"));
    context.run(&["-N", "_ctx", "set", "x", "1"]).fails(7, &refused("set _ctx.x"));
    context.run(&["unset", "_ctx"]).fails(7, &refused("unset _ctx"));
    context.run(&["set", ".", "1"]).fails(
        2,
        "ctx: could not set . in context.json: the whole document cannot be set\n\
         hint: `ctx merge` changes many keys at once, `ctx unset` removes them\n",
    );
}

#[test]
fn an_existing_document_keeps_its_mode_and_its_key_order() {
    use std::os::unix::fs::PermissionsExt as _;
    let context = Context::holding("{\"z\":1,\"a\":2}");
    let mode = |name: &str| std::fs::metadata(context.path(name)).unwrap().permissions().mode() & 0o777;
    std::fs::set_permissions(context.path("context.json"), std::fs::Permissions::from_mode(0o640)).unwrap();
    context.run(&["set", "m", "3"]).done();
    assert_eq!(context.document(), "{\n  \"z\": 1,\n  \"a\": 2,\n  \"m\": 3\n}\n");
    assert_eq!(
        (mode("context.json"), mode("context.json.lock"), mode("context.json.audit.jsonl")),
        (0o640, 0o600, 0o640)
    );
}

#[test]
fn errors_can_be_told_as_one_json_object() {
    let context = Context::with(r#"{"s":"text"}"#);
    context.run(&["--error-format", "json", "set", "s.t", "1"]).fails(
        5,
        "{\"error\":\"could not set s.t in context.json: s is a string, so nothing can be put below it\",\
         \"code\":5,\"kind\":\"bad_data\",\"hints\":[\"to replace it: ctx -c context.json unset s\"],\"path\":\"s\"}\n",
    );
    context.run(&["--error-format=json", "frobnicate"]).fails(
        2,
        "{\"error\":\"unknown command \\\"frobnicate\\\"\",\"code\":2,\"kind\":\"usage\",\
         \"hints\":[\"to list the commands: ctx help\"]}\n",
    );
}

#[test]
fn digits_are_never_altered_wherever_a_number_comes_from_and_goes() {
    let numbers = "[1e5,1E5,-0,1.0e-7,-1.50E+007,0e0,1e400]";
    let context = Context::empty();
    context.run(&["set", "a", numbers]).done();
    context.run(&["set", "a2:=1E5"]).done();
    context.run(&["merge", &format!(r#"{{"b":{{"c":{numbers}}}}}"#)]).done();
    context.run(&["append", "d", "--json", "1e5"]).done();
    context.run_with_input(&["batch", "-"], format!(r#"{{"op":"set","path":"e","value":{numbers}}}"#)).done();
    context.run(&["emit", "t", numbers]).done();
    context.run(&["task", "add", "x", "--payload", numbers]).done();
    context.run(&["handoff", "create", "coder", "-m", "m", "--payload", numbers]).done();
    let text = context.document().replace("\"a\"", "\"a\" ").replace("1E5,\n    -0", "1E5,\n    -0 ");
    context.write("context.json", text);
    context.run(&["set", "f", "1"]).done();
    for path in ["a", "b.c", "e", "_ctx.handoffs.h8.payload"] {
        let got = context.run(&["get", path]).done();
        assert_eq!(got.chars().filter(|c| !c.is_whitespace()).collect::<String>(), numbers, "{path}");
    }
    context.run(&["get", "a2", "d"]).prints("1E5\n[1e5]\n");
    for arguments in [
        &["get", "--meta", "a"][..],
        &["get", "a", "e"],
        &["handoff", "show", "h8", "--json"],
        &["diff", "1", "--json"],
        &["watch", "--since", "0", "-n", "6"],
        &["show", "2", "--json"],
        &["blame", "--json"],
    ] {
        let shown = context.run(arguments).done();
        assert!(!shown.contains("1e+5"), "{arguments:?}: {shown}");
    }
    assert!(!context.log().contains("1e+5"));
    context.run(&["-q", "undo", "2"]).done();
    context.run(&["-q", "verify"]).done();
}

#[test]
fn a_word_that_looks_like_an_option_is_a_value_only_behind_two_hyphens() {
    let context = Context::with(r#"{"a":1,"l":[]}"#);
    context.run(&["set", "a", "--dryrun"]).fails(
        2,
        "ctx: unexpected argument '--dryrun' found\nhint: did you mean: ctx -c context.json set a --dry-run\n",
    );
    context.run(&["set", "a", "--unlike"]).fails(
        2,
        "ctx: unexpected argument '--unlike' found\nhint: if --unlike is the value: ctx -c context.json set a -- --unlike\n",
    );
    for words in [
        &["set", "a", "--tl=1h"][..],
        &["set", "k=1", "--redacted=1"],
        &["append", "l", "x", "--uniqe"],
        &["append", "--redact", "l", "x"],
        &["emit", "topic", "--tt"],
        &["task", "complete", "t1", "--tokn"],
        &["handoff", "create", "bob", "--urgent"],
        &["merge", "--into", "--x", "{}"],
    ] {
        let refused = context.run(words);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""), "{words:?}: {refused:?}");
    }
    assert_eq!(context.ops(), ["merge"]);
    context.run(&["set", "a", "--", "--dryrun"]).done();
    context.run(&["append", "l", "-x", "--print-rev", "- y"]).prints("3\n");
    context.run(&["get", "a", "l"]).prints("--dryrun\n[\"-x\",\"- y\"]\n");
}

#[test]
fn standard_input_is_one_value() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: give one of them as a file\n";
    context
        .run_with_input(&["set", "x=@-", "y=@-"], "text")
        .fails(2, &format!("ctx: standard input cannot be read twice by one command\n{hint}"));
    context
        .run_with_input(&["append", "l", "-", "-"], "text")
        .fails(2, "ctx: standard input is one item: - is given twice\nhint: give - once\n");
    context.run_with_input(&["append", "l", "a", "-"], "text").done();
    context.run(&["get", "l"]).prints("[\n  \"a\",\n  \"text\"\n]\n");
    context.run(&["set", "x=-"]).prints_and_says("", "ctx: x is the text -\nhint: for standard input: x=@-\n");
}

#[test]
fn a_new_key_with_a_star_is_told_since_a_pattern_may_have_been_meant() {
    let context = Context::with(r#"{"ps":{"a":{"cpu":1},"b":{"cpu":2}}}"#);
    let told = "ctx: ps.*.cpu is a new key with a star: patterns are for get, keys, unset and export\n";
    context.run(&["set", "ps.*.cpu", "3"]).prints_and_says("", told);
    context.run(&["set", "ps.*.cpu", "4"]).done();
    context
        .run(&["incr", "n*"])
        .prints_and_says("1\n", "ctx: n* is a new key with a star: patterns are for get, keys, unset and export\n");
}
