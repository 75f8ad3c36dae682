//! What a handoff says besides its summary: the intent, entities, an excerpt of the conversation, the session,
//! and notes.

use serde_json::{Value, json};

use super::{by, handed_to, shown};
use crate::support::{Answer, Context, answer, answer_to_input};

const CREATE: [&str; 5] = ["handoff", "create", "qa", "-m", "x"];

fn create(context: &Context, words: &[&str]) -> Answer {
    context.run(&[&CREATE, words].concat()).normalized(context)
}

#[test]
fn intent_entities_history_and_session_have_members_of_their_own() {
    let context = Context::empty();
    context.write("conversation.json", "[\n  {\"role\": \"user\", \"text\": \"1.10\"}\n]\n");
    let words = [
        &CREATE[..],
        &["--intent", "a refund", "--history", "conversation.json"],
        &["--entity", "order.id=4711", "--entity", "name=Ann", "--entity", "sums:=[1.10, 1e5]"],
    ];
    let mut command = context.command(&words.concat());
    command.env("CTX_SESSION", "s-1");
    answer(command).prints("h1\n");
    let accepted = context.run_as("qa", &["handoff", "next", "--raw"]).done();
    context.run_as("qa", &["handoff", "show", "h1", "--raw"]).prints(&accepted);
    let handoff: Value = serde_json::from_str(&accepted).unwrap();
    let carried = ["session", "intent", "entities", "history"].map(|name| handoff[name].clone());
    let sums: Value = serde_json::from_str("[1.10, 1e5]").unwrap();
    assert_eq!(
        carried,
        [
            json!("s-1"),
            json!("a refund"),
            json!({"order.id": 4711, "name": "Ann", "sums": sums}),
            json!([{"role": "user", "text": "1.10"}])
        ]
    );
    assert!(context.document().contains("1e5"));
    by(&context, "qa", "complete h1").prints("");
    assert!(context.document().contains("1e5"));
}

#[test]
fn a_history_is_text_unless_it_is_json_and_comes_from_a_file_or_standard_input() {
    let context = Context::empty();
    answer_to_input(context.command(&[&CREATE[..], &["--history", "-"]].concat()), b"user: hi\nqa: hello\n")
        .prints("h1\n");
    assert_eq!(shown(&context, "h1")["history"], "user: hi\nqa: hello");
    context.write("long", "x".repeat(256 * 1024 + 1));
    for (words, code, said) in [
        (
            &["--history", "long"][..],
            5,
            "the history is longer than 256KiB\n\
             hint: hand over an excerpt, and refer to the whole file with --artifact FILE\n",
        ),
        (&["--history", "missing"], 6, "could not read missing: No such file or directory (os error 2)\n"),
        (
            &["--history", "-", "--payload", "-"],
            2,
            "standard input cannot be both --payload and --history\nhint: give the history as a file: --history FILE\n",
        ),
        (&["--entity", "ann"], 2, "\"ann\" is not NAME=VALUE\nhint: give --entity NAME=VALUE or NAME:=JSON\n"),
        (&["--entity", "=1"], 2, "\"=1\" is not NAME=VALUE\nhint: give --entity NAME=VALUE or NAME:=JSON\n"),
        (
            &["--entity", "a=1", "--entity", "a=1"],
            2,
            "the entity \"a\" is given twice\nhint: give --entity NAME=VALUE or NAME:=JSON\n",
        ),
    ] {
        create(&context, words).fails(code, &format!("ctx: {said}"));
    }
    assert_eq!(context.ops(), ["handoff.created"]);
}

#[test]
fn the_same_key_means_the_same_intent_entities_and_history() {
    let context = Context::empty();
    context.write("history", "hi");
    context.write("other", "ho");
    let first = ["--key", "k", "--intent", "i", "--entity", "e=1", "--history", "history"];
    create(&context, &first).prints("h1\n");
    // Another session of the same agent tries again.
    let mut again = context.command(&[&CREATE[..], &first].concat());
    again.env("CTX_SESSION", "s-2");
    answer(again).prints_and_says("h1\n", "ctx: unchanged: revision 1\n");
    for (i, value, differing) in [
        (3, "j", "intent was \"i\" and is \"j\""),
        (5, "e=2", "entities was {\"e\":1} and is {\"e\":2}"),
        (7, "other", "history was \"hi\" and is \"ho\""),
    ] {
        let mut words = first;
        words[i] = value;
        create(&context, &words).fails(
            3,
            &format!(
                "ctx: could not hand over to qa in context.json: \
                 planner used the key k first, at TIME, for h1; now {differing}\n\
                 hint: ctx -c context.json handoff show h1\nhint: use another --key for another handoff\n"
            ),
        );
    }
}

