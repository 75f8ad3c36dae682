//! What a server lets its client see and change: nothing else leaves it, by whatever way.

use serde_json::{Value, json};

use crate::mcp::client::Client;
use crate::support::{Answer, Context, answer};

const SECRET: &str = "hunter2";

/// A context with a secret in the document, in the log, in messages of the log and in what was removed.
fn with_secrets() -> Context {
    let context = Context::with(r#"{"open":{"a":1},"mixed":{"s":"hunter2","o":2},"list":[{"s":"hunter2"},{"o":3}]}"#);
    context.run(&["set", "mixed.s", "hunter2!", "-m", "now hunter2"]).done();
    context.run(&["set", "mixed:={\"s\":\"hunter2\",\"o\":3}"]).done();
    context.run(&["set", "gone.s=hunter2", "open.b=1"]).done();
    context.run(&["unset", "gone"]).done();
    context.run(&["handoff", "create", "eve", "-m", "look", "--ref", "mixed", "--ref", "open.a"]).done();
    context
}

/// Everything that a client can ask, one after another.
fn questions() -> Vec<(&'static str, Value)> {
    let call = |tool: &str, arguments: Value| ("tools/call", json!({"name": tool, "arguments": arguments}));
    let mut all = vec![
        call("get_context", json!({})),
        call("get_context", json!({"at": 1})),
        call("get_context", json!({"at": 4, "path": "gone"})),
        call("query_context", json!({"filter": "[.. | strings]"})),
        call("query_context", json!({"filter": "error(tojson)"})),
        call("read_log", json!({"limit": 200})),
        call("read_log", json!({"since": 1})),
        call("brief", json!({"max_bytes": 30000})),
        call("handoff", json!({"action": "next"})),
        call("handoff", json!({"action": "create", "to": "eve", "summary": "s", "refs": ["mixed.s", "list"]})),
        call("merge_context", json!({"object": {"mixed": {"s": 1}}})),
        call("merge_context", json!({"object": {"mixed": {"s": 1}}, "strategy": "fail"})),
        call("merge_context", json!({"object": {"mixed": {"s": 1}}, "base": 1})),
        call("set_context", json!({"values": {"mixed": 1}})),
        call("set_context", json!({"remove": ["mixed"]})),
        ("resources/read", json!({"uri": "ctx://document/"})),
        ("resources/read", json!({"uri": "ctx://document/mixed.s"})),
        ("resources/read", json!({"uri": "ctx://log"})),
        ("resources/read", json!({"uri": "ctx://brief"})),
        ("prompts/get", json!({"name": "brief"})),
    ];
    for path in ["mixed.s", "mixed", "list", "list[0]", "list[-2].s", "/mixed/s", "_ctx"] {
        all.extend([
            call("get_context", json!({"path": path})),
            call("get_context", json!({"path": path, "at": "HEAD~1"})),
            call("query_context", json!({"filter": ".", "path": path})),
            call("read_log", json!({"path": path})),
            call("wait_for", json!({"what": "exists", "path": path, "timeout_s": 0})),
            call("wait_for", json!({"what": "changed", "path": path, "since": 1, "timeout_s": 0})),
            call("set_context", json!({"values": {path: 1}, "if_absent": true})),
            call("set_context", json!({"values": {path: 1}, "if_value": 7})),
            call("set_context", json!({"values": {path: 1}})),
        ]);
    }
    all
}

#[test]
fn what_is_denied_leaves_the_server_by_no_way() {
    for arguments in [
        &["--deny", "**.s"][..],
        &["--allow", "open"],
        &["--deny", "mixed.s", "--deny", "list.*.s", "--deny", "gone.s"],
    ] {
        let context = with_secrets();
        let mut client = Client::named("eve", &context, arguments);
        for (method, params) in questions() {
            let answer = client.ask(method, &params).to_string();
            assert!(!answer.contains(SECRET), "{arguments:?} {method} {params}: {answer}");
        }
        client.close();
        let expected = "{\"s\":\"hunter2\",\"o\":3}\n";
        assert_eq!(context.run(&["query", ".mixed | {s, o}", "--compact"]).done(), expected, "{arguments:?}");
    }
}

#[test]
fn what_is_allowed_is_seen_and_changed() {
    let context = with_secrets();
    let mut client = Client::named("eve", &context, &["--allow", "open", "--allow", "mixed", "--deny", "mixed.s"]);
    let seen = client.done("get_context", json!({}));
    assert_eq!(seen["value"], json!({"open": {"a": 1, "b": 1}, "mixed": {"o": 3}}));
    client.done("set_context", json!({"values": {"open.c": 1, "mixed.o": 4}, "remove": ["open.a"]}));
    client.done("merge_context", json!({"object": {"n": 1}, "into": "mixed"}));
    let refused = "this client may not change mixed.s: whoever configured the server, or `ctx policy access`, says so\n\
                   hint: get_context without a path gives what this client may see";
    assert_eq!(client.fails("set_context", json!({"values": {"mixed.s": 1}})), (7, refused.to_owned()));
    assert_eq!(client.fails("set_context", json!({"values": {"other": 1}})).0, 7);
    assert_eq!(
        client.fails("get_context", json!({"path": "missing"})),
        client.fails("get_context", json!({"path": "missing"}))
    );
    client.close();
    assert_eq!(
        context.run(&["get", "mixed", "--json"]).done().replace([' ', '\n'], ""),
        r#"{"s":"hunter2","o":4,"n":1}"#
    );
}

#[test]
fn a_server_that_reads_has_no_tool_that_writes_and_writes_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let before = (context.document(), context.log());
    let mut client = Client::named("eve", &context, &["--read-only"]);
    let listed = client.ask("tools/list", &json!({}));
    let names: Vec<&str> =
        listed["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["get_context", "query_context", "wait_for", "read_log", "brief"]);
    let refused = client.ask("tools/call", &json!({"name": "set_context", "arguments": {"values": {"a": 2}}}));
    assert_eq!(
        refused["error"],
        json!({"code": -32602, "message": "there is no tool \"set_context\" here; there are get_context, query_context, wait_for, read_log, brief"})
    );
    client.done("brief", json!({}));
    client.close();
    assert_eq!((context.document(), context.log()), before);
}

#[test]
fn only_the_tools_that_are_named_are_there() {
    let context = Context::with(r#"{"x":0}"#);
    let mut client = Client::named("eve", &context, &["--tools", "brief,set_context"]);
    let listed = client.ask("tools/list", &json!({}));
    let names: Vec<&str> =
        listed["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["set_context", "brief"]);
    client.close();
    context.run(&["mcp", "--tools", "brief,get"]).fails(
        2,
        "ctx: there is no tool \"get\"; there are get_context, query_context, set_context, merge_context, update_task, \
         handoff, wait_for, read_log, brief, lease\nhint: ctx -c context.json mcp --tools get_context,set_context\n",
    );
    context.run(&["mcp", "--deny", "a["]).fails(
        2,
        "ctx: invalid value 'a[' for '--deny <PATH>': in brackets stands an index or a key in double quotes\n  a[\n    ^\nhint: ctx mcp --help\n",
    );
}

#[test]
fn the_agent_is_the_client_unless_the_server_is_told_otherwise() {
    let agent = |name: &str, arguments: &[&str]| {
        let context = Context::with(r#"{"x":0}"#);
        let mut client = Client::named(name, &context, arguments);
        client.done("set_context", json!({"values": {"a": 1}}));
        client.close();
        let record = context.records().pop().unwrap();
        assert_eq!(record["session"].as_str().unwrap().len(), 16, "{record}");
        record["agent"].as_str().unwrap().to_owned()
    };
    assert_eq!(agent("claude-code", &[]), "claude-code");
    assert_eq!(agent("my client\n", &[]), "my-client");
    assert_eq!(agent("", &[]), "mcp-client");
    assert_eq!(agent("claude-code", &["--agent", "reviewer"]), "reviewer");
}

#[test]
fn a_rule_of_the_document_holds_for_its_agent() {
    let context = with_secrets();
    context.run(&["policy", "access", "eve", "--read", "open", "--write", "open"]).done();
    let mut client = Client::named("claude", &context, &["--agent", "eve"]);
    assert_eq!(client.done("get_context", json!({}))["value"], json!({"open": {"a": 1, "b": 1}}));
    for (method, params) in questions() {
        let answer = client.ask(method, &params).to_string();
        assert!(!answer.contains(SECRET), "{method} {params}: {answer}");
    }
    assert_eq!(client.fails("set_context", json!({"values": {"mixed.o": 1}})).0, 7);
    client.done("set_context", json!({"values": {"open.a": 2}}));
    client.close();
    let mut other = Client::named("bob", &context, &[]);
    assert_eq!(other.done("get_context", json!({"path": "mixed.s"}))["value"], SECRET);
    other.close();
}

#[test]
fn an_invalid_name_in_the_environment_stops_the_server() {
    let context = Context::with(r#"{"x":0}"#);
    let mut command = context.command(&["mcp"]);
    command.env("CTX_AGENT", "a b");
    let Answer { code, stderr, .. } = answer(command);
    assert_eq!(
        (code, stderr.as_str()),
        (2, "ctx: CTX_AGENT is \"a b\": an agent's name is 1 to 128 characters out of A-Z a-z 0-9 . _ @ : / -\n")
    );
}
