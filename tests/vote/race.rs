//! Many processes at once.

use std::process::Stdio;

use serde_json::{Value, json};

use super::{open, value};
use crate::support::{Answer, Context};

const VOTERS: usize = 16;

fn names() -> Vec<String> {
    (0..VOTERS).map(|n| format!("v{n}")).collect()
}

/// Lets all vote at once; their answers.
fn rush(context: &Context, option: &dyn Fn(usize) -> &'static str) -> Vec<Answer> {
    let started: Vec<_> = (0..)
        .zip(names())
        .map(|(n, name)| {
            let mut command = context.command(&["vote", "cast", "t", option(n), "--json"]);
            command.env("CTX_AGENT", name).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    started.into_iter().map(|child| child.wait_with_output().unwrap().into()).collect()
}

/// How many records closed the vote.
fn closings(context: &Context) -> usize {
    context.records().iter().filter(|record| record["args"].get("result").is_some()).count()
}

#[test]
fn of_all_who_vote_at_once_exactly_one_closes_it() {
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &["t", "--options", "yes,no", "--voters", &names().join(",")]).prints("");
    let answers = rush(&context, &|_| "yes");
    let counted: Vec<&Answer> = answers.iter().filter(|answer| answer.code == 0).collect();
    // More than half of them decide it, and the others come too late.
    assert_eq!(counted.len(), VOTERS / 2 + 1);
    assert!(answers.iter().all(|answer| [0, 3].contains(&answer.code)), "{answers:?}");
    let closed = |answer: &&&Answer| serde_json::from_str::<Value>(&answer.stdout).unwrap()["status"] == "decided";
    assert_eq!(counted.iter().filter(closed).count(), 1);
    assert_eq!(closings(&context), 1);
    let result = json!({"result": "decided", "winner": "yes", "tally": {"yes": VOTERS / 2 + 1, "no": 0}});
    assert_eq!(value(&context, "votes.t"), result);
    context.run(&["verify"]).done();
}

#[test]
fn all_votes_of_a_tie_are_counted() {
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &["t", "--options", "yes,no", "--quorum", &VOTERS.to_string()]).prints("");
    let answers = rush(&context, &|n| if n % 2 == 0 { "yes" } else { "no" });
    assert!(answers.iter().all(|answer| answer.code == 0), "{answers:?}");
    assert_eq!(closings(&context), 1);
    let result = json!({"result": "tied", "winner": null, "tally": {"yes": VOTERS / 2, "no": VOTERS / 2}});
    assert_eq!(value(&context, "votes.t"), result);
}

#[test]
fn of_all_who_open_a_vote_at_once_one_does_and_the_others_have_it() {
    let context = Context::with(r#"{"a":1}"#);
    let started: Vec<_> = names()
        .into_iter()
        .map(|name| {
            let mut command = context.command(&["vote", "open", "t", "--options", "a,b", "--quorum", "2"]);
            command.env("CTX_AGENT", name).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in started {
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    }
    assert_eq!(context.ops(), ["merge", "vote.opened"]);
}
