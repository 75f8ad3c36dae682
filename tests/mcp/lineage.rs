//! A context that comes or is exchanged while a server runs, and sessions that begin or end badly.

use serde_json::{Value, json};

use crate::mcp::client::{Client, answers, initialize, line};
use crate::support::Context;

#[test]
fn a_guard_of_another_context_is_refused_once() {
    let context = Context::with(r#"{"a":1}"#);
    let mut client = Client::named("eve", &context, &[]);
    client.done("get_context", json!({"path": "a"}));
    for file in std::fs::read_dir(context.directory()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            std::fs::remove_file(path).unwrap();
        }
    }
    context.run(&["set", "a", "2"]).done();
    let set = json!({"values": {"a": 3}, "if_unchanged_since": 1});
    assert_eq!(
        client.fails("set_context", set.clone()),
        (3, "another context is at context.json now: revisions that you know are not its own\nhint: read again, then decide".to_owned())
    );
    assert_eq!(client.done("get_context", json!({"path": "a"}))["value"], 2);
    assert_eq!(client.done("set_context", set)["rev"], 2);
    client.close();
}

#[test]
fn a_call_that_changes_something_makes_the_context() {
    let context = Context::empty();
    let mut client = Client::named("eve", &context, &["--deny", "secret"]);
    assert_eq!(client.fails("get_context", json!({})).0, 1);
    assert_eq!(client.fails("set_context", json!({"values": {"secret.a": 1}})).0, 7);
    assert_eq!(client.done("set_context", json!({"values": {"a": 1}}))["rev"], 1);
    client.close();
    let context = Context::empty();
    let mut client = Client::named("eve", &context, &[]);
    assert_eq!(client.done("merge_context", json!({"object": {"a": 1}}))["rev"], 1);
    client.close();
    assert_eq!(context.document(), "{\n  \"a\": 1\n}\n");
}

#[test]
fn a_call_before_the_session_is_told_what_to_do_and_the_last_line_needs_no_newline() {
    let context = Context::with(r#"{"a":1}"#);
    let hello = line(1, "initialize", &initialize("eve", "2025-06-18"));
    let get = line(2, "tools/call", &json!({"name": "get_context", "arguments": {"path": "a"}}));
    let found = answers(&context, format!("{get}{hello}"));
    let why = "the session is not initialized: send initialize first";
    assert!(
        found.contains(&json!({"jsonrpc": "2.0", "id": 2, "error": {"code": -32600, "message": why}})),
        "{found:?}"
    );
    assert_eq!(found.len(), 2);
    let found = answers(&context, format!("{hello}{}", get.trim_end()));
    let values: Vec<&Value> = found.iter().map(|found| &found["result"]["structuredContent"]["value"]).collect();
    assert_eq!(values, [&Value::Null, &json!(1)]);
}

#[test]
fn the_names_of_tools_may_have_blanks_around_them() {
    let context = Context::with(r#"{"a":1}"#);
    let mut client = Client::named("eve", &context, &["--tools", "brief , get_context"]);
    let listed = client.ask("tools/list", &json!({}));
    assert_eq!(listed["result"]["tools"].as_array().unwrap().len(), 2);
    client.close();
}
