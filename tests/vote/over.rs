//! Votes that end before they are decided, who waits for them, and those that are closed for long.

use std::process::Stdio;

use serde_json::{Value, json};

use super::{cast, open, opened, value};
use crate::support::Context;

const NO_QUORUM: &str = "it has no quorum: 1 of 3 voted (ship 1)";

#[test]
fn its_opener_closes_a_vote_and_others_say_why() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    let close = |agent: &str, words: &[&str]| context.run_as(agent, &[&["vote", "close", "release"], words].concat());
    let tried = "ctx: could not close the vote release in context.json:";
    close("bob", &[]).fails(
        3,
        &format!(
            "{tried} only planner, who opened it, closes it without a reason, and you are bob\n\
             hint: use --agent NAME to say who you are\n\
             hint: to close it all the same, say why: ctx -c context.json vote close release -m REASON\n"
        ),
    );
    close("bob", &["-m", "eve is away"]).prints("");
    let record = &context.records()[3];
    assert_eq!(
        (&record["op"], &record["agent"], &record["args"], &record["message"]),
        (
            &json!("vote.closed"),
            &json!("bob"),
            &json!({"topic": "release", "result": "no_quorum"}),
            &json!("eve is away")
        )
    );
    assert_eq!(
        value(&context, "votes.release"),
        json!({"result": "no_quorum", "winner": null, "tally": {"ship": 1, "wait": 0}})
    );
    for (agent, words) in [("bob", &["-m", "eve is away"][..]), ("bob", &[]), ("planner", &[])] {
        close(agent, words).prints_and_says("", "ctx: unchanged: revision 4\n");
    }
    close("eve", &["-m", "done"]).normalized(&context).fails(
        3,
        &format!(
            "{tried} the vote release was closed at TIME by bob: {NO_QUORUM}; the reason was not recorded\n\
             hint: ctx -c context.json vote show release\n"
        ),
    );
    let context = opened();
    context.run(&["vote", "close", "release"]).prints("");
}

