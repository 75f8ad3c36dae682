//! What a document has, within a bound.

use serde_json::{Value, json};

use crate::support::Context;

fn bounded(context: &Context, arguments: &[&str], most: usize) -> String {
    let text = context.run(arguments).done();
    assert!(text.len() <= most, "{} bytes: {text}", text.len());
    text
}

#[test]
fn it_shows_kinds_counts_sizes_values_and_who_changed_them() {
    let context =
        Context::with(r#"{"plan":{"step":3,"tags":["a",1,{"x":1}],"names":["b"]},"deep":{"a":{"b":true}},"e":{}}"#);
    context.run_as("alice", &["set", "plan.step=4", "log=one\ntwo"]).done();
    let size = context.document().len() - 1;
    context.run(&["overview"]).normalized(&context).prints(&format!(
        "revision 2  {{4 keys, {size} B}}  r2 alice 0s ago\n\
         plan: {{3 keys, 123 B}}\n\
         \x20 step: 4\n\
         \x20 tags: [3 items, 58 B]  r1 planner 0s ago\n\
         \x20   [0]: \"a\"\n\
         \x20   [1]: 1\n\
         \x20   [2].x: 1\n\
         \x20 names: [1 item, 17 B] \"b\"  r1 planner 0s ago\n\
         deep.a.b: true  r1 planner 0s ago\n\
         e: {{}}  r1 planner 0s ago\n\
         log: \"one\\ntwo\"\n"
    ));
    context
        .run(&["overview", "plan.names"])
        .normalized(&context)
        .prints("revision 2  plan.names: [1 item, 17 B] \"b\"  r1 planner 0s ago\n");
    context
        .run(&["overview", "deep.a.b"])
        .normalized(&context)
        .prints("revision 2  deep.a.b: true  r1 planner 0s ago\n");
    context
        .run(&["overview", "nope"])
        .fails(1, "ctx: could not show nope in context.json: there is no such key\nhint: ctx -c context.json keys\n");
    context.run(&["overview", "--max-bytes", "10"]).fails(
        2,
        "ctx: invalid value '10' for '--max-bytes <N>': at least 256 bytes are needed\nhint: ctx overview --help\n",
    );
    Context::empty()
        .run(&["overview"])
        .fails(1, "ctx: there is no context context.json\nhint: to create it: ctx -c context.json init\n");
}

#[test]
fn the_same_is_data() {
    let context = Context::with(r#"{"plan":{"step":1.10,"names":["b",2]},"log":"xyz"}"#);
    context.run(&["task", "add", "t1"]).done();
    let text = context.run(&["overview", "--json"]).done();
    let mut data: Value = serde_json::from_str(&text).unwrap();
    let at = data["last"]["at"].clone();
    assert!(text.contains(r#""value":1.10"#) && at.is_string(), "{text}");
    for value in data["values"].as_array_mut().unwrap() {
        value.as_object_mut().unwrap().remove("at");
    }
    let step = data["values"][0]["values"][0].take();
    assert_eq!((&step["path"], &step["kind"]), (&json!("plan.step"), &json!("number")));
    data["values"][0]["values"][1].as_object_mut().unwrap().remove("at");
    assert_eq!(
        data,
        json!({
            "rev": 2, "kind": "object", "bytes": data["bytes"], "count": 2, "last": {"rev": 2, "agent": "planner", "at": at},
            "values": [
                {"path": "plan", "kind": "object", "bytes": 63, "count": 2, "rev": 1, "agent": "planner", "values": [
                    null,
                    {"path": "plan.names", "kind": "array", "bytes": 26, "count": 2, "value": ["b", 2], "rev": 1, "agent": "planner"},
                ]},
                {"path": "log", "kind": "string", "bytes": 5, "value": "xyz", "rev": 1, "agent": "planner"},
            ],
            "open": {"tasks": {"counts": {"pending": 1}, "items": [{"id": "t1", "queue": "default", "status": "pending"}]}},
        })
    );
}

#[test]
fn large_documents_stay_within_the_bound_and_say_what_is_left_out() {
    let keys: serde_json::Map<String, Value> = (0..20_000).map(|i| (format!("key{i:05}"), json!(i))).collect();
    let mixed: serde_json::Map<String, Value> = (0..200)
        .map(|i| (format!("k{i:03}"), if i == 150 { json!("é".repeat(30_000)) } else { json!({"n": i, "m": [i]}) }))
        .collect();
    let mut deep = json!({"leaf": "here", "other": 1});
    for i in 0..97 {
        deep = json!({ format!("n{i}"): deep });
    }
    let huge = json!({"a": 1, "huge": "x\u{9b}\n".repeat(700_000), "z": [1, 2]});
    for (document, shows) in [
        (Value::from(keys), &["\nkey00000: 0\n", "… 199", "--max-bytes 8000\n"][..]),
        (Value::from(mixed), &["top: {200 keys, ", "\nk150: \"éé", " KiB)\n", " more: k0", "--max-bytes 8000\n"]),
        (deep, &["\nn96.n95.n94.", "…: {2 keys, ", "\n  leaf: \"here\"\n  other: 1\n"]),
        (
            huge,
            &[
                "\na: 1\nhuge: \"x\\u009b\\n",
                "… (string, 3.3 MiB)",
                "\nz: [2 items, ",
                "to see a value whole: ctx -c context.json get top.huge\n",
            ],
        ),
    ] {
        let context = Context::empty();
        context.run_with_input(&["set", "--json", "-q", "top", "-"], document.to_string()).done();
        for most in ["256", "1000", "2000", "20k"] {
            let bytes = if most == "20k" { 20 * 1024 } else { most.parse().unwrap() };
            for path in [None, Some("top")] {
                let arguments: Vec<&str> = ["overview", "--max-bytes", most].into_iter().chain(path).collect();
                let text = bounded(&context, &arguments, bytes);
                assert!(text.starts_with("revision 1  "), "{text}");
                let json: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
                let data: Value = serde_json::from_str(&bounded(&context, &json, bytes)).unwrap();
                assert_eq!(data["rev"], 1, "{data}");
            }
        }
        let text = context.run(&["overview", "top"]).done();
        for part in shows {
            assert!(text.contains(part), "{part:?} is not in {text}");
        }
    }
}

#[test]
fn the_last_line_is_a_command_that_shows_more() {
    let context = Context::empty();
    let keys: serde_json::Map<String, Value> =
        (0..60).map(|i| (format!("key {i}"), json!({"a": i, "b": "x".repeat(40)}))).collect();
    context.run_with_input(&["merge", "-q", "-"], Value::from(keys).to_string()).done();
    let text = context.run(&["overview", "--max-bytes", "700"]).done();
    assert!(text.ends_with("to see more: ctx -c context.json overview --max-bytes 2800\n"), "{text}");
    let more = context.run(&["overview", "--max-bytes", "2800"]).done();
    assert!(more.len() > 2000 && more.len() <= 2800, "{more}");
    let context = Context::empty();
    context.run(&["set", "long", &"x".repeat(300)]).done();
    let text = context.run(&["overview"]).done();
    assert!(text.ends_with("… (string, 302 B)\nto see a value whole: ctx -c context.json get long\n"), "{text}");
}

#[test]
fn open_work_is_told_beside_the_tree() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "qa", "-m", "look\nhere"]).done();
    context.run(&["task", "add", "t1", "t2"]).done();
    context.run_as("w", &["task", "claim"]).done();
    context.run(&["lease", "acquire", "db", "--ttl", "10m"]).done();
    context.run(&["vote", "open", "color", "--options", "red,blue", "--quorum", "2", "-m", "which?"]).done();
    let text = context.run(&["overview"]).normalized(&context).done();
    let (_, open) = text.split_once("\nhandoffs").unwrap();
    assert_eq!(
        open,
        ": 1 pending (ctx handoff list)\n  h2 pending, planner -> qa: \"look\\nhere\"\n\
         tasks: 1 pending, 1 running (ctx task list)\n  t1 running by w until TIME, queue default\n  t2 pending, queue default\n\
         leases: 1 held (ctx lease list)\n  db held by planner until TIME, token 5\n\
         votes: 1 open (ctx vote list --status open)\n  color 0 of 2 voted, options red, blue: \"which?\"\n"
    );
}

#[test]
fn no_more_of_the_log_is_read_than_it_says() {
    let context = Context::with(r#"{"a":1,"b":2}"#);
    for i in 0..20 {
        context.run(&["set", "big", &format!("{i}{}", "x".repeat(20_000))]).done();
    }
    let text = context.run(&["overview"]).done();
    assert!(text.contains("a: 1  older\nb: 2  older\n"), "{text}");
    assert!(text.contains("older: changed in revision "), "{text}");
    // An old record is damaged: what is there is still shown.
    let log = context.log().replacen("\"rev\":20,", "\"rev\":99,", 1);
    context.write("context.json.audit.jsonl", log);
    let text = context.run(&["overview"]).done();
    assert!(text.contains("\na: 1  older\n") && text.contains("\nwho changed what: unreadable: "), "{text}");
}

#[test]
fn what_is_redacted_is_not_shown() {
    let context = Context::with(r#"{"a":1,"o":{"plain":1}}"#);
    context.run_with_input(&["set", "--redact", "o.token", "-"], "hunter2-secret").done();
    context.run(&["set", "--redact", "keys", r#"{"x":"secret-one","l":["secret-two"]}"#]).done();
    for words in [&["overview"][..], &["overview", "--json"], &["overview", "o.token"], &["overview", "keys"]] {
        let shown = context.run(words).done();
        assert!(!shown.contains("secret"), "{words:?}: {shown}");
        assert!(shown.contains("(redacted)"), "{words:?}: {shown}");
    }
}
