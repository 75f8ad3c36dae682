//! Handoffs whose holder is dead, hangs or comes too late, and how others get on.

use serde_json::{Value, json};

use super::{by, handed_to, shown, status};
use crate::support::Context;

fn last_record(context: &Context) -> Value {
    context.records().pop().unwrap()
}

#[test]
fn an_accepted_handoff_is_taken_away_by_anybody_with_the_right_to_write() {
    let context = Context::with(r#"{"text":"x"}"#);
    by(&context, "planner", "create qa -m x --transfer text").prints("h2\n");
    by(&context, "qa", "accept h2 --raw").done();
    let stolen = by(&context, "boss", "steal h2 -m dead --raw").done();
    let stolen: Value = serde_json::from_str(&stolen).unwrap();
    assert_eq!(
        (&stolen["accepted_by"], &stolen["past_holders"], &stolen["status"]),
        (&json!("boss"), &json!(["qa"]), &json!("accepted"))
    );
    let record = last_record(&context);
    assert_eq!(
        [&record["op"], &record["message"], &record["args"]],
        [&json!("handoff.stolen"), &json!("dead"), &json!({"id": "h2", "from": "qa", "expired": []})]
    );
    context.run_as("boss", &["set", "text", "y"]).done();
    assert_eq!(context.run_as("qa", &["set", "text", "z"]).code, 3);
    by(&context, "qa", "complete h2 --result 1").fails(
        3,
        "ctx: could not complete h2 in context.json: \
         the result was kept in late_results (ctx handoff show h2), but h2 was not completed: \
         it is already accepted by boss at TIME\nhint: ctx -c context.json handoff show h2\n",
    );
    by(&context, "boss", "complete h2 --result 2").prints("");
    let handoff = shown(&context, "h2");
    assert_eq!(
        (&handoff["result"], &handoff["late_results"][0]["result"], &handoff["late_results"][0]["agent"]),
        (&json!(2), &json!(1), &json!("qa"))
    );
    by(&context, "boss", "steal h2 -m x").fails(
        3,
        "ctx: could not steal h2 in context.json: it is completed by boss at TIME\n\
         hint: ctx -c context.json handoff show h2\n",
    );
}

#[test]
fn a_handoff_is_cancelled_by_anybody_who_says_why() {
    let context = Context::with(r#"{"text":"x"}"#);
    by(&context, "planner", "create qa -m x --transfer text").prints("h2\n");
    by(&context, "qa", "accept h2 --raw").done();
    by(&context, "planner", "cancel h2").fails(
        3,
        "ctx: could not cancel h2 in context.json: it is already accepted by qa at TIME\n\
         hint: ctx -c context.json handoff show h2\n\
         hint: to cancel it all the same, say why: ctx -c context.json handoff cancel h2 -m REASON\n",
    );
    by(&context, "boss", "cancel h2 -m dead").prints("");
    by(&context, "boss", "cancel h2 -m dead").prints_and_says("", "ctx: unchanged: revision 4\n");
    let record = last_record(&context);
    assert_eq!(
        [&record["op"], &record["agent"], &record["message"], &record["args"]],
        [
            &json!("handoff.cancelled"),
            &json!("boss"),
            &json!("dead"),
            &json!({"id": "h2", "from": "qa", "expired": []})
        ]
    );
    context.run_as("planner", &["set", "text", "y"]).done();
    by(&context, "qa", "complete h2 --result 1").fails(
        3,
        "ctx: could not complete h2 in context.json: \
         the result was kept in late_results (ctx handoff show h2), but h2 was not completed: \
         boss ended it first at TIME: cancelled: dead; not recorded: completed: 1\n\
         hint: ctx -c context.json handoff show h2\n",
    );
}

#[test]
fn a_handoff_is_pending_again_when_the_time_of_its_holder_is_over() {
    let context = Context::with(r#"{"text":"x"}"#);
    by(&context, "planner", "create * -m x --transfer text").prints("h2\n");
    by(&context, "slow", "accept h2 --raw --ttl 1ns").done();
    assert_eq!(status(&context, "h2"), "pending");
    // Until somebody takes it, its holder goes on.
    by(&context, "slow", "accept h2 --raw --ttl 1ns").done();
    by(&context, "quick", "accept --next --raw --ttl 1h").done();
    assert_eq!(last_record(&context)["args"], json!({"id": "h2", "expired": [], "returned": ["h2"]}));
    let handoff = shown(&context, "h2");
    assert_eq!((&handoff["accepted_by"], &handoff["past_holders"]), (&json!("quick"), &json!(["slow"])));
    assert_eq!(context.run_as("slow", &["set", "text", "z"]).code, 3);
    let first = handoff["until"].as_str().unwrap().to_owned();
    by(&context, "quick", "accept h2 --raw --ttl 2h").done();
    assert!(shown(&context, "h2")["until"].as_str().unwrap() > first.as_str());
    assert_eq!(by(&context, "quick", "accept h2 --raw --ttl 1h").stderr, "ctx: unchanged: revision 6\n");
    by(&context, "quick", "complete h2").prints("");
}

#[test]
fn who_is_late_ends_a_handoff_that_nobody_took() {
    let context = handed_to("*");
    by(&context, "slow", "accept h1 --raw --ttl 1ns").done();
    by(&context, "slow", "complete h1 --result 1").prints("");
    assert_eq!(status(&context, "h1"), "completed");
}

#[test]
fn a_handoff_that_is_not_done_when_it_is_due_has_failed() {
    let context = handed_to("qa");
    by(&context, "planner", "create qa -m y --due 1ns").prints("h2\n");
    let handoff = shown(&context, "h2");
    assert_eq!((&handoff["status"], &handoff["closed_at"]), (&json!("failed"), &handoff["due"]));
    by(&context, "qa", "list --status failed").done();
    assert_eq!(by(&context, "qa", "wait h2 --timeout 10s").code, 1);
    assert_eq!(by(&context, "qa", "accept h2").code, 3);
    let record = last_record(&context);
    assert_eq!(
        (&record["op"], &record["args"]),
        (&json!("handoff.failed"), &json!({"expired": [], "overdue": ["h2"]}))
    );
    by(&context, "planner", "create qa -m x --due 9000000years").fails(
        2,
        "ctx: could not hand over to qa in context.json: --due is too far in the future\n\
         hint: omit --due for a handoff that has no end\n",
    );
}

#[test]
fn the_same_handoff_is_due_at_the_same_time() {
    let context = handed_to("qa");
    by(&context, "planner", "create qa -m y --due 1h --key k").prints("h2\n");
    by(&context, "planner", "create qa -m y --due 1h --key k").prints_and_says("h2\n", "ctx: unchanged: revision 2\n");
    assert_eq!(by(&context, "planner", "create qa -m y --key k").code, 3);
}
