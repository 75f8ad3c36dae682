//! What ctx publishes, ctx can read: whatever a command is given, it exits non-zero and changes
//! nothing, or leaves a context that can be read, verified and changed.

mod bricked;
mod layout;

use crate::support::{CTX, Context, answer};

/// As a key of an object, it would be taken for a number.
pub const RESERVED: &str = "$serde_json::private::Number";

/// The context can be read, verified and changed.
#[track_caller]
fn is_sound(context: &Context, after: &[&str]) {
    for command in [&["get"][..], &["verify"], &["log"], &["set", "probe", "1"], &["get", "probe"], &["unset", "probe"]]
    {
        let answer = context.run(command);
        assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{command:?} after {after:?}");
    }
}

/// A context with something of each kind, for what needs something to be there.
fn context() -> Context {
    let context = Context::with(r#"{"a":1,"o":{"x":1},"l":[1],"n":1}"#);
    context.run(&["task", "add", "job"]).done();
    context.run(&["lease", "acquire", "l", "--ttl", "1h"]).done();
    context.write("file", "x");
    context
}

#[test]
fn a_reserved_key_is_refused_wherever_it_is_typed() {
    let pair = format!("{RESERVED}=1");
    let bracketed = format!("[\"{RESERVED}\"]");
    let escaped = "[\"\\u0024serde_json::private::Number\"]";
    let (below, pointer) = (format!("o.{RESERVED}.y"), format!("/o/{RESERVED}"));
    let ways: &[&[&str]] = &[
        &["set", RESERVED, "1"],
        &["--literal", "set", RESERVED, "1"],
        &["-N", RESERVED, "set", "x", "1"],
        &["-N", RESERVED, "merge", r#"{"x":1}"#],
        &["set", &bracketed, "1"],
        &["set", escaped, "1"],
        &["set", &below, "1"],
        &["set", &pointer, "1"],
        &["set", &pair],
        &["set", "--redact", RESERVED, "1"],
        &["set", "--ttl", "1h", RESERVED, "1"],
        &["set", "--base", "1", RESERVED, "1"],
        &["append", RESERVED, "1"],
        &["incr", RESERVED],
        &["merge", "--into", RESERVED, r#"{"x":1}"#],
        &["handoff", "create", "b", "-m", "x", "--set", &pair],
        &["handoff", "create", "b", "-m", "x", "--transfer", RESERVED],
        &["handoff", "create", "b", "-m", "x", "--ref", RESERVED],
        &["policy", "merge", RESERVED, "deny"],
        &["task", "add", RESERVED],
        &["task", "add", "--queue", RESERVED, "x"],
        &["lease", "acquire", RESERVED, "--ttl", "1h"],
        &["lease", "run", RESERVED, "--ttl", "1h", "--", "true"],
        &["once", RESERVED, "--", "true"],
        &["tag", RESERVED],
        &["--agent", RESERVED, "set", "b", "1"],
        &["authority", "set", RESERVED],
        &["unset", RESERVED],
        &["get", RESERVED],
        &["restore", "1", "--path", RESERVED],
        &["set", "b", "1", "--dry-run", "-N", RESERVED],
    ];
    let context = context();
    let (document, log) = (context.document(), context.log());
    for way in ways {
        let answer = context.run(way);
        assert_eq!((answer.code, answer.stdout.as_str()), (2, ""), "{way:?}: {answer:?}");
        assert_eq!((context.document(), context.log()), (document.clone(), log.clone()), "{way:?}");
    }
    is_sound(&context, &["all of them"]);
    context.run(&["set", &below, "1"]).fails(
        2,
        &format!("ctx: could not use the path {below}: the key \"{RESERVED}\" is reserved\nhint: choose another key\n"),
    );
    context.run(&["lease", "acquire", RESERVED, "--ttl", "1h"]).fails(
        2,
        &format!(
            "ctx: invalid value '{RESERVED}' for '<NAME>': this name is reserved\nhint: ctx lease acquire --help\n"
        ),
    );
    let line = format!(r#"{{"op":"set","path":"/o/{RESERVED}","value":1}}"#);
    let why =
        format!("standard input, line 1: could not use the path o.{RESERVED}: the key \"{RESERVED}\" is reserved");
    let said = format!("ctx: {why}\nhint: choose another key\n");
    context.run_with_input(&["batch", "-"], line).fails(2, &said);
    for (variable, words) in [("CTX_NAMESPACE", &["set", "x", "1"][..]), ("CTX_AGENT", &["set", "x", "1"])] {
        let mut command = context.command(words);
        command.env(variable, RESERVED);
        assert_eq!(answer(command).code, 2, "{variable}");
    }
}

#[test]
fn a_reserved_key_in_json_is_refused_whatever_the_json_is_for() {
    let object = format!(r#"{{"x":[{{"{RESERVED}":1}}]}}"#);
    let escaped = r#"{"x":1,"\u0024serde_json::private::Number":1}"#;
    let context = context();
    let (document, log) = (context.document(), context.log());
    for json in [object.as_str(), escaped] {
        let pair = format!("b:={json}");
        let line = format!(r#"{{"op":"append","path":"l","value":{json}}}"#);
        for way in [
            &["set", "--json", "b", json][..],
            &["set", &pair],
            &["append", "--json", "l", json],
            &["merge", json],
            &["merge", "--base", "1", json],
        ] {
            let answer = context.run(way);
            assert_eq!((answer.code, answer.stdout.as_str()), (5, ""), "{way:?}: {answer:?}");
        }
        assert_eq!(context.run_with_input(&["batch", "-"], line).code, 5);
        context.write("items.jsonl", json);
        assert_eq!(context.run(&["task", "add", "--from-file", "items.jsonl"]).code, 5);
        assert_eq!((context.document(), context.log()), (document.clone(), log.clone()));
    }
    // As text it is text, in every place.
    let handed =
        ["handoff", "create", "b", "-m", RESERVED, "--next", RESERVED, "--key", RESERVED, "--artifact", "file"];
    for way in [
        &["set", "b", object.as_str(), "-m", RESERVED][..],
        &["set", "b", RESERVED],
        &["append", "l", object.as_str()],
        &["emit", RESERVED],
        &["task", "add", "--payload", object.as_str()],
        &["handoff", "create", "b", "-m", "x", "--payload", object.as_str()],
        &["task", "claim", "-m", escaped],
        &handed,
    ] {
        let answer = context.run(way);
        assert_eq!(answer.code, 0, "{way:?}: {answer:?}");
        is_sound(&context, way);
    }
    context.run(&["set", "c.$serde_json::private::RawValue", "1"]).done();
    is_sound(&context, &["a key that only looks like it"]);
}

#[test]
fn what_is_as_deep_as_it_may_be_is_read_again_and_rebuilt_from_the_log() {
    let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let path = |n: usize| vec!["k"; n].join(".");
    let (deepest, deeper) = (nested(99), nested(100));
    let ways: &[(&[&str], i32)] = &[
        (&["set", "--json", "d", &deepest], 0),
        (&["set", "--json", "d", &deeper], 5),
        (&["set", &path(100), "1"], 0),
        (&["set", &path(101), "1"], 5),
        (&["set", "--redact", &path(99), "1"], 0),
        // The log would have an object in the place of the value.
        (&["set", "--redact", &path(100), "1"], 5),
        (&["emit", "t", &deeper], 0),
        (&["handoff", "create", "b", "-m", "x", "--payload", &nested(96)], 0),
        (&["handoff", "create", "b", "-m", "x", "--payload", &nested(97)], 5),
        (&["task", "add", "--payload", &nested(96)], 0),
        (&["task", "add", "--payload", &nested(97)], 5),
    ];
    for (way, code) in ways {
        let context = context();
        let (document, log) = (context.document(), context.log());
        let answer = context.run(way);
        assert_eq!(answer.code, *code, "{way:?}: {answer:?}");
        if *code != 0 {
            let why = "the result would be nested more than 100 levels deep\n";
            assert!(answer.stderr.ends_with(why), "{way:?}: {answer:?}");
            assert_eq!((context.document(), context.log()), (document, log), "{way:?}");
        }
        is_sound(&context, way);
        let whole = context.document();
        context.remove("context.json");
        let rebuilt = context.run(&["-q", "set", "probe", "1"]);
        assert_eq!(rebuilt.code, 0, "{way:?}: {rebuilt:?}");
        context.run(&["-q", "unset", "probe"]).done();
        if !way.contains(&"--redact") {
            assert_eq!(context.document(), whole, "{way:?}");
        }
        assert_eq!((context.run(&["get"]).code, context.run(&["verify"]).code), (0, 0), "{way:?}");
    }
}

#[test]
fn what_would_not_be_published_is_not_planned_either() {
    let context = Context::with(r#"{"a":1}"#);
    let deep = vec!["k"; 100].join(".");
    context.run(&["set", "--dry-run", &format!("{deep}.k"), "1"]).fails(
        5,
        &format!("ctx: could not set {deep}.k in context.json: the result would be nested more than 100 levels deep\n"),
    );
    let mut command = context.command(&["set", "--dry-run", "b", &"x".repeat(100)]);
    command.env("CTX_MAX_SIZE", "50");
    answer(command).fails(
        5,
        "ctx: could not set b in context.json: the result has 124 bytes, more than the limit of 50\n\
         hint: to raise it here: export CTX_MAX_SIZE=128\n\
         hint: keep large values in separate files\n",
    );
}

#[test]
fn an_editor_cannot_put_in_what_would_not_be_read() {
    let context = context();
    let (document, log) = (context.document(), context.log());
    let mut command = context.command(&["edit", "o"]);
    command.env("EDITOR", format!("printf '{{\"{RESERVED}\":1}}' >")).env("CTX", CTX);
    let answer = answer(command);
    assert_eq!(answer.code, 5, "{answer:?}");
    assert_eq!((context.document(), context.log()), (document, log));
    is_sound(&context, &["edit"]);
}
