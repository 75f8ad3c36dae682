//! Opening a vote, again and otherwise, and where its result goes.

use serde_json::json;

use super::{cast, open, opened, value};
use crate::support::Context;

const SHOW: &str = "hint: ctx -c context.json vote show release\nhint: use another topic for another vote\n";

#[test]
fn the_same_vote_again_changes_nothing_and_another_one_names_both() {
    let context = opened();
    // In whatever order, and whoever asks.
    let same = ["vote", "open", "release", "--options", "wait, ship", "--voters", "eve,bob,ann"];
    context.run_as("bob", &same).prints_and_says("", "ctx: unchanged: revision 2\n");
    let first =
        "ctx: could not open the vote release in context.json: planner opened the vote release first, at TIME, with";
    open(&context, &["release", "--options", "ship,wait,stop", "--voters", "ann,bob", "--unanimous", "--until", "1h"])
        .normalized(&context)
        .fails(
            3,
            &format!(
                "{first} options ship,wait (now ship,wait,stop), rule majority (now unanimous), voters ann,bob,eve (now \
                 ann,bob), until none (now 1h)\n{SHOW}"
            ),
        );
    open(&context, &["release", "--options", "ship,wait", "--quorum", "3", "--at", "x", "-m", "now?"])
        .normalized(&context)
        .fails(
            3,
            &format!(
                "{first} voters ann,bob,eve (now none), quorum none (now 3), path votes.release (now x), summary none (now \
                 now?)\n{SHOW}"
            ),
        );
    assert_eq!(context.records().len(), 2);
}

