use crate::support::Context;

fn with_past() -> Context {
    let context = Context::with(r#"{"a":1,"b":{"c":"x","d":2},"list":[1,2,3]}"#);
    context.run(&["merge", r#"{"a":null,"b":{"c":"y"},"e":1}"#]).done();
    context.run(&["append", "list", "4"]).done();
    context
}

#[test]
fn a_whole_state_is_put_back_as_a_new_revision() {
    let context = with_past();
    context.run(&["restore", "1", "-m", "it was better", "--print-rev"]).prints("4\n");
    context.run(&["diff", "1"]).prints("");
    let record = &context.records()[3];
    assert_eq!((&record["op"], &record["message"]), (&"restore".into(), &"it was better".into()));
    assert_eq!(record["args"].to_string(), r#"{"rev":1}"#);
    context.run(&["restore", "1"]).prints_and_says("", "ctx: unchanged: revision 4\n");
    context.run(&["restore", "0"]).prints("");
    context.run(&["get"]).prints("{}\n");
    context.run(&["verify"]).done();
}

#[test]
fn one_path_is_put_back_and_nothing_else() {
    let context = with_past();
    context.run(&["restore", "1", "--path", "b.c"]).prints("");
    context.run(&["restore", "1", "--path", "a"]).prints("");
    context.run(&["restore", "1", "--path", "e"]).prints("");
    context.run(&["restore", "1", "--path", "list[1]"]).prints_and_says("", "ctx: unchanged: revision 6\n");
    context.run(&["diff", "1"]).prints("+ list[3]: 4\n");
    assert_eq!(context.records()[3]["args"].to_string(), r#"{"rev":1,"path":"b.c"}"#);
    context.run(&["restore", "1", "--path", "nowhere"]).fails(
        1,
        "ctx: could not restore nowhere of revision 1 in context.json: there is no nowhere, \
         and there was none in revision 1\nhint: ctx -c context.json log --path nowhere\n",
    );
    context.run(&["unset", "b"]).done();
    context.run(&["restore", "1", "--path", "b.d"]).prints("");
    context.run(&["get", "b"]).prints("{\n  \"d\": 2\n}\n");
}

#[test]
fn an_edit_without_ctx_is_recorded_and_taken_back() {
    let context = with_past();
    context.write("context.json", "{\"a\": \"by hand\"}\n");
    context.run(&["restore", "HEAD"]).prints("");
    context.run(&["diff", "3"]).prints("");
    assert_eq!(context.ops(), ["merge", "merge", "append", "external", "restore"]);
    context.run(&["get", "a", "--at", "4"]).prints("by hand\n");
}

#[test]
fn what_ctx_keeps_stays_as_it_is() {
    let context = with_past();
    context.run(&["lease", "acquire", "deploy", "--ttl", "1h"]).prints("4\n");
    context.run(&["tag", "v1", "1"]).done();
    context.run(&["restore", "v1"]).prints("");
    context.run(&["set", "a", "2", "--fence", "4"]).prints("");
    context.run(&["get", "a", "--at", "v1"]).prints("1\n");
    context.run(&["restore", "1", "--path", "_ctx"]).fails(
        7,
        "ctx: could not restore _ctx of revision 1 in context.json: _ctx is kept by ctx itself\n\
hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
}

#[test]
fn values_come_back_with_their_ends_and_what_is_over_does_not() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "lasting", "l", "--ttl", "1h"]).done();
    context.run(&["set", "short", "s", "--ttl", "1ns"]).done();
    context.run(&["set", "lasting", "forever"]).done();
    context.run(&["restore", "3"]).prints("");
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"lasting\": \"l\"\n}\n");
    context.run(&["keys", "_ctx.expiries"]).prints("lasting\n");
    context.run(&["restore", "1"]).prints("");
    context.run(&["get", "_ctx"]).prints("{}\n");
}

#[test]
fn who_handed_a_place_over_does_not_restore_it() {
    let context = Context::with(r#"{"plan":1}"#);
    context.run(&["set", "plan", "2"]).done();
    context.run(&["handoff", "create", "coder", "-m", "yours", "--transfer", "plan"]).prints("h3\n");
    context.run_as("coder", &["handoff", "accept", "h3", "--raw"]).done();
    for arguments in [&["restore", "1"][..], &["undo", "2"]] {
        let answer = context.run(arguments);
        assert_eq!(answer.code, 3, "{answer:?}");
        assert!(answer.stderr.contains("plan: handed to coder in revision 4\n"), "{answer:?}");
    }
    context.run(&["restore", "1", "--force"]).prints("");
    assert_eq!(context.records()[4]["args"]["forced"][0]["path"], "plan");
}

#[test]
fn guards_and_dry_run_are_those_of_every_change() {
    let context = with_past();
    assert_eq!(context.run(&["restore", "1", "--path", "b.c", "--if-value", "z"]).code, 3);
    let patch = "[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/b/c\",\n    \"value\": \"x\"\n  }\n]\n";
    context.run(&["restore", "1", "--path", "b.c", "--if-value", "y", "--dry-run"]).prints(patch);
    context.run(&["restore", "9"]).normalized(&context).fails(
        1,
        "ctx: could not restore revision 9 in context.json: there is no revision 9: \
         the oldest is 1, of TIME, and the newest 3\nhint: ctx -c context.json log\n",
    );
}

#[test]
fn the_newest_state_is_the_one_there_when_it_is_put_back() {
    let context = Context::with(r#"{"n":0}"#);
    std::thread::scope(|scope| {
        scope.spawn(|| (0..40).for_each(|_| drop(context.run(&["-q", "--wait", "60s", "incr", "n"]).done())));
        scope.spawn(|| (0..40).for_each(|_| drop(context.run(&["-q", "--wait", "60s", "restore", "HEAD"]).done())));
    });
    context.run(&["get", "n"]).prints("40\n");
}

#[test]
fn a_redacted_value_that_never_changed_is_no_reason_against_a_state() {
    let context = Context::with(r#"{"k":1}"#);
    context.run(&["set", "--redact", "s", "hunter2"]).done();
    context.run(&["set", "k", "2"]).done();
    context.run(&["restore", "2"]).prints("");
    assert_eq!(["k", "s"].map(|path| context.run(&["get", path]).done()), ["1\n", "hunter2\n"]);
    assert!(!context.log().contains("hunter2"));
    context.run(&["verify"]).done();
    context.run(&["set", "s", "other"]).done();
    context.run(&["restore", "2"]).fails(
        3,
        "ctx: could not restore revision 2 in context.json: the value of s was redacted: the log has only its hash\n\
         hint: set it again: ctx -c context.json set --redact s -\n",
    );
}
