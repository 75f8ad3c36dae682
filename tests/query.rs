use crate::support::{Context, answer};

const DOCUMENT: &str = r#"{"build":{"status":"green","tries":3},"pages":["a","b"],"exact":1.10,"big":123456789012345678901234567890,"zero":-0}"#;

#[test]
fn a_filter_is_given_the_document_or_the_value_at_a_path_and_prints_all_its_results() {
    let context = Context::with(DOCUMENT);
    context.run(&["query", ".build.status"]).prints("\"green\"\n");
    context.run(&["query", ".status", "build"]).prints("\"green\"\n");
    context.run(&["query", "-r", ".[]", "pages"]).prints("a\nb\n");
    context.run(&["query", ".build"]).prints("{\n  \"status\": \"green\",\n  \"tries\": 3\n}\n");
    context
        .run(&["query", "--compact", ".build, .pages"])
        .prints("{\"status\":\"green\",\"tries\":3}\n[\"a\",\"b\"]\n");
    context.run(&["query", "empty"]).prints("");
    context.run(&["query", "-N", "build", ".tries"]).prints("3\n");
    context.run(&["set", "pages", "--json", "[]"]).done();
    context.run(&["query", "--compact", ".pages", "--at", "1"]).prints("[\"a\",\"b\"]\n");
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    context.run(&["query", "has(\"_ctx\")"]).prints("false\n");
}

#[test]
fn numbers_keep_their_digits_and_objects_their_order_until_a_filter_calculates_or_sorts() {
    let context = Context::with(DOCUMENT);
    context.run(&["query", ".exact, .big, .zero"]).prints("1.10\n123456789012345678901234567890\n-0\n");
    context
        .run(&["query", ".exact + 0, .big + 1, 10 / 2, \"\\(10 / 2)\""])
        .prints("1.1\n123456789012345678901234567891\n5\n\"5\"\n");
    context.run(&["query", "--compact", "keys_unsorted"]).prints("[\"build\",\"pages\",\"exact\",\"big\",\"zero\"]\n");
    context
        .run(&["query", "--compact", "del(.build, .pages) | .new.deep[1] = 1"])
        .prints("{\"exact\":1.10,\"big\":123456789012345678901234567890,\"zero\":-0,\"new\":{\"deep\":[null,1]}}\n");
    context.run(&["query", "nan, infinite"]).prints("null\n1.7976931348623157e+308\n");
}

