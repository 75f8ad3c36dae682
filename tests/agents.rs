use crate::support::Context;

const NAMES: &str = "AGENT    REV  AT                        CHANGES  HELD  PENDING  LEASES  TASKS\n";

#[test]
fn who_was_seen_and_what_they_have_in_hand() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("one", &["handoff", "create", "two", "-m", "work"]).done();
    context.run_as("one", &["handoff", "create", "*", "-m", "anyone"]).done();
    context.run_as("two", &["handoff", "accept", "h2"]).done();
    context.run_as("two", &["lease", "acquire", "deploy", "--ttl", "10m"]).done();
    context.run_as("two", &["lease", "acquire", "over", "--ttl", "1ns"]).done();
    context.run_as("one", &["task", "add", "build", "test"]).done();
    context.run_as("two", &["task", "claim"]).done();
    context.run_as("somebody-else", &["emit", "hello"]).done();
    context.run_as("one", &["set", "a", "2"]).done();
    context.run(&["agents"]).normalized(&context).prints(
        "AGENT          REV  AT                        CHANGES  HELD  PENDING  LEASES  TASKS\n\
         one            10   TIME  4        0     1        -\n\
         somebody-else  9    TIME  0        0     1        -\n\
         two            8    TIME  4        1     1        deploy  build\n\
         planner        1    TIME  1        0     1        -\n",
    );
    let told: serde_json::Value = serde_json::from_str(&context.run(&["agents", "--json"]).done()).unwrap();
    let at = context.records()[7]["at"].clone();
    assert_eq!(
        told[2],
        serde_json::json!({
            "agent": "two", "rev": 8, "at": at, "changes": 4,
            "handoffs": {"held": 1, "pending": 1}, "leases": ["deploy"], "tasks": ["build"],
        })
    );
}

#[test]
fn a_log_without_records_knows_nobody() {
    let context = Context::holding("{}");
    context.run(&["agents"]).prints("");
    context.run(&["agents", "--json"]).prints("[]\n");
    context
        .run(&["agents", "who"])
        .fails(2, "ctx: unexpected argument 'who' found\nhint: usage: ctx agents [OPTIONS]\n");
}

#[test]
fn who_changed_the_document_without_ctx_is_unknown() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\": 2}");
    // It is not recorded yet.
    context
        .run(&["agents"])
        .normalized(&context)
        .prints(&format!("{NAMES}planner  1    TIME  1        0     0        -\n"));
    context.run(&["emit", "t"]).done();
    context.run(&["agents"]).normalized(&context).prints(&format!(
        "{NAMES}planner  3    TIME  1        0     0        -\n\
         unknown  2    TIME  1        0     0        -\n"
    ));
}

#[test]
fn what_ctx_keeps_and_somebody_spoiled_is_named() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", r#"{"_ctx":{"handoffs":{"h2":{}}}}"#);
    let answer = context.run(&["agents"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (5, ""));
    assert!(answer.stderr.starts_with("ctx: _ctx.handoffs.h2 is not a handoff: missing field"), "{}", answer.stderr);
}
