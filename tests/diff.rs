use crate::support::Context;

fn with_past() -> Context {
    let context = Context::with(r#"{"a":1,"b":{"c":"x","d":2},"list":[1,2,3]}"#);
    context.run(&["set", "b.c", "y"]).done();
    context.run(&["append", "list", "4"]).done();
    context.run(&["unset", "a"]).done();
    context
}

#[test]
fn what_differs_is_told_one_line_a_place() {
    let context = with_past();
    context.run(&["diff"]).prints("- a: 1\n");
    context.run(&["diff", "1"]).prints("- a: 1\n~ b.c: \"x\" -> \"y\"\n+ list[3]: 4\n");
    context.run(&["diff", "1", "2"]).prints("~ b.c: \"x\" -> \"y\"\n");
    context.run(&["diff", "HEAD", "1"]).prints("+ a: 1\n~ b.c: \"y\" -> \"x\"\n- list[3]: 4\n");
    context.run(&["diff", "0", "1"]).prints("+ a: 1\n+ b: {\"c\":\"x\",\"d\":2}\n+ list: [1,2,3]\n");
    context.run(&["diff", "HEAD"]).prints("");
    context.run(&["diff", "1", "--path", "b"]).prints("~ b.c: \"x\" -> \"y\"\n");
    context.run(&["diff", "1", "HEAD", "b"]).prints("~ b.c: \"x\" -> \"y\"\n");
    context.run(&["-N", "b", "diff", "1"]).prints("~ b.c: \"x\" -> \"y\"\n");
    context.run(&["diff", "1", "--path", "nowhere"]).prints("");
}

#[test]
fn the_first_change_of_all_differs_from_nothing() {
    Context::with(r#"{"a":1}"#).run(&["diff"]).prints("+ a: 1\n");
}

#[test]
fn up_to_now_is_up_to_what_was_changed_without_ctx_too() {
    let context = with_past();
    context.write("context.json", "{\"b\": {\"c\": \"y\", \"d\": 2}, \"list\": [4]}\n");
    context.run(&["diff", "HEAD"]).prints("- list[2]: 3\n- list[1]: 2\n- list[0]: 1\n");
    context.run(&["diff"]).prints("- a: 1\n");
}

#[test]
fn the_exit_code_answers_if_it_is_asked() {
    let context = with_past();
    let answer = context.run(&["diff", "--exit-code"]);
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (1, "- a: 1\n", ""));
    context.run(&["diff", "HEAD", "--exit-code"]).prints("");
}

#[test]
fn the_patch_turns_the_first_state_into_the_second() {
    let context = with_past();
    let patch = context.run(&["diff", "1", "--json"]).done();
    let patch: serde_json::Value = serde_json::from_str(&patch).unwrap();
    let expected = r#"[{"op":"remove","path":"/a"},{"op":"replace","path":"/b/c","value":"y"},{"op":"add","path":"/list/3","value":4}]"#;
    assert_eq!(patch.to_string(), expected);
    let patch = ctxfile::internals::json::patch::Patch::from_json(patch).unwrap();
    let mut first = serde_json::from_str(&context.run(&["get", "--at", "1"]).done()).unwrap();
    patch.apply(&mut first).unwrap();
    assert_eq!(first, serde_json::from_str::<serde_json::Value>(&context.document()).unwrap());
}

#[test]
fn what_ctx_keeps_is_left_out_unless_it_is_asked_for() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["tag", "v1"]).done();
    context.run(&["diff"]).prints("");
    assert!(context.run(&["diff", "--all"]).done().starts_with("+ _ctx: {\"tags\":{\"v1\":"));
    assert!(context.run(&["diff", "1", "--path", "_ctx.tags.v1.rev"]).done().starts_with("+ _ctx: "));
}

#[test]
fn lines_are_coloured_for_those_who_ask() {
    let context = with_past();
    let painted = "\u{1b}[31m- a: 1\u{1b}[m\n\u{1b}[33m~ b.c: \"x\" -> \"y\"\u{1b}[m\n\u{1b}[32m+ list[3]: 4\u{1b}[m\n";
    context.run(&["--color", "always", "diff", "1"]).prints(painted);
}

#[test]
fn a_state_that_is_not_in_the_log_is_a_no() {
    let context = with_past();
    context.run(&["diff", "1", "99"]).normalized(&context).fails(
        1,
        "ctx: could not read the state at revision 99 in context.json: there is no revision 99: \
         the oldest is 1, of TIME, and the newest 4\nhint: ctx -c context.json log\n",
    );
}

#[test]
fn the_last_word_is_a_path_unless_it_is_a_point() {
    let context = with_past();
    context.run(&["diff", "1", "b.c"]).prints("~ b.c: \"x\" -> \"y\"\n");
    context.run(&["diff", "HEAD~1", "b.c"]).prints("");
    context.run(&["tag", "b", "1"]).done();
    context.run(&["diff", "b"]).fails(
        2,
        "ctx: b is a tag and a path\nhint: for the tag, name the path too: --path . for the whole document\n\
         hint: for the path: --path b\n",
    );
    context.run(&["diff", "b", "--path", "."]).prints("- a: 1\n~ b.c: \"x\" -> \"y\"\n+ list[3]: 4\n");
    context
        .run(&["diff", "typo"])
        .fails(1, "ctx: there is neither a tag nor a value typo\nhint: ctx -c context.json tag list\n");
    context.run(&["diff", "no-such-tag", "HEAD"]).fails(
        1,
        "ctx: could not read the state at no-such-tag in context.json: there is no tag no-such-tag\n\
         hint: ctx -c context.json tag list\n",
    );
}

#[test]
fn a_path_may_follow_the_two_points() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a=2", "b=2"]).done();
    context.run(&["diff", "1", "2", "b"]).prints("~ b: 1 -> 2\n");
    assert_eq!(context.run(&["diff", "1", "2", "b", "--path", "a"]).code, 2);
}

#[test]
fn a_redacted_value_differs_as_a_whole() {
    let context = Context::empty();
    context.run(&["set", "--redact", "s", "one"]).done();
    context.run(&["set", "s", "two"]).done();
    let hash =
        |revision: usize| context.records()[revision - 1]["patch"].as_array().unwrap().last().unwrap()["value"].clone();
    let [old, new] = [hash(1), hash(2)];
    context.run(&["diff", "1", "2"]).prints(&format!("~ s: {old} -> {new}\n"));
    let patch = context.run(&["diff", "1", "2", "--json"]).done();
    let patch: serde_json::Value = serde_json::from_str(&patch).unwrap();
    assert_eq!(patch, serde_json::json!([{"op": "replace", "path": "/s", "value": new}]));
}

#[test]
fn an_item_of_what_was_no_array_is_shown_with_the_whole_of_it() {
    let context = Context::with(r#"{"l":{}}"#);
    context.run(&["set", "l:=[1]"]).done();
    context.run(&["diff", "1", "2", "l[0]"]).prints("~ l: {} -> [1]\n");
    context.run(&["diff", "2", "1", "l[0]"]).prints("~ l: [1] -> {}\n");
}