#[test]
fn a_vote_whose_time_ran_out_is_closed_for_readers_and_the_next_step_records_it() {
    let context = Context::with(r#"{"a":1}"#);
    let words = ["release", "--options", "ship,wait", "--quorum", "3", "--until", "1ns"];
    open(&context, &words).prints("");
    context
        .run(&["vote", "list"])
        .prints("TOPIC    STATUS     WINNER  VOTED  VOTES     SUMMARY\nrelease  no_quorum  -       0/3    no votes\n");
    assert_eq!(context.run(&["has", "votes"]).code, 1);
    let late = |agent: &str| {
        cast(&context, agent, &["ship"]).normalized(&context).fails(
            3,
            "ctx: could not vote on release in context.json: the vote release was closed at TIME: it has no quorum: 0 of 3 \
             voted (no votes); not counted: ship\nhint: ctx -c context.json vote show release\n",
        );
    };
    late("ann");
    late("bob");
    let result = json!({"result": "no_quorum", "winner": null, "tally": {"ship": 0, "wait": 0}});
    assert_eq!(value(&context, "votes.release"), result);
    assert_eq!(context.ops(), ["merge", "vote.opened", "vote.closed"]);
    let vote = value(&context, "_ctx.votes.release");
    assert_eq!((vote.get("closed_by"), &vote["closed_at"]), (None, &vote["until"]));

    // To open or close it again records it too, and changes nothing else.
    let closed =
        "ctx: the vote other is closed: it has no quorum: 0 of 2 voted (no votes); another vote needs another topic\n";
    let again = &["open", "other", "--options", "a,b", "--quorum", "2", "--until", "1ns"][..];
    for (words, said) in [(again, closed), (&["close", "other"], "")] {
        let context = Context::with(r#"{"a":1}"#);
        open(&context, &["other", "--options", "a,b", "--quorum", "2", "--until", "1ns"]).prints("");
        context.run(&[&["vote"], words].concat()).prints_and_says("", said);
        assert_eq!(context.ops(), ["merge", "vote.opened", "vote.closed"]);
    }
}

#[test]
fn who_waits_is_woken_at_the_end_and_the_result_is_recorded_once() {
    const WAITERS: usize = 4;
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &["release", "--options", "ship,wait", "--quorum", "3", "--until", "300ms"]).prints("");
    let waiters: Vec<_> = (0..WAITERS)
        .map(|_| {
            let mut command = context.command(&["vote", "wait", "release", "--timeout", "60s"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for waiter in waiters {
        crate::support::Answer::from(waiter.wait_with_output().unwrap()).fails(
            1,
            "ctx: the vote release in context.json was closed: it has no quorum: 0 of 3 voted (no votes)\n\
             hint: ctx -c context.json vote show release\n",
        );
    }
    assert_eq!(context.ops(), ["merge", "vote.opened", "vote.closed"]);
    assert_eq!(value(&context, "votes.release.result"), json!("no_quorum"));
}

#[test]
fn who_waits_has_the_winner_when_it_is_decided() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    context.run(&["vote", "wait", "release", "--timeout", "10ms"]).fails(
        4,
        "ctx: could not wait for the vote release in context.json: 1 of 3 voted after 10ms\n\
         hint: use a longer --timeout\n\
         hint: ctx -c context.json vote show release\n",
    );
    let mut command = context.command(&["vote", "wait", "release", "--timeout", "60s"]);
    let waiter = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    cast(&context, "bob", &["ship"]).prints("");
    crate::support::Answer::from(waiter.wait_with_output().unwrap()).prints("ship\n");
    let json = context.run(&["vote", "wait", "release", "--json"]).done();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["winner"], json!("ship"));
}

#[test]
fn a_tie_is_a_no_that_says_so() {
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &["release", "--options", "ship,wait", "--voters", "ann,bob"]).prints("");
    cast(&context, "ann", &["ship"]).prints("");
    cast(&context, "bob", &["wait"]).prints("");
    let tied = "ctx: the vote release in context.json was closed: it is tied (ship 1, wait 1)\n\
                hint: ctx -c context.json vote show release\n";
    context.run(&["vote", "wait", "release"]).fails(1, tied);
    let shown: Value = serde_json::from_str(&context.run(&["vote", "show", "release"]).done()).unwrap();
    context.run(&["vote", "wait", "release", "--json"]).prints_and_fails(1, &format!("{shown}\n"), tied);
}

#[test]
fn who_cannot_record_the_end_is_told_the_result_all_the_same() {
    let context = Context::with(r#"{"votes":1}"#);
    context.run(&["unset", "votes"]).prints("");
    open(&context, &["release", "--options", "ship,wait", "--quorum", "1", "--until", "1ns"]).prints("");
    context.run(&["set", "votes", "mine"]).prints("");
    context.run(&["vote", "wait", "release"]).fails(
        1,
        "ctx: the result was not recorded: could not close the vote release in context.json: votes is a string, so nothing \
         can be put below it\n\
         ctx: the vote release in context.json was closed: it has no quorum: 0 of 1 voted (no votes)\n\
         hint: ctx -c context.json vote show release\n",
    );
}

#[test]
fn a_closed_vote_is_tidied_and_read_from_the_log() {
    let context = opened();
    for agent in ["ann", "bob"] {
        cast(&context, agent, &["ship"]).prints("");
    }
    open(&context, &["next", "--options", "a,b", "--quorum", "2"]).prints("");
    let shown = context.run(&["vote", "show", "release"]).done();
    context.run(&["tidy", "--older-than", "0s"]).prints("votes     1\n");
    context
        .run(&["vote", "list"])
        .prints("TOPIC  STATUS  WINNER  VOTED  VOTES     SUMMARY\nnext   open    -       0/2    no votes\n");
    context.run(&["vote", "list", "--all"]).prints(
        "TOPIC    STATUS   WINNER  VOTED  VOTES     SUMMARY\n\
         release  decided  ship    2/3    ship 2\nnext     open     -       0/2    no votes\n",
    );
    context.run(&["vote", "show", "release"]).prints(&shown);
    context.run(&["vote", "wait", "release"]).prints("ship\n");
    cast(&context, "ann", &["ship"]).prints_and_says("", "ctx: unchanged: revision 6\n");
    assert_eq!(cast(&context, "eve", &["wait"]).code, 3);
    context.run(&["get", "votes.release.winner"]).prints("ship\n");
    let kept = context.run(&["doctor"]).stdout;
    assert!(kept.contains("0 entries ended"), "{kept}");
}

#[test]
fn a_vote_cannot_be_undone_and_what_can_be_done_is_said() {
    let context = opened();
    for agent in ["ann", "bob"] {
        cast(&context, agent, &["ship"]).prints("");
    }
    for (rev, op, hints) in [
        ("2", "vote.opened", "to close the vote: ctx -c context.json vote close release\n"),
        ("3", "vote.cast", "to vote for another option: ctx -c context.json vote cast release OPTION\n"),
        (
            "4",
            "vote.cast",
            "the vote is closed; to vote again, open another one: ctx -c context.json vote open --help\n\
             hint: to restore only values: ctx -c context.json restore 3 --path votes\n",
        ),
    ] {
        let why = format!("revision {rev} ({op}) changed what ctx keeps in _ctx, which cannot be undone");
        context
            .run(&["undo", rev])
            .fails(3, &format!("ctx: could not undo revision {rev} in context.json: {why}\nhint: {hints}"));
    }
}

#[test]
fn a_vote_that_was_edited_by_hand_counts_if_it_could_be_one() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    let edit = |edit: &dyn Fn(&mut Value)| {
        let mut document: Value = serde_json::from_str(&context.document()).unwrap();
        edit(&mut document["_ctx"]["votes"]["release"]);
        context.write("context.json", document.to_string());
    };
    for (name, bad) in [
        ("status", json!("decided")),
        ("winner", json!("ship")),
        ("options", json!(["ship"])),
        ("voters", json!([])),
        ("quorum", json!(2)),
        ("path", json!("_ctx.x")),
        ("until", json!("soon")),
        ("ballots", json!({"zed": {"option": "ship", "at": "2026-11-27T00:00:00.000Z"}})),
        ("ballots", json!({"bob": {"option": "sink", "at": "2026-11-27T00:00:00.000Z"}})),
    ] {
        edit(&|vote: &mut Value| vote[name] = bad.clone());
        let answer = context.run(&["set", "a", name]);
        assert!(
            answer.stderr.contains("kept out of _ctx what does not hold there: votes.release"),
            "{name}: {answer:?}"
        );
        context
            .run(&["vote", "list"])
            .prints("TOPIC    STATUS  WINNER  VOTED  VOTES   SUMMARY\nrelease  open    -       1/3    ship 1\n");
    }
    edit(&|vote: &mut Value| *vote = json!(7));
    let shown = context.run(&["vote", "show", "release"]);
    assert_eq!(shown.code, 5, "{shown:?}");
    assert_eq!(context.run(&["set", "a", "1"]).code, 0);

    // A ballot that decides: readers see that at once, and the next step records it.
    edit(&|vote: &mut Value| {
        vote["ballots"]["bob"] = json!({"option": "ship", "at": "2026-11-27T00:00:00.000Z"});
    });
    context.run(&["vote", "wait", "release"]).prints_and_says(
        "ship\n",
        "ctx: context.json was changed without ctx: it changed what ctx keeps: votes.release\n",
    );
    context.run(&["get", "votes.release.winner"]).prints("ship\n");
    assert_eq!(context.ops().last().unwrap(), "vote.closed");
}