#[test]
fn a_vote_with_an_end_is_the_same_if_it_lasts_as_long() {
    let context = Context::with(r#"{"a":1}"#);
    let vote = |until: &str| open(&context, &["x", "--options", "a,b", "--quorum", "2", "--until", until]);
    vote("1h").prints("");
    vote("60m").prints_and_says("", "ctx: unchanged: revision 2\n");
    assert_eq!(vote("2h").code, 3);
}

const CLOSED: &str = "ctx: the vote release is closed: ship won (ship 2); another vote needs another topic\n";

#[test]
fn a_closed_vote_keeps_its_topic() {
    let context = opened();
    for agent in ["ann", "bob"] {
        cast(&context, agent, &["ship"]).prints("");
    }
    let again = || open(&context, &["release", "--options", "ship,wait", "--voters", "ann,bob,eve"]);
    again().prints_and_says("", &format!("ctx: unchanged: revision 4\n{CLOSED}"));
    context.run(&["tidy", "--older-than", "0s"]).prints("votes     1\n");
    again().prints_and_says("", &format!("ctx: unchanged: revision 5\n{CLOSED}"));
    assert_eq!(open(&context, &["release", "--options", "a,b", "--quorum", "1"]).code, 3);
    // The log begins later now, as after a compaction.
    context.remove("context.json.audit.jsonl");
    context.run(&["-q", "set", "a", "9"]);
    again().fails(
        3,
        "ctx: could not open the vote release in context.json: the vote release was opened before and is closed; revision 5 \
         removed it, and the log no longer has it\nhint: use another topic for another vote\n",
    );
}

#[test]
fn the_result_goes_to_the_path_that_was_asked_for() {
    let context = Context::with(r#"{"a":1}"#);
    let words = ["--options", "a,b", "--quorum", "1"];
    open(&context, &[&["one", "--at", "results.first"], &words[..]].concat()).prints("");
    context.run(&["-N", "team", "vote", "open", "x.y", "--options", "a,b", "--quorum", "1"]).prints("");
    context.run(&["vote", "cast", "one", "a"]).prints("");
    context.run(&["vote", "cast", "x.y", "b"]).prints("");
    context.run(&["get", "results.first.winner"]).prints("a\n");
    context.run(&["-N", "team", "get", "votes[\"x.y\"].winner"]).prints("b\n");
}

#[test]
fn where_something_is_no_result_goes() {
    let context = Context::with(r#"{"votes":{"x":1},"list":[1]}"#);
    let refused =
        |topic: &str, at: &[&str]| open(&context, &[&[topic, "--options", "a,b", "--quorum", "1"], at].concat());
    let tried = "ctx: could not open the vote x in context.json:";
    let elsewhere = "hint: use --at PATH for another place\n";
    refused("x", &[]).fails(
        3,
        &format!(
            "{tried} something is at votes.x already, where the result would go\n{elsewhere}\
             hint: to remove it: ctx -c context.json unset votes.x\n"
        ),
    );
    for (path, code, why) in [
        (".", 2, "the result cannot be the whole document"),
        ("list[1]", 2, "list[1] is an item of an array, and items move"),
        ("new[0]", 2, "new[0] is an item of an array, and items move"),
    ] {
        refused("x", &["--at", path]).fails(code, &format!("{tried} {why}\n{elsewhere}"));
    }
    refused("x", &["--at", "votes.x.y"]).fails(
        5,
        &format!(
            "{tried} votes.x is a number, so nothing can be put below it\n\
             hint: to replace it: ctx -c context.json unset votes.x\n"
        ),
    );
    assert_eq!(refused("x", &["--at", "_ctx.x"]).code, 7);
    refused("y", &["--at", "result"]).prints("");
    refused("x", &["--at", "result.x"])
        .fails(3, &format!("{tried} the result of the vote y will go to result\n{elsewhere}"));
}

#[test]
fn what_is_put_there_meanwhile_is_replaced_and_stays_in_the_log() {
    let context = opened();
    context.run(&["set", "votes.release", "mine"]).prints("");
    for agent in ["ann", "bob"] {
        cast(&context, agent, &["ship"]).prints("");
    }
    assert_eq!(value(&context, "votes.release.result"), json!("decided"));
    context.run(&["get", "votes.release", "--at", "4"]).prints("mine\n");
}

#[test]
fn a_result_that_cannot_be_put_leaves_the_vote_open() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    context.run(&["set", "votes", "mine"]).prints("");
    cast(&context, "bob", &["ship"]).fails(
        5,
        "ctx: could not vote on release in context.json: votes is a string, so nothing can be put below it\n\
         hint: to replace it: ctx -c context.json unset votes\n",
    );
    context
        .run(&["vote", "list"])
        .prints("TOPIC    STATUS  WINNER  VOTED  VOTES   SUMMARY\nrelease  open    -       1/3    ship 1\n");
    context.run(&["unset", "votes"]).prints("");
    cast(&context, "bob", &["ship"]).prints("");
    context.run(&["vote", "wait", "release"]).prints("ship\n");
    // A policy counts too, unless --force is given.
    context.run(&["policy", "merge", "kept", "deny"]).prints("");
    context.run(&["set", "kept.a", "1"]).prints("");
    open(&context, &["other", "--options", "a,b", "--quorum", "1", "--at", "kept.b"]).prints("");
    assert_eq!(context.run(&["vote", "cast", "other", "a"]).code, 3);
    context.run(&["vote", "cast", "other", "a", "--force"]).prints("");
    context.run(&["get", "kept.b.winner"]).prints("a\n");
}

#[test]
fn what_is_no_vote_is_a_usage_error() {
    let context = Context::with(r#"{"a":1}"#);
    let help = "hint: ctx vote open --help\n";
    let many: Vec<String> = (0..101).map(|n| format!("o{n}")).collect();
    let many = many.join(",");
    let usage = "hint: usage: ctx vote open --options <OPTION,...> <--voters <AGENT,...>|--quorum <N>> <TOPIC>\n";
    for (words, why) in [
        (
            &["--options", "a", "--quorum", "2"][..],
            "a vote needs at least two options\nhint: give them as --options yes,no\n".to_owned(),
        ),
        (&["--options", "a,b,a", "--quorum", "2"], "the option a is given twice\n".to_owned()),
        (&["--options", &many, "--quorum", "2"], "101 options are more than 100\n".to_owned()),
        (&["--options", "a,b", "--voters", "x,y,x"], "the voter x is given twice\n".to_owned()),
        (
            &["--options", "a,b", "--voters", "x=3,y"],
            "x=3 has a weight, and the vote is not weighted\nhint: use --weighted, or leave the weights out\n"
                .to_owned(),
        ),
        (
            &["--options", "a,b", "--voters", "x=0", "--weighted"],
            format!(
                "invalid value 'x=0' for '--voters <AGENT,...>': a weight is a whole number from 1 to 1000000\n{help}"
            ),
        ),
        (
            &["--options", "a,b", "--quorum", "1001"],
            format!("invalid value '1001' for '--quorum <N>': 1001 is not in 1..=1000\n{help}"),
        ),
        (
            &["--options", "a,,b", "--quorum", "1"],
            format!(
                "invalid value '' for '--options <OPTION,...>': a name has 1 to 128 bytes and no control characters\n{help}"
            ),
        ),
        (
            &["--options", "a,b", "--quorum", "1", "--until", "0s"],
            format!("invalid value '0s' for '--until <DURATION>': it must be longer than zero\n{help}"),
        ),
        (
            &["--options", "a,b"],
            format!(
                "the following required arguments were not provided:\n  <--voters <AGENT,...>|--quorum <N>>\n{usage}"
            ),
        ),
        (
            &["--options", "a,b", "--voters", "x", "--quorum", "1"],
            format!("the argument '--voters <AGENT,...>' cannot be used with '--quorum <N>'\n{usage}"),
        ),
    ] {
        open(&context, &[&["x"], words].concat()).fails(2, &format!("ctx: {why}"));
    }
    for words in [["--unanimous", "--weighted"], ["--majority", "--unanimous"], ["--majority", "--weighted"]] {
        let answer = open(&context, &[&["x", "--options", "a,b", "--voters", "x"], &words[..]].concat());
        assert_eq!(answer.code, 2, "{words:?}");
    }
    assert_eq!(open(&context, &["x", "--options", "a,b", "--quorum", "2", "--weighted"]).code, 2);
    assert_eq!(context.records().len(), 1);
}
