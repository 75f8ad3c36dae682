use crate::support::Context;

#[test]
fn a_change_is_shown_as_it_was_made() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    let mut command = context.command(&["set", "a=2", "b=3", "-m", "because"]);
    command.env("CTX_SESSION", "s-1").env("CTX_AGENT", "coder");
    crate::support::answer(command).done();
    context.run(&["unset", "a"]).done();
    let record = &context.records()[1];
    let (host, pid) = (record["host"].as_str().unwrap(), record["pid"].as_u64().unwrap());
    let shown = format!(
        "rev: 2\nat: TIME\nagent: coder\nsession: s-1\nop: set\nargs: {{\"paths\":[\"a\",\"b\"]}}\nmessage: because\n\
         durability: full\nhost: {host}\npid: {pid}\n    a: 1 -> 2\n    b: 1 -> 3\n"
    );
    context.run(&["show", "2"]).normalized(&context).prints(&shown);
    context.run(&["show", "HEAD~1"]).normalized(&context).prints(&shown);
    assert!(context.run(&["show"]).done().ends_with("    a: 2 -> (removed)\n"));
    let line = context.log().lines().nth(1).unwrap().to_owned();
    context.run(&["show", "2", "--json"]).prints(&format!("{line}\n"));
}

#[test]
fn who_recorded_what_others_did_is_shown_and_no_text_looks_like_a_line_of_ours() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\": 5}\n");
    context.run(&["emit", "done", "-m", "one\nagent: somebody"]).done();
    let external = context.run(&["show", "2"]).done();
    assert!(external.contains("\nagent: unknown\nrecorded_by: planner\nop: external\n"), "{external}");
    assert!(external.ends_with("\n    a: 1 -> 5\n"), "{external}");
    let message = context.run(&["show", "3"]).done();
    assert!(message.contains("\nmessage: \"one\\nagent: somebody\"\n"), "{message}");
    assert!(message.ends_with("\n    done\n"), "{message}");
}

#[test]
fn a_change_that_is_not_in_the_log_is_a_no() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["show", "7"]).normalized(&context).fails(
        1,
        "ctx: could not show revision 7 of context.json: there is no revision 7: \
         the oldest is 1, of TIME, and the newest 1\nhint: ctx -c context.json log\n",
    );
    context.run(&["show", "0"]).normalized(&context).fails(
        1,
        "ctx: could not show revision 0 of context.json: there is no revision 0: \
         the oldest is 1, of TIME, and the newest 1\nhint: ctx -c context.json log\n",
    );
}