#[test]
fn places_are_changed_as_in_jq() {
    let context = Context::with(r#"{"l":[1,2,3,4],"o":{"a":1,"b":2,"c":3}}"#);
    for (filter, result) in [
        ("del(.l[0, 1])", r#"{"l":[3,4],"o":{"a":1,"b":2,"c":3}}"#),
        ("del(.l[0], .l[-1], .l[1:2])", r#"{"l":[3],"o":{"a":1,"b":2,"c":3}}"#),
        ("del(.o.a, .nothing.there)", r#"{"l":[1,2,3,4],"o":{"b":2,"c":3}}"#),
        (".l[] |= select(. > 2)", r#"{"l":[3,4],"o":{"a":1,"b":2,"c":3}}"#),
        (".l[1:3] = []", r#"{"l":[1,4],"o":{"a":1,"b":2,"c":3}}"#),
        (".l[4 / 2] += 10", r#"{"l":[1,2,13,4],"o":{"a":1,"b":2,"c":3}}"#),
        ("(.x.y, .o.a) = 5", r#"{"l":[1,2,3,4],"o":{"a":5,"b":2,"c":3},"x":{"y":5}}"#),
        (".o |= with_entries(.value += 1)", r#"{"l":[1,2,3,4],"o":{"a":2,"b":3,"c":4}}"#),
        (".n //= 1 | .n //= 2 | del(.l, .o)", r#"{"n":1}"#),
        ("[.l | limit(2; .[])] | {l: .}", r#"{"l":[1,2]}"#),
    ] {
        context.run(&["query", "--compact", filter]).prints(&format!("{result}\n"));
    }
}

#[test]
fn what_jq_refuses_is_refused() {
    let context = Context::with("{\"a\":1}");
    let hint = "hint: to see what it works on: ctx -c context.json query .\n";
    for (filter, why) in [
        (".[0]", "cannot index {\"a\":1} with 0"),
        (".[null]", "cannot index {\"a\":1} with null"),
        ("has(0)", "cannot index {\"a\":1} with 0"),
        ("getpath([\"a\", \"b\"])", "cannot index 1 with \"b\""),
        ("first", "cannot index {\"a\":1} with 0"),
        (". as [$a] | $a", "cannot index {\"a\":1} with 0"),
        ("[-1] | implode", "cannot use -1 as character"),
        ("\"a\" | test(\"a\"; \"l\")", "l is not a flag of a regular expression here"),
    ] {
        context.run(&["query", filter]).fails(5, &format!("ctx: could not query .: the filter failed: {why}\n{hint}"));
    }
}

#[test]
fn results_come_in_the_order_and_number_of_jq() {
    let context = Context::with(r#"{"a":[1,2,3],"b":"x.y"}"#);
    for (filter, result) in [
        ("[(1, 2) + (10, 20)]", "[11,12,21,22]"),
        ("[(1, 2) < (1, 2)]", "[false,false,true,false]"),
        (r#"["\("a", "b")-\("c", "d")"]"#, r#"["a-c","b-c","a-d","b-d"]"#),
        ("[[[1, 2], [3, 4]] | .[][0, 1]]", "[1,3,2,4]"),
        ("[.a[(0, 1):(1, 2)]]", "[[1],[1,2],[],[2]]"),
        ("[reduce (1, 2) as $i (0; empty)]", "[null]"),
        ("[reduce (1, 2) as $i (0; ., 10)]", "[10]"),
        ("[foreach (1, 2) as $i (0; ., 10)]", "[0,10,10,10]"),
        ("[foreach (1, 2) as $i (0; empty; .)]", "[]"),
        ("[foreach (1, 2) as $i (0, 5; . + $i; [., $i])]", "[[1,1],[3,2],[6,1],[8,2]]"),
        ("[last(empty)]", "[null]"),
        ("[limit(-1; 1, 2)]", "[1,2]"),
        ("[null | .[1:], .[0], .a]", "[null,null,null]"),
        (".a | ltrimstr(1), .[1.7], .[-1]", "[1,2,3]\n2\n3"),
        ("[path(.a[0], .a[1:], getpath([\"b\"]))]", r#"[["a",0],["a",{"start":1,"end":null}],["b"]]"#),
        (r#"["a\nb" | test("a.b"; "s", "p", "x")]"#, "[false,true,false]"),
        ("[-0, (-0 | tojson)]", r#"[-0,"-0"]"#),
        (r#"["\ud83d\ude00", "\\ud83d", "\u0041"]"#, r#"["😀","\\ud83d","A"]"#),
        (
            r#""abab" | [gsub("a"; "x"), sub("b"; ""), gsub("(?<c>b)"; .c + "!"), gsub("a"; "1", "2"), gsub(""; "-")]"#,
            r#"["xbxb","aab","ab!ab!","1b1b","1b2b","2b1b","2b2b","-a-b-a-b-"]"#,
        ),
        ("", r#"{"a":[1,2,3],"b":"x.y"}"#),
    ] {
        context.run(&["query", "--compact", filter]).prints(&format!("{result}\n"));
    }
    context.run(&["query", r#""\ud83d\ude00" | nothing"#]).fails(
        2,
        "ctx: could not query .: the filter is not valid: there is no filter nothing\n  \"\\ud83d\\ude00\" | nothing\n                   ^\n\
         hint: the language is that of jq: ctx -c context.json help query\n",
    );
}

#[test]
fn a_text_that_is_built_in_many_steps_needs_the_memory_of_one() {
    let context = Context::with("{\"a\":1}");
    for filter in [
        r#""ab" * 30000 | gsub("a"; "x") | length"#,
        r#"reduce range(30000) as $i (""; . + "\("a")b") | length"#,
        r#"last(foreach range(30000) as $i (""; . + "\("a")b"; .)) | length"#,
    ] {
        context.run(&["query", "--timeout", "2m", filter]).prints("60000\n");
    }
}

#[test]
fn the_c_of_jq_is_named_by_its_long_name() {
    let context = Context::with("{\"a\":1}");
    let hint = "hint: -c names the context; jq's -c is --compact: ctx query --compact FILTER\n";
    for (words, why) in [
        (["query", ".", "-c"], "a value is required for '--context <PATH>' but none was supplied"),
        (["query", "-c", ".a"], "the following required arguments were not provided:\n  <FILTER>"),
    ] {
        let mut command = Context::bare(context.directory());
        command.args(words);
        answer(command).fails(2, &format!("ctx: {why}\n{hint}"));
    }
}

#[test]
fn variables_are_given_on_the_command_line_alone() {
    let context = Context::with("{\"a\":1}");
    context
        .run(&["query", "--arg", "a", "1", "--argjson", "b", "1.50", "--compact", "[$a, $b]"])
        .prints("[\"1\",1.50]\n");
    context
        .run(&["query", "--arg", "a", "1", "--arg", "a", "2", "."])
        .fails(2, "ctx: could not query .: the variable $a is given twice\n");
    context.run(&["query", "--arg", "a-b", "1", "."]).fails(
        2,
        "ctx: could not query .: \"a-b\" cannot be the name of a variable\nhint: use letters, digits and _\n",
    );
    context
        .run(&["query", "--argjson", "a", "{", "."])
        .fails(5, "ctx: could not query .: $a is not valid JSON: EOF while parsing an object at line 1 column 1\n");
}

#[test]
fn a_filter_sees_nothing_but_its_input() {
    let context = Context::with("{\"a\":1}");
    for (filter, at, what, hint) in [
        ("env", 0, "filter env", "a filter does not see the environment; use --arg NAME VALUE"),
        ("1 + $ENV", 4, "variable $ENV", "a filter does not see the environment; use --arg NAME VALUE"),
        ("[inputs]", 1, "filter inputs", "a filter has one input, the value at PATH"),
        ("1 | debug", 4, "filter debug", "a filter prints nothing but its results"),
        ("halt_error", 0, "filter halt_error", "a filter cannot end the command; use `error` or `empty`"),
        ("now | localtime", 6, "filter localtime", "a filter does not know the time zone; use gmtime and strftime"),
    ] {
        let caret = " ".repeat(at);
        context.run(&["query", filter]).fails(
            2,
            &format!(
                "ctx: could not query .: the filter is not valid: there is no {what}\n  {filter}\n  {caret}^\nhint: {hint}\n"
            ),
        );
    }
    context.run(&["query", "now | type"]).prints("\"number\"\n");
    context.run(&["query", "import \"a\" as a; a::b"]).fails(
        2,
        "ctx: could not query .: the filter is not valid: nothing may follow here\n  import \"a\" as a; a::b\n         ^\n\
         hint: the language is that of jq: ctx -c context.json help query\n",
    );
}

#[test]
fn what_is_no_filter_is_shown_with_its_place() {
    let context = Context::with("{\"a\":1}");
    let hint = "hint: the language is that of jq: ctx -c context.json help query\n";
    let meant = "hint: for the value at the path nonsense: ctx -c context.json get nonsense\n";
    for (filter, why, at) in [
        (".a.b(", "( is not closed", 5),
        (".a | ", "a value or filter is missing here", 5),
        ("nonsense", "there is no filter nonsense", 0),
        ("ltrimstr(1; 2)", "there is no filter ltrimstr/2", 0),
        (". as $x | $y", "there is no variable $y", 10),
        ("if . then 1", "else or end is missing here", 11),
        ("@xml", "there is no format @xml", 0),
    ] {
        let caret = " ".repeat(at);
        let hint = if filter == "nonsense" { meant } else { hint };
        let wanted = format!("ctx: could not query .: the filter is not valid: {why}\n  {filter}\n  {caret}^\n{hint}");
        context.run(&["query", filter]).fails(2, &wanted);
    }
}

#[test]
fn a_filter_that_fails_prints_nothing() {
    let context = Context::with(r#"{"a":[1]}"#);
    let hint = "hint: to see what it works on: ctx -c context.json query .\n";
    context
        .run(&["query", "1, .a.b"])
        .fails(5, &format!("ctx: could not query .: the filter failed: cannot index [1] with \"b\"\n{hint}"));
    context
        .run(&["query", "error({a: 1})"])
        .fails(5, &format!("ctx: could not query .: the filter failed: {{\"a\":1}}\n{hint}"));
    context
        .run(&["query", "1 / 0"])
        .fails(5, &format!("ctx: could not query .: the filter failed: 1 cannot be divided by zero\n{hint}"));
    context.run(&["query", ".b", "a"]).fails(
        5,
        "ctx: could not query a: the filter failed: cannot index [1] with \"b\"\n\
         hint: to see what it works on: ctx -c context.json query . a\n",
    );
    context.run(&["query", ".", "none"]).fails(
        1,
        "ctx: could not query none: there is no such key in context.json\n\
         hint: to list what exists: ctx -c context.json keys\n",
    );
    context.run(&["query", "{(1): 2}"]).fails(5, "ctx: could not query .: a key of an object is not a string\n");
}

#[test]
fn with_exit_status_the_last_result_decides() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["query", "-e", ".a"]).prints("1\n");
    context.run(&["query", "-e", "false, true"]).prints("false\ntrue\n");
    context.run(&["query", "-e", "true, false"]).prints_and_fails(1, "true\nfalse\n", "");
    context.run(&["query", "-e", ".b"]).prints_and_fails(1, "null\n", "");
    context.run(&["query", "-e", "empty"]).fails(1, "");
}

#[test]
fn a_filter_that_does_not_end_is_stopped_and_one_that_needs_too_much_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let stopped = "ctx: could not query .: the filter was stopped after 300ms\n\
                   hint: it may loop for ever; if it only needs longer: --timeout DURATION\n";
    for filter in ["def f: f; f", "repeat(1) | empty", "[1 | recurse(. + 1)] | length", "last(repeat(1))"] {
        context.run(&["query", "--timeout", "300ms", filter]).fails(4, stopped);
    }
    context
        .run(&["query", "def f: 1 + f; f"])
        .fails(5, "ctx: could not query .: the filter, or what it works on, nests too deeply\n");
    context
        .run(&["query", "reduce range(101) as $i (0; [.])"])
        .fails(5, "ctx: could not query .: a result nests more than 100 arrays and objects\n");
    context
        .run(&[
            "query",
            "--timeout",
            "1m",
            "\"x\" * 100000000 | [., ., ., ., .] | add | [., ., ., ., ., ., ., .] | add",
        ])
        .fails(5, "ctx: could not query .: the filter needs more than 2048 MiB of memory\n");
    context
        .run(&["query", "--timeout", "1m", "\"x\" * 70000000"])
        .fails(5, "ctx: could not query .: the results are longer than 64 MiB\n");
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_hash_in_place_of_a_redacted_value_is_refused() {
    let context = Context::with("{\"a\":1}");
    context.run(&["set", "token", "--redact", "s3cret"]).done();
    context.run(&["query", "-r", ".token"]).prints("s3cret\n");
    context
        .run(&["query", ".", "token", "--at", "2"])
        .fails(5, "ctx: could not query token: it was redacted, and the log has only its hash\n");
}
