//! What the log, the brief and handoffs tell a client that may not see everything.

use serde_json::{Value, json};

use crate::mcp::client::Client;
use crate::support::Context;

/// A context in which others did what a client that may see `plan` is not told.
fn busy() -> Context {
    let context = Context::with(r#"{"plan":{"n":1},"secret":{"pin":1234}}"#);
    let run = |agent: &str, words: &[&str]| context.run_as(agent, words).done();
    run("ann", &["set", "secret.pin", "pinned-value", "-m", "pinned"]);
    run("ann", &["handoff", "create", "bob", "-m", "rob the bank", "--ref", "secret.pin"]);
    run("bob", &["handoff", "next"]);
    run("ann", &["policy", "access", "zed", "--read", "secret"]);
    run("ann", &["policy", "merge", "secret.pin", "once"]);
    run("ann", &["policy", "merge", "plan.n", "max"]);
    run("ann", &["handoff", "create", "eve", "-m", "go on", "--ref", "secret.pin", "--ref", "plan.n"]);
    run("ann", &["set", "plan.n", "2", "-m", "two"]);
    context
}

#[test]
fn the_log_and_the_brief_leave_out_what_is_about_hidden_places() {
    for arguments in [&["--allow", "plan"][..], &["--deny", "secret"]] {
        let context = busy();
        let mut client = Client::named("eve", &context, arguments);
        let log = client.done("read_log", json!({}));
        let records = log["records"].as_array().unwrap();
        let revisions: Vec<&Value> = records.iter().map(|record| &record["rev"]).collect();
        assert_eq!(revisions, [9, 8, 7, 1], "{arguments:?} {log}");
        let brief = client.done("brief", json!({"max_bytes": 30000})).to_string();
        for (told, text) in [("the log", log.to_string()), ("the brief", brief)] {
            for hidden in ["rob the bank", "pinned", "zed", "1234", "pinned-value"] {
                assert!(!text.contains(hidden), "{arguments:?} {told} {hidden}: {text}");
            }
            assert!(text.contains("go on") || told == "the brief", "{text}");
        }
        client.close();
    }
}

#[test]
fn a_reference_that_is_hidden_is_left_out_with_a_note() {
    let context = busy();
    let mut client = Client::named("eve", &context, &["--deny", "secret"]);
    let next = client.done("handoff", json!({"action": "next"}));
    assert_eq!(next["handoff"]["values"], json!({"plan.n": 2}));
    assert!(next["notes"].as_array().unwrap().contains(&json!("this client may not see secret.pin")), "{next}");
    client.close();
}
