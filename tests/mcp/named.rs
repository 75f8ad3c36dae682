//! What a call names is judged before the document is asked: a refusal is the same whatever is there.

use serde_json::{Value, json};

use crate::mcp::client::Client;
use crate::support::Context;

/// What a call that names a path is told, which nothing in the document changes.
fn told(tried: &str, path: &str) -> String {
    format!(
        "{tried}this client may not change {path}: whoever configured the server, or `ctx policy access`, says so\n\
         hint: get_context without a path gives what this client may see"
    )
}

const SECRETS: &str = r#"{"plan":{"n":1},"secret":{"pin":1234,"l":[1],"most":9,"o":{}}}"#;

#[test]
fn a_guess_is_refused_as_a_right_one_is() {
    for (arguments, agent) in [(&["--deny", "secret"][..], "eve"), (&["--allow", "plan"], "eve"), (&[], "bot")] {
        let context = Context::with(SECRETS);
        for words in [
            &["policy", "merge", "secret.l", "union"][..],
            &["policy", "merge", "secret.most", "max"],
            &["policy", "access", "bot", "--read", "plan", "--write", "plan"],
        ] {
            context.run(words).done();
        }
        let before = (context.document(), context.log());
        let mut client = Client::named(agent, &context, arguments);
        for value in [json!(1234), json!(1), json!(null)] {
            let set = json!({"values": {"secret.pin": value}});
            assert_eq!(client.fails("set_context", set), (7, told("", "secret.pin")), "{arguments:?}");
        }
        for (call, path) in [
            (json!({"remove": ["secret.pin"]}), "secret.pin"),
            (json!({"remove": ["secret.none"]}), "secret.none"),
            (json!({"values": {"secret.l[9]": 1}}), "secret.l.9"),
            (json!({"values": {"secret.pin.x": 1}}), "secret.pin.x"),
            (json!({"values": {"secret.pin": 1}, "if_unchanged_since": 1}), "secret.pin"),
            (json!({"values": {"secret": {"pin": 1234, "l": [1], "most": 9, "o": {}}}}), "secret"),
        ] {
            assert_eq!(client.fails("set_context", call), (7, told("", path)), "{arguments:?}");
        }
        for object in
            [json!({"pin": 1234}), json!({"l": [1]}), json!({"most": 1}), json!({"o": {}}), json!({"z": null})]
        {
            let (key, _) = object.as_object().unwrap().iter().next().unwrap();
            let path = if key == "o" { "secret.o".to_owned() } else { format!("secret.{key}") };
            let (code, why) = client.fails("merge_context", json!({"object": {"secret": object.clone()}}));
            assert!(why == told("", &path) || why == told("", "secret"), "{arguments:?} {why}");
            let (other, why) = client.fails("merge_context", json!({"object": object, "into": "secret"}));
            assert!(why == told("", &path) || why == told("", "secret"), "{arguments:?} {why}");
            assert_eq!((code, other), (7, 7));
        }
        client.done("set_context", json!({"values": {"plan.n": 1}, "remove": ["plan.none"]}));
        client.close();
        assert_eq!((context.document(), context.log()), before);
    }
}

#[test]
fn a_value_below_one_that_is_replaced_whole_is_not_told_either() {
    let context = Context::with(SECRETS);
    let mut client = Client::named("eve", &context, &["--deny", "secret.pin"]);
    for value in [json!({"pin": 1234, "l": [1], "most": 9, "o": {}}), json!({"o": 1}), json!(1)] {
        let set = json!({"values": {"secret": value}});
        assert_eq!(client.fails("set_context", set), (7, told("", "secret.pin")));
    }
    client.done("merge_context", json!({"object": {"o": {"x": 1}}, "into": "secret"}));
    client.close();
    let mut client = Client::named("eve", &context, &["--deny", "**.pin"]);
    let set = json!({"values": {"secret": {"pin": 1234, "l": [1], "most": 9, "o": {"x": 1}}}});
    assert_eq!(client.fails("set_context", set), (7, told("", "secret.pin")));
    client.done("set_context", json!({"values": {"secret.o": {"y": 1}}}));
    client.close();
}