#[test]
fn what_looks_like_a_credential_is_found_in_all_of_them() {
    let context = handed_to("qa");
    // Put together here, so that no scanner takes this file for a leak.
    let key = format!("AKIA{}", "IOSFODNN7EXAMPLQ");
    context.write("history", format!("use {key}"));
    let entity = format!("key={key}");
    let (intent, note) = (["--intent", key.as_str()], ["handoff", "note", "h1", "-m", key.as_str()]);
    let words: [&[&str]; 4] = [
        &[&CREATE[..], &intent].concat(),
        &[&CREATE[..], &["--entity", &entity]].concat(),
        &[&CREATE[..], &["--history", "history"]].concat(),
        &note,
    ];
    let places = ["h2.intent", "h2.entities.key", "h2.history", "h1.notes[0].text"];
    for (words, place) in words.into_iter().zip(places) {
        let mut command = context.command(words);
        command.env("CTX_SECRETS", "deny");
        let answer = answer(command);
        assert_eq!((answer.code, answer.stdout.as_str()), (7, ""), "{answer:?}");
        let said = format!("_ctx.handoffs.{place} looks like an AWS access key id");
        assert!(answer.stderr.contains(&said), "{answer:?}");
    }
    assert_eq!(context.ops(), ["handoff.created"]);
}

#[test]
fn anybody_adds_notes_to_an_open_handoff() {
    let context = handed_to("qa");
    by(&context, "planner", "note h1 -m first").prints("");
    by(&context, "eve", "note h1 -m second").prints("");
    by(&context, "eve", "note h1 -m second").prints_and_says("", "ctx: unchanged: revision 3\n");
    by(&context, "qa", "accept h1 --raw").done();
    let printed = by(&context, "qa", "note h1 -m third --json").done();
    by(&context, "qa", "show h1 --raw").prints(&printed);
    let notes = shown(&context, "h1")["notes"].as_array().unwrap().clone();
    let said: Vec<_> = notes.iter().map(|note| (note["by"].clone(), note["text"].clone())).collect();
    assert_eq!(
        said,
        [(json!("planner"), json!("first")), (json!("eve"), json!("second")), (json!("qa"), json!("third"))]
    );
    assert_eq!(notes[0]["at"].as_str().unwrap().len(), 24);
    let record = context.records().pop().unwrap();
    assert_eq!(
        (&record["op"], &record["args"], &record["message"]),
        (&json!("handoff.noted"), &json!({"id": "h1", "expired": []}), &json!("third"))
    );
    by(&context, "qa", "complete h1").prints("");
    by(&context, "qa", "note h1 -m third").prints_and_says("", "ctx: unchanged: revision 6\n");
    by(&context, "qa", "note h1 -m late").fails(
        3,
        "ctx: could not add a note to h1 in context.json: it is completed by qa at TIME\n\
         hint: ctx -c context.json handoff show h1\n",
    );
    context.run(&["verify"]).done();
}

#[test]
fn notes_have_limits() {
    let context = handed_to("qa");
    by(&context, "eve", "note h9 -m x").fails(
        1,
        "ctx: could not add a note to h9 in context.json: there is no handoff h9\n\
         hint: ctx -c context.json handoff list\n",
    );
    assert_eq!(by(&context, "eve", "note h1").code, 2);
    context.run(&["handoff", "note", "h1", "-m", " "]).fails(2, "ctx: the note is empty\n");
    context
        .run(&["handoff", "note", "h1", "-m", &"x".repeat(16 * 1024 + 1)])
        .fails(5, "ctx: the note is longer than 16KiB\nhint: keep it in a file, and name that in the note\n");
    for i in 0..64 {
        by(&context, "eve", &format!("note h1 -m {i}")).prints("");
    }
    by(&context, "eve", "note h1 -m 64").fails(
        5,
        "ctx: could not add a note to h1 in context.json: h1 has 64 notes already\n\
         hint: ctx -c context.json handoff show h1\n",
    );
}
