//! Handoffs in the place of earlier ones, and circles.

use serde_json::{Value, json};

use super::{by, framed, handed_to, shown, status};
use crate::support::Context;

/// planner -> coder, who passed it on to reviewer, who accepted: h1, h3.
fn passed_on() -> Context {
    let context = handed_to("coder");
    by(&context, "coder", "accept h1 --raw").done();
    by(&context, "coder", "create reviewer -m look --supersedes h1").prints("h3\n");
    by(&context, "reviewer", "accept h3 --raw").done();
    context
}

/// The circle that `agents` would close, as `what` was tried.
fn circle(what: &str, agents: &str, hint: &str) -> String {
    format!("ctx: could not {what} in context.json: the work would go in a circle: {agents}\nhint: {hint}\n")
}

const COME_BACK: &str = "--force if it is meant to return";

#[test]
fn the_sender_replaces_what_nobody_accepted_yet() {
    let context = handed_to("qa");
    by(&context, "planner", "create coder -m better --supersedes h1").prints("h2\n");
    let (old, new) = (shown(&context, "h1"), shown(&context, "h2"));
    assert_eq!(
        (&old["status"], &old["reason"], &old["closed_by"]),
        (&json!("superseded"), &json!("superseded by h2"), &json!("planner"))
    );
    assert_eq!((&new["status"], &new["supersedes"], &new["depth"]), (&json!("pending"), &json!("h1"), &json!(1)));
    assert_eq!((new.get("forced"), old.get("depth")), (None, None));
    let record = &context.records()[1];
    assert_eq!(record["op"], "handoff.created");
    assert_eq!(record["args"], json!({"id": "h2", "to": "coder", "supersedes": "h1"}));
    by(&context, "qa", "inbox").fails(1, "");
    by(&context, "qa", "accept h1").fails(
        3,
        "ctx: could not accept h1 in context.json: it is superseded by planner at TIME\n\
         hint: ctx -c context.json handoff show h1\n",
    );
    by(&context, "qa", "list --status superseded").prints(&framed(&[
        "ID  PRIORITY  STATUS      FROM     TO  ACKED-BY  SUMMARY",
        "h1  normal    superseded  planner  qa  -         do it",
    ]));
    // It may go to the same addressee, and to the next: nobody had it.
    by(&context, "planner", "create coder -m still-better --supersedes h2").prints("h3\n");
    assert_eq!(shown(&context, "h3")["depth"], 2);
}

#[test]
fn who_accepted_a_handoff_passes_it_on() {
    let context = passed_on();
    assert_eq!((status(&context, "h1"), status(&context, "h3")), ("superseded".into(), "accepted".into()));
    by(&context, "reviewer", "create tester -m try --supersedes h3").prints("h5\n");
    assert_eq!(shown(&context, "h5")["depth"], 2);
}

#[test]
fn nobody_else_replaces_a_handoff() {
    let context = handed_to("qa");
    let refused = |agent: &str, why: &str| {
        let why = format!("ctx: could not hand over to coder in context.json: {why}\n");
        by(&context, agent, "create coder -m x --supersedes h1").fails(3, &why);
    };
    for agent in ["qa", "eve"] {
        refused(
            agent,
            &format!(
                "h1 is pending: only its sender, planner, supersedes it, and you are {agent}\n\
                 hint: use --agent NAME to say who you are"
            ),
        );
    }
    by(&context, "qa", "accept h1 --raw").done();
    let show = "hint: ctx -c context.json handoff show h1";
    refused("planner", &format!("it is already accepted by qa at TIME\n{show}"));
    by(&context, "qa", "complete h1").done();
    refused("qa", &format!("it is completed by qa at TIME\n{show}"));
    assert_eq!(context.ops(), ["handoff.created", "handoff.accepted", "handoff.completed"]);
}

