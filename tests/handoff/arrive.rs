//! Handoffs that arrive: waiting for them, acknowledging them, putting them back.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use super::{by, framed, handed_to, shown, status};
use crate::support::{Answer, Context};

fn waiting(context: &Context, agent: &str, arguments: &[&str]) -> Child {
    let mut command = context.command(&[&["handoff", "wait"], arguments].concat());
    command.env("CTX_AGENT", agent).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn answer(child: Child) -> Answer {
    child.wait_with_output().unwrap().into()
}

#[test]
fn who_waits_is_woken_by_a_handoff_that_it_could_accept_and_shown_it() {
    let context = Context::empty();
    let (framed, raw) = (waiting(&context, "qa", &[]), waiting(&context, "eve", &["--to", "qa", "--raw"]));
    by(&context, "planner", "create other -m no").prints("h1\n");
    by(&context, "planner", "create qa -m yes --ref plan").prints("h2\n");
    let (framed, raw) = (answer(framed).done(), answer(raw).done());
    context.run(&["handoff", "show", "h2"]).prints(&framed);
    context.run(&["handoff", "show", "h2", "--raw"]).prints(&raw);
    context.run_as("qa", &["handoff", "wait", "--json"]).prints(&raw);
    assert_eq!(context.ops(), ["handoff.created", "handoff.created"]);
}

#[test]
fn who_waits_for_the_end_of_a_handoff_is_told_how_it_ended() {
    for (steps, code, end) in [
        (&["accept h1 --raw", "complete h1"][..], 0, "completed"),
        (&["accept h1 --raw", "fail h1 -m no"], 1, "failed"),
        (&["reject h1 -m no"], 1, "rejected"),
        (&["cancel h1 --agent planner"], 1, "cancelled"),
        (&["create other -m x --supersedes h1 --agent planner"], 1, "superseded"),
    ] {
        let context = handed_to("qa");
        let child = waiting(&context, "planner", &["h1", "--raw"]);
        for step in steps {
            by(&context, "qa", step).done();
        }
        let answer = answer(child);
        assert_eq!((answer.code, answer.stderr.as_str()), (code, ""));
        context.run(&["handoff", "show", "h1", "--raw"]).prints(&answer.stdout);
        assert_eq!(status(&context, "h1"), end);
        let framed = context.run(&["handoff", "wait", "h1"]);
        assert_eq!((framed.code, framed.stderr.as_str()), (code, ""));
        context.run(&["handoff", "show", "h1"]).prints(&framed.stdout);
    }
}

#[test]
fn the_wait_for_a_handoff_ends_when_it_expires() {
    let context = Context::empty();
    by(&context, "planner", "create qa -m x --expires 1ms").done();
    let answer = by(&context, "planner", "wait h1 --raw");
    let handoff: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!((answer.code, answer.stderr.as_str(), &handoff["status"]), (1, "", &json!("expired")));
}

#[test]
fn a_wait_for_a_handoff_may_have_a_limit() {
    let context = handed_to("qa");
    let hint = "hint: use a longer --timeout; `ctx log` shows recent changes\n";
    for (arguments, what) in [("", "a handoff to planner"), (" --to eve", "a handoff to eve"), (" h1", "the end of h1")]
    {
        let why = format!("ctx: could not wait for {what} in context.json: timed out after 10ms\n{hint}");
        by(&context, "planner", &format!("wait --timeout 10ms{arguments}")).fails(4, &why);
    }
    assert_eq!(by(&context, "qa", "wait --timeout 500000000000years --raw").code, 0);
    assert_eq!(by(&context, "planner", "wait h1 --to qa").code, 2);
    assert_eq!(by(&context, "planner", "wait 1").code, 2);
}

#[test]
fn an_acknowledged_handoff_is_still_pending_and_says_who_saw_it() {
    let context = handed_to("*");
    by(&context, "qa", "ack h1").prints("");
    by(&context, "qa", "ack h1").prints_and_says("", "ctx: unchanged: revision 2\n");
    by(&context, "eve", "inbox").prints(&framed(&[
        "ID  PRIORITY  STATUS   FROM     TO  ACKED-BY  SUMMARY",
        "h1  normal    pending  planner  *   qa        do it",
    ]));
    by(&context, "eve", "ack h1 -m me-too").prints("");
    assert_eq!(context.records()[2]["message"], "me-too");
    let handoff = shown(&context, "h1");
    assert_eq!((&handoff["status"], &handoff["acked_by"]), (&json!("pending"), &json!("eve")));
    assert_eq!(handoff["acked_at"].as_str().unwrap().len(), 24);
    by(&context, "qa", "accept h1 --raw").done();
    assert_eq!(context.ops(), ["handoff.created", "handoff.acknowledged", "handoff.acknowledged", "handoff.accepted"]);
}

#[test]
fn only_an_addressee_acknowledges_and_only_what_is_pending() {
    let context = handed_to("qa");
    by(&context, "eve", "ack h1").fails(
        3,
        "ctx: could not acknowledge h1 in context.json: it is addressed to qa, and you are eve\n\
         hint: use --agent NAME to say who you are\n",
    );
    by(&context, "qa", "accept h1 --raw").done();
    by(&context, "qa", "ack h1").fails(
        3,
        "ctx: could not acknowledge h1 in context.json: it is already accepted by qa at TIME\n\
         hint: ctx -c context.json handoff show h1\n",
    );
    assert_eq!(context.ops(), ["handoff.created", "handoff.accepted"]);
}

#[test]
fn what_is_released_is_pending_again_for_others() {
    let context = handed_to("*");
    by(&context, "qa", "accept h1 --raw").done();
    by(&context, "qa", "release h1 -m busy").prints("");
    let handoff = shown(&context, "h1");
    assert_eq!((&handoff["status"], handoff.get("accepted_by")), (&json!("pending"), None));
    assert_eq!(handoff.get("accepted_at"), None);
    let record = &context.records()[2];
    assert_eq!((&record["op"], &record["message"]), (&json!("handoff.released"), &json!("busy")));
    assert_eq!(record["patch"].as_array().unwrap().len(), 4);
    by(&context, "eve", "accept --next --raw").done();
    by(&context, "qa", "complete h1").fails(
        3,
        "ctx: could not complete h1 in context.json: it is already accepted by eve at TIME\n\
         hint: ctx -c context.json handoff show h1\n",
    );
    context.run(&["verify"]).done();
}

#[test]
fn only_who_accepted_a_handoff_releases_it() {
    let context = handed_to("qa");
    by(&context, "qa", "release h1").fails(
        3,
        "ctx: could not release h1 in context.json: it is pending: accept it first\n\
         hint: ctx -c context.json handoff accept h1\n",
    );
    by(&context, "qa", "accept h1 --raw").done();
    let refused = |agent: &str, state: &str| {
        let why = format!("ctx: could not release h1 in context.json: it is {state} by qa at TIME\n");
        by(&context, agent, "release h1").fails(3, &format!("{why}hint: ctx -c context.json handoff show h1\n"));
    };
    refused("planner", "already accepted");
    by(&context, "qa", "complete h1").done();
    refused("qa", "completed");
}

#[test]
fn every_step_prints_the_handoff_as_json_if_asked() {
    let context = Context::with(r#"{"plan":1}"#);
    let prints = |agent: &str, step: &str, id: &str, status: &str| {
        let record = by(&context, agent, &format!("{step} --json")).done();
        by(&context, agent, &format!("show --raw {id}")).prints(&record);
        assert_eq!(serde_json::from_str::<Value>(&record).unwrap()["status"], status, "{step}");
    };
    prints("planner", "create qa -m x --ref plan", "h2", "pending");
    prints("qa", "ack h2", "h2", "pending");
    prints("qa", "accept h2", "h2", "accepted");
    prints("qa", "release h2", "h2", "pending");
    prints("qa", "accept --next", "h2", "accepted");
    prints("qa", "release h2", "h2", "pending");
    prints("qa", "accept", "h2", "accepted");
    prints("qa", "release h2", "h2", "pending");
    prints("qa", "next", "h2", "accepted");
    prints("qa", "complete h2 --result [1]", "h2", "completed");
    prints("planner", "create qa -m x", "h12", "pending");
    prints("qa", "reject h12 -m no", "h12", "rejected");
    prints("planner", "create qa -m x --key k", "h14", "pending");
    prints("qa", "accept h14", "h14", "accepted");
    prints("qa", "fail h14 -m no", "h14", "failed");
    prints("planner", "create qa -m x", "h17", "pending");
    prints("planner", "cancel h17", "h17", "cancelled");
    let again = by(&context, "planner", "create qa -m x --key k --json");
    assert_eq!(serde_json::from_str::<Value>(&again.stdout).unwrap()["status"], "failed");
    by(&context, "planner", "create qa -m x --print-rev").prints("h19\n19\n");
    let with_revision = by(&context, "qa", "ack h19 --json --print-rev").done();
    assert!(with_revision.ends_with("}\n20\n"), "{with_revision}");
    let planned = by(&context, "qa", "release h19 --json --dry-run");
    assert_eq!((planned.code, planned.stdout.as_str()), (3, ""));
    let planned = by(&context, "qa", "accept h19 --json --dry-run").done();
    assert!(planned.starts_with("[\n"), "{planned}");
}

#[test]
fn an_unknown_id_is_a_no_that_names_those_it_may_be() {
    let context = handed_to("qa");
    let unknown = |step: &str, why: &str| {
        by(&context, "qa", step).fails(1, why);
    };
    unknown(
        "show h9",
        "ctx: could not show h9 in context.json: there is no handoff h9\nhint: ctx -c context.json handoff list\n",
    );
    for _ in 2..=13 {
        by(&context, "planner", "create qa -m x").done();
    }
    let why = "there is no handoff h14\nhint: did you mean h1, h10, h11?\n";
    for (step, tried) in [
        ("show h14", "show h14"),
        ("wait h14", "wait for the end of h14"),
        ("accept h14", "accept h14"),
        ("ack h14", "acknowledge h14"),
        ("release h14", "release h14"),
        ("complete h14", "complete h14"),
        ("cancel h14", "cancel h14"),
        ("create qa -m x --supersedes h14", "hand over to qa"),
    ] {
        unknown(step, &format!("ctx: could not {tried} in context.json: {why}"));
    }
}

#[test]
fn a_handoff_that_somebody_spoiled_is_named_with_who_wrote_it_so() {
    let context = handed_to("qa");
    context.write("context.json", context.document().replace("\"pending\"", "7"));
    let why = "_ctx.handoffs.h1 is not a handoff: invalid type: number, expected string or map\n\
               hint: who wrote it: ctx -c context.json blame _ctx.handoffs.h1\n";
    for (step, tried) in [
        ("list", "list the handoffs"),
        ("inbox", "list the handoffs to qa"),
        ("show h1", "show h1"),
        ("wait", "wait for a handoff to qa"),
        ("wait h1", "wait for the end of h1"),
    ] {
        by(&context, "qa", step).fails(5, &format!("ctx: could not {tried} in context.json: {why}"));
    }
    // The next change keeps that out, so that the handoff is what it was.
    let accepted = by(&context, "qa", "accept h1");
    let says = "ctx: context.json: kept out of _ctx what does not hold there: handoffs.h1; what was there is saved as ";
    assert!(accepted.code == 0 && accepted.stderr.starts_with(says), "{accepted:?}");
}

#[test]
fn what_cannot_go_with_a_handoff_is_told_with_what_can() {
    let context = handed_to("qa");
    by(&context, "planner", "create qa -m x --expires 9000000years").fails(
        2,
        "ctx: could not hand over to qa in context.json: --expires is too far in the future\n\
         hint: omit --expires for a handoff that never expires\n",
    );
}
