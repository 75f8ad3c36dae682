use crate::support::Context;

const DOCUMENT: &str =
    r#"{"ps":{"a":{"cpu":1,"mem":2},"b":{"cpu":3}},"tmp:1":{"k":[1]},"tmp:2":"x","l":[{"n":1},{"n":2}]}"#;

#[test]
fn keys_lists_the_paths_that_match_and_what_is_below_them() {
    let context = Context::with(DOCUMENT);
    context.run(&["keys", "ps.*.cpu"]).prints("ps.a.cpu\nps.b.cpu\n");
    context.run(&["keys", "tmp:**"]).prints("tmp:1\ntmp:1.k\ntmp:1.k[0]\ntmp:2\n");
    context.run(&["keys", "tmp:*", "--json"]).prints("[\n  \"tmp:1\",\n  \"tmp:2\"\n]\n");
    context.run(&["-N", "ps", "keys", "*.mem"]).prints("ps.a.mem\n");
    context
        .run(&["keys", "x.*"])
        .fails(1, "ctx: could not list x.*: nothing matches\nhint: ctx -c context.json keys\n");
}

#[test]
fn get_prints_all_that_matches_a_line_each_or_one_object() {
    let context = Context::with(DOCUMENT);
    context.run(&["get", "ps.*.cpu"]).prints("1\n3\n");
    context
        .run(&["get", "**.cpu", "l[-1].*", "--json"])
        .prints("{\n  \"ps.a.cpu\": 1,\n  \"ps.b.cpu\": 3,\n  \"l[1].n\": 2\n}\n");
    context.run(&["get", "tmp:**"]).prints("{\"k\":[1]}\nx\n");
    context.run(&["get", "*.mem.*", "--default", "none"]).prints("none\n");
    context.run(&["get", "x.*"]).fails(
        1,
        "ctx: could not get x.*: there is no such key in context.json\n\
         hint: to list what exists: ctx -c context.json keys .\n",
    );
}

#[test]
fn unset_removes_what_matches_in_one_revision_and_a_dry_run_shows_it() {
    let context = Context::with(DOCUMENT);
    context.run(&["unset", "tmp:**", "ps.*.cpu", "--dry-run"]).prints(
        "[\n  {\n    \"op\": \"remove\",\n    \"path\": \"/tmp:1\"\n  },\n  {\n    \"op\": \"remove\",\n    \"path\": \"/tmp:2\"\n  },\n  \
         {\n    \"op\": \"remove\",\n    \"path\": \"/ps/a/cpu\"\n  },\n  {\n    \"op\": \"remove\",\n    \"path\": \"/ps/b/cpu\"\n  }\n]\n",
    );
    context
        .run(&["unset", "tmp:**", "ps.*.cpu", "ps.a.cpu", "l.*"])
        .prints_and_says("", "ctx: unset 6 values: tmp:1, tmp:2, ps.a.cpu, ps.b.cpu, l[0] and 1 more\n");
    context.run(&["query", "--compact", "."]).prints("{\"ps\":{\"a\":{\"mem\":2},\"b\":{}},\"l\":[]}\n");
    assert_eq!(context.ops(), ["merge", "unset"]);
    context.run(&["unset", "none.*"]).fails(
        1,
        "ctx: could not unset none.* in context.json: nothing matches none.*\n\
         hint: use --ignore-missing to ignore missing values\n",
    );
    context.run(&["unset", "none.*", "--ignore-missing"]).prints_and_says("", "ctx: unchanged: revision 2\n");
    context.run(&["unset", "ps.*", "--if-exists"]).fails(
        2,
        "ctx: --if-absent, --if-exists and --if-value test one path, not those that match a pattern\n\
         hint: --if-unchanged-since REV is for patterns too\n",
    );
}

#[test]
fn a_key_that_has_a_star_comes_before_a_pattern_and_in_quotes_a_star_is_a_star() {
    let context = Context::with(r#"{"a*":1,"ab":2,"o":{"*":3,"x":4,"y":5},"l*":{"m":1}}"#);
    context
        .run(&["get", "a*"])
        .prints_and_says("1\n", "ctx: a* is taken as a key; as a pattern it would match 1 value more\n");
    context
        .run(&["get", "o.*"])
        .prints_and_says("3\n", "ctx: o.* is taken as a key; as a pattern it would match 2 values more\n");
    context.run(&["keys", "l*"]).prints("m\n");
    context.run(&["keys", "o"]).prints("*\nx\ny\n");
    context.run(&["set", "a*", "5", "--if-exists"]).done();
    context.run(&["unset", r#"["a*"]"#]).done();
    context.run(&["keys", "a*"]).prints("ab\n");
    for missing in [&["get", r#"["a*"]"#][..], &["get", "/a*"], &["--literal", "get", "a*"]] {
        assert_eq!(context.run(missing).code, 1, "{missing:?}");
    }
    let told = "ctx: a* is a new key with a star: patterns are for get, keys, unset and export\n";
    context.run(&["set", "a*", "6"]).prints_and_says("", told);
    context
        .run(&["get", "a*", "ab"])
        .prints_and_says("6\n2\n", "ctx: a* is taken as a key; as a pattern it would match 1 value more\n");
}

#[test]
fn what_may_be_a_key_and_a_pattern_is_not_unset_before_it_is_said_which() {
    let context = Context::with(r#"{"b*":0,"b1":1,"b2":2,"o":{"*":3,"x":4},"c*":5}"#);
    context.run(&["unset", "b*"]).fails(
        2,
        "ctx: could not unset b* in context.json: b* is a key, and as a pattern it matches 2 values more\n\
         hint: for the key and all that match: ctx -c context.json unset '[\"b*\"]' 'b*'\n\
         hint: for the key alone: ctx -c context.json unset '[\"b*\"]'\n",
    );
    context.run(&["unset", "o.*", "--ignore-missing"]).fails(
        2,
        "ctx: could not unset o.* in context.json: o.* is a key, and as a pattern it matches 1 value more\n\
         hint: for the key and all that match: ctx -c context.json unset 'o[\"*\"]' 'o.*'\n\
         hint: for the key alone: ctx -c context.json unset 'o[\"*\"]'\n",
    );
    context.run(&["unset", r#"o["*"]"#]).prints("");
    context.run(&["unset", "c*"]).prints_and_says("", "ctx: unset 1 value: c*\n");
    context.run(&["unset", r#"["b*"]"#, "b*"]).prints_and_says("", "ctx: unset 3 values: b*, b1, b2\n");
    context.run(&["query", "--compact", "."]).prints("{\"o\":{\"x\":4}}\n");
}

#[test]
fn what_ctx_keeps_does_not_match() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    context.run(&["keys", "**"]).prints("a\n");
    assert_eq!(context.run(&["unset", "_ctx.*"]).code, 7);
    context.run(&["unset", "*"]).prints_and_says("", "ctx: unset 1 value: a\n");
    context.run(&["handoff", "list"]).done();
}
