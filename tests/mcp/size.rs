//! How much a server says: the tools once, and each answer.

use serde_json::{Value, json};

use crate::mcp::client::{Client, text};
use crate::support::Context;

/// The most that the tools may take of a model's context, in tokens.
const TOKENS: usize = 2_500;

/// At least as many tokens as a text has for the models in use: a token for each beginning run of six letters or
/// digits, and one for each two marks of punctuation in a row. Vocabularies of today have longer words, and the marks
/// between two members of JSON as one.
fn tokens(text: &str) -> usize {
    let (mut count, mut run, mut is_word) = (0, 0, false);
    for c in text.chars() {
        let now_word = c.is_alphanumeric();
        let most = if now_word { 6 } else { 2 };
        if c.is_whitespace() {
            // White space belongs to the word behind it.
            run = 0;
        } else if run == 0 || now_word != is_word || run == most {
            (count, run) = (count + 1, 1);
        } else {
            run += 1;
        }
        is_word = now_word;
    }
    count
}

fn tools(context: &Context) -> Vec<Value> {
    let mut client = Client::named("tester", context, &[]);
    let listed = client.ask("tools/list", &json!({}));
    client.close();
    listed["result"]["tools"].as_array().unwrap().clone()
}

#[test]
fn the_tools_take_few_tokens() {
    assert_eq!(tokens("a bcdefg hijklmn {\"x\": 1}"), 9);
    let tools = tools(&Context::with(r#"{"x":0}"#));
    let told: usize = tools
        .iter()
        .map(|tool| {
            let told =
                json!({"name": tool["name"], "description": tool["description"], "inputSchema": tool["inputSchema"]});
            tokens(&told.to_string())
        })
        .sum();
    assert!((TOKENS / 2..TOKENS).contains(&told), "{told} tokens");
    assert!(tools.len() <= 10);
}

#[test]
fn every_tool_says_when_to_use_it_what_it_takes_and_what_it_does() {
    let mut hints = Vec::new();
    for tool in tools(&Context::with(r#"{"x":0}"#)) {
        let name = tool["name"].as_str().unwrap();
        assert!(tool["description"].as_str().unwrap().starts_with("Use this "), "{name}");
        let schema = &tool["inputSchema"];
        assert_eq!((&schema["type"], &schema["additionalProperties"]), (&json!("object"), &json!(false)), "{name}");
        let properties = schema["properties"].as_object().unwrap();
        for needed in schema["required"].as_array().unwrap() {
            assert!(properties.contains_key(needed.as_str().unwrap()), "{name}: {needed}");
        }
        let hint = |hint: &str| tool["annotations"][hint].as_bool().unwrap();
        assert!(!hint("openWorldHint"));
        hints.push((name.to_owned(), hint("readOnlyHint"), hint("destructiveHint"), hint("idempotentHint")));
    }
    let expected = [
        ("get_context", true, false, true),
        ("query_context", true, false, true),
        ("set_context", false, true, true),
        ("merge_context", false, true, false),
        ("update_task", false, false, false),
        ("handoff", false, false, false),
        ("wait_for", true, false, true),
        ("read_log", true, false, true),
        ("brief", false, false, true),
        ("lease", false, false, false),
    ];
    assert_eq!(hints, expected.map(|(name, reads, destroys, again)| (name.to_owned(), reads, destroys, again)));
}

#[test]
fn an_answer_has_at_most_forty_thousand_characters_and_names_the_narrower_call() {
    let context = Context::with(r#"{"x":0}"#);
    let long =
        json!({"list": vec!["x".repeat(1000); 300], "bidi": "\u{202e}".repeat(30_000), "text": "y".repeat(90_000)});
    let mut client = Client::named("tester", &context, &[]);
    client.done("set_context", json!({"values": long}));
    for i in 0..60 {
        client.done("set_context", json!({"values": {"text": format!("{i}{}", "z".repeat(2000))}}));
    }
    let whole = client.done("get_context", json!({}));
    assert_eq!(whole["outline"]["members"][1]["path"], "list");
    assert_eq!(whole["narrower"], "get_context with the path of one member, such as x; or query_context with a filter");
    for (tool, arguments) in [
        ("get_context", json!({"path": "list"})),
        ("get_context", json!({"path": "bidi"})),
        ("get_context", json!({"path": "text", "max_chars": 200})),
        ("query_context", json!({"filter": "."})),
        ("query_context", json!({"filter": ".bidi"})),
        ("read_log", json!({"limit": 200})),
        ("wait_for", json!({"what": "exists", "path": "list"})),
        ("brief", json!({"max_bytes": 30000})),
        ("set_context", json!({"values": {"text": 1}, "if_value": "x".repeat(100_000)})),
        ("get_context", json!({"path": "q".repeat(100_000)})),
    ] {
        let result = client.call(tool, arguments.clone());
        let told = text(&result);
        assert!(told.chars().count() <= 40_000, "{tool} {arguments:.60}: {}", told.chars().count());
        assert!(result["structuredContent"].to_string().chars().count() <= 40_000, "{tool}");
    }
    let cut = client.done("query_context", json!({"filter": "."}))["truncated"].clone();
    assert_eq!(
        (&cut["limit"], &cut["narrower"]),
        (&json!(40_000), &json!("query_context with a filter that selects less"))
    );
    let log = client.done("read_log", json!({"limit": 200}));
    assert!(log["left_out"].as_str().unwrap().starts_with("revisions up to "), "{log:.100}");
    client.close();
}