#[test]
fn a_handoff_does_not_go_in_a_circle() {
    let context = passed_on();
    let back_to = |agent: &str| by(&context, "reviewer", &format!("create {agent} -m back --supersedes h3"));
    let what = |agent: &str| format!("hand over to {agent}");
    back_to("coder").fails(3, &circle(&what("coder"), "planner -> coder -> reviewer -> coder (h1, h3)", COME_BACK));
    back_to("planner")
        .fails(3, &circle(&what("planner"), "planner -> coder -> reviewer -> planner (h1, h3)", COME_BACK));
    back_to("reviewer")
        .fails(3, &circle(&what("reviewer"), "planner -> coder -> reviewer -> reviewer (h1, h3)", COME_BACK));
    let told = by(&context, "reviewer", "create coder -m back --supersedes h3 --error-format json");
    let told: Value = serde_json::from_str(&told.stderr).unwrap();
    assert_eq!(told["agents"], json!(["planner", "coder", "reviewer", "coder"]));
    assert_eq!((&told["ids"], &told["code"]), (&json!(["h1", "h3"]), &json!(3)));
    assert_eq!(context.records().len(), 4);
    back_to("tester").prints("h5\n");
}

#[test]
fn a_handoff_may_be_meant_to_come_back_and_the_record_says_so() {
    let context = passed_on();
    by(&context, "reviewer", "create coder -m back --supersedes h3 --force").prints("h5\n");
    assert_eq!(context.records()[4]["args"], json!({"id": "h5", "to": "coder", "supersedes": "h3", "forced": true}));
    assert_eq!(shown(&context, "h5")["forced"], true);
    by(&context, "coder", "accept h5 --raw").done();
    // Where there is no circle, nothing was forced.
    by(&context, "coder", "create tester -m on --supersedes h5 --force").prints("h7\n");
    assert_eq!(context.records()[6]["args"], json!({"id": "h7", "to": "tester", "supersedes": "h5"}));
}

#[test]
fn what_is_for_anyone_is_for_none_of_those_who_had_it() {
    let context = passed_on();
    by(&context, "reviewer", "create * -m anyone --supersedes h3").prints("h5\n");
    let why = circle(
        "accept h5",
        "planner -> coder -> reviewer -> coder (h1, h3)",
        "its sender gives --force if it is meant to return",
    );
    by(&context, "coder", "accept h5").fails(3, &why);
    by(&context, "coder", "ack h5").fails(3, &why.replace("accept h5", "acknowledge h5"));
    by(&context, "coder", "inbox").fails(1, "");
    by(&context, "coder", "accept --next").fails(
        1,
        "ctx: could not accept the next handoff in context.json: no handoff is pending for coder\n\
         hint: ctx -c context.json handoff list\n",
    );
    assert_eq!(by(&context, "coder", "wait --timeout 1ms").code, 4);
    assert_eq!(context.run_as("coder", &["wait", "--handoff", "--timeout", "1ms"]).code, 4);
    by(&context, "planner", "create coder -m other --priority low").prints("h6\n");
    by(&context, "coder", "inbox").prints(&framed(&[
        "ID  PRIORITY  STATUS   FROM     TO     ACKED-BY  SUMMARY",
        "h6  low       pending  planner  coder  -         other",
    ]));
    by(&context, "tester", "accept --next --raw").done();
    assert_eq!(shown(&context, "h5")["accepted_by"], "tester");
}

#[test]
fn what_is_for_anyone_may_be_meant_to_come_back() {
    let context = passed_on();
    by(&context, "reviewer", "create * -m anyone --supersedes h3 --force").prints("h5\n");
    by(&context, "coder", "accept --next --raw").done();
    assert_eq!(shown(&context, "h5")["accepted_by"], "coder");
}

#[test]
fn a_chain_has_an_end_force_or_not() {
    let context = handed_to("qa");
    for depth in 1..=16 {
        by(&context, "planner", &format!("create qa -m x --supersedes h{depth}")).done();
    }
    assert_eq!(shown(&context, "h17")["depth"], 16);
    for force in ["", " --force"] {
        by(&context, "planner", &format!("create qa -m x --supersedes h17{force}")).fails(
            3,
            "ctx: could not hand over to qa in context.json: \
             h17 is the end of a chain of more than 16 handoffs\n\
             hint: create a new handoff without --supersedes, or do the work yourself\n",
        );
    }
}

#[test]
fn a_chain_that_was_edited_into_a_circle_is_no_endless_one() {
    let context = handed_to("*");
    by(&context, "planner", "create * -m x --supersedes h1").prints("h2\n");
    context.write("context.json", context.document().replace(r#""supersedes": "h1""#, r#""supersedes": "h2""#));
    by(&context, "qa", "accept h2 --raw -q").done();
    context.write("context.json", context.document().replace(r#""supersedes": "h2""#, r#""supersedes": "h7""#));
    by(&context, "qa", "create eve -m x --supersedes h2 -q").prints("h6\n");
}