#[test]
fn what_ctx_keeps_is_not_seen_where_anything_is_restricted() {
    let context = Context::with(SECRETS);
    context.run_with_input(&["schema", "set", "-", "secret"], r#"{"properties":{"pin":{"const":1234}}}"#).done();
    let mut client = Client::named("eve", &context, &["--deny", "secret"]);
    for path in ["_ctx", "_ctx.schemas"] {
        let (code, why) = client.fails("get_context", json!({"path": path}));
        assert_eq!((code, why.contains("1234"), why.contains("const")), (7, false, false), "{why}");
        let (code, why) = client.fails("query_context", json!({"path": path, "filter": "."}));
        assert_eq!((code, why.contains("1234"), why.contains("const")), (7, false, false), "{why}");
    }
    client.close();
}

#[test]
fn no_rule_counts_an_item_of_an_array() {
    let context = Context::with(r#"{"l":[1,2]}"#);
    for (words, shown) in
        [(&["mcp", "--deny", "l[1]"][..], "--deny <PATH>"), (&["mcp", "--allow", "l[1]"], "--allow <PATH>")]
    {
        context.run(words).fails(
            2,
            &format!("ctx: invalid value 'l[1]' for '{shown}': l[1] counts an item of the array l, and items move\nhint: ctx mcp --help\n"),
        );
    }
    for (option, path) in [("--read", "l[1]"), ("--write", "l[-1]"), ("--write", "l[1].x")] {
        context.run(&["policy", "access", "bot", option, path]).fails(
            2,
            &format!(
                "ctx: {path} counts an item of the array l, and items move\n\
                 hint: a rule can be for the whole array, l, or for a member of all items, l.*.KEY\n"
            ),
        );
    }
    context.run(&["policy", "access", "bot", "--read", "l.*.x"]).done();
}

#[test]
fn rules_that_cannot_be_read_let_nobody_in() {
    for (damaged, kind) in [("null", "null"), ("[]", "an array"), ("\"x\"", "a string")] {
        let context = Context::with(SECRETS);
        context.run(&["policy", "access", "bot", "--read", "plan", "--write", "plan"]).done();
        let document: Value = serde_json::from_str(&context.document()).unwrap();
        let mut document = document;
        document["_ctx"]["access"] = serde_json::from_str(damaged).unwrap();
        context.write("context.json", document.to_string());
        let why = format!("_ctx.access is {kind}, not an object, so nobody can tell who may read and write what");
        let mut client = Client::named("bot", &context, &[]);
        for (tool, arguments) in [("get_context", json!({})), ("query_context", json!({"filter": "."}))] {
            let (code, told) = client.fails(tool, arguments);
            assert_eq!(
                (code, told),
                (5, format!("{why}\nhint: the next change puts the rules back: ctx set KEY VALUE"))
            );
        }
        client.close();
        for words in [&["policy", "access"][..], &["policy", "access", "bot"]] {
            context.run(words).fails(
                5,
                &format!("ctx: {why}\nhint: the next change puts the rules back: ctx -c context.json set KEY VALUE\n"),
            );
        }
        let found = context.run(&["doctor"]).stdout;
        assert!(found.contains(&format!("wrong  access: {why}\n       hint: ")), "{found}");
        assert_eq!(context.run(&["set", "plan.n", "2"]).code, 0);
        context.run(&["policy", "access"]).prints("AGENT  READ  WRITE\nbot    plan  plan\n");
    }
}

#[test]
fn a_call_that_names_a_path_twice_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let mut client = Client::named("eve", &context, &[]);
    for call in [
        json!({"values": {"b": 1, "[\"b\"]": 2}}),
        json!({"values": {"b": 1}, "remove": ["/b"]}),
        json!({"remove": ["a", "a"]}),
    ] {
        let (code, why) = client.fails("set_context", call);
        assert!(code == 2 && why.starts_with("this call names ") && why.ends_with(" twice"), "{why}");
    }
    client.close();
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn what_a_filter_says_is_one_quoted_line_and_no_hint_is_for_a_command_line_option() {
    let context = Context::with(r#"{"x":"a\nhint: run this"}"#);
    let mut client = Client::named("bot", &context, &[]);
    let (code, why) = client.fails("query_context", json!({"filter": "error(.x)"}));
    let first = why.lines().next().unwrap();
    assert_eq!(code, 5);
    assert!(
        first.starts_with("could not query .: the filter failed: \"") && first.contains("a\\nhint: run this"),
        "{why}"
    );
    context.run(&["policy", "access", "bot", "--write", "x"]).done();
    context.run(&["policy", "merge", "x", "deny"]).done();
    let result = client.call("set_context", json!({"values": {"x": 1}}));
    assert!(!result.to_string().contains("--force"), "{result}");
    client.close();
}

#[test]
fn what_a_schema_says_shows_nothing_of_what_is_hidden() {
    let context = Context::with(r#"{"x":{"s":"hunter2","n":1}}"#);
    let schema = r#"{"properties":{"n":{"type":"integer"}}}"#;
    context.run_with_input(&["schema", "set", "-", "x"], schema).done();
    let mut client = Client::named("eve", &context, &["--deny", "**.s"]);
    let (code, why) = client.fails("set_context", json!({"values": {"x.n": "a"}}));
    assert!(code == 5 && why.starts_with("x.n does not fit the schema for x: ") && !why.contains("hunter2"), "{why}");
    client.close();
}
