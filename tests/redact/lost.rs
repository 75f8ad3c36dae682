//! A value that was lost: the document has the hash that the log has, which is not the value.

use super::{LOST, MISSING, SECRET, is_nowhere_else};
use crate::support::{Context, answer};

const HINT: &str = "hint: set it again: ctx -c context.json set --redact api.key -\n";

/// A document that lost `api.key`. The loss is found by the next command, or was by an earlier one.
fn lost(is_found: bool) -> Context {
    let context = super::redacted();
    context.remove("context.json");
    if is_found {
        context.run(&["set", "a", "2"]).prints_and_says("", &format!("{MISSING}{REBUILT}{LOST}"));
    }
    context
}

const REBUILT: &str = ": rebuilt revision 2 from context.json.audit.jsonl\n";

#[test]
fn nothing_is_built_upon_the_hash_of_a_value_that_was_lost() {
    let is_refused = |arguments: &[&str], input: &str, tried: &str| {
        for is_found in [true, false] {
            let context = lost(is_found);
            let found = if is_found { String::new() } else { format!("{MISSING}{REBUILT}{LOST}") };
            let why = "api.key was redacted and lost: the log has only its hash";
            context.run_with_input(arguments, input).fails(5, &format!("{found}ctx: could not {tried}: {why}\n{HINT}"));
            assert_eq!(context.run(&["get", "api.key"]).code, 5);
            assert_eq!(context.run(&["set", "b", "1"]).code, 0);
            assert_eq!(context.run(&["verify"]).stderr, "ctx: only hashes are left of redacted values at api.key\n");
        }
    };
    let at = |verb: &str| format!("{verb} in context.json");
    is_refused(&["set", "api.key.user", "bob"], "", &at("set api.key.user"));
    is_refused(&["set", "api.key[0]", "bob"], "", &at("set api.key[0]"));
    is_refused(&["set", "--redact", "api.key.user", "bob"], "", &at("set api.key.user"));
    is_refused(&["set", "api.key.a.b", "bob"], "", &at("set api.key.a.b"));
    is_refused(&["merge", r#"{"api":{"key":{"user":"x"}}}"#], "", &at("merge into ."));
    is_refused(&["merge", r#"{"api":{"key":{"$redacted":null}}}"#], "", &at("merge into ."));
    is_refused(&["append", "api.key", "x"], "", &at("append to api.key"));
    is_refused(&["append", "api.key.list", "x"], "", &at("append to api.key.list"));
    is_refused(&["incr", "api.key"], "", &at("increment api.key"));
    is_refused(&["incr", "api.key.n"], "", &at("increment api.key.n"));
    is_refused(&["unset", "api.key.user"], "", &at("unset api.key.user"));
    is_refused(&["unset", "api.key.$redacted"], "", &at("unset api.key.$redacted"));
    let steps = [
        r#"{"op":"set","path":"api.key.x","value":1}"#,
        r#"{"op":"unset","path":"api.key.x"}"#,
        r#"{"op":"append","path":"api.key","value":1}"#,
        r#"{"op":"incr","path":"api.key"}"#,
        r#"{"op":"merge","path":"api.key","value":{"x":1}}"#,
    ];
    for step in steps {
        is_refused(&["batch", "-"], step, "apply the batch in context.json: line 1");
    }
}

#[test]
fn a_value_that_was_lost_is_replaced_or_removed_as_a_whole() {
    let changes: [&[&str]; 6] = [
        &["set", "api.key", "hunter2-b"],
        &["set", "--redact", "api.key", r#"{"user":"hunter2-b"}"#],
        &["merge", r#"{"api":{"key":"hunter2-b"}}"#],
        &["set", "api", r#"{"x":1}"#],
        &["unset", "api.key"],
        &["unset", "api"],
    ];
    for is_found in [true, false] {
        for change in changes {
            let context = lost(is_found);
            assert_eq!(context.run(change).code, 0, "{change:?}");
            context.run(&["verify"]).normalized(&context).prints(&format!(
                "context.json: revisions 1 to {rev} are sound, {rev}:DIGEST\n",
                rev = context.ops().len()
            ));
            is_nowhere_else(&context, SECRET);
        }
    }
}

#[test]
fn what_replaces_a_value_that_was_lost_can_be_built_upon() {
    let context = lost(true);
    let steps =
        "{\"op\":\"set\",\"path\":\"api.key\",\"value\":{}}\n{\"op\":\"set\",\"path\":\"api.key.x\",\"value\":1}\n";
    context.run_with_input(&["batch", "-"], steps).done();
    context.run(&["set", "api.key.y", "hunter2-y"]).done();
    context.run(&["get", "--json", "api.key"]).prints("{\n  \"x\": 1,\n  \"y\": \"hunter2-y\"\n}\n");
    is_nowhere_else(&context, "hunter2-y");
}

const WHY: &str = "it was redacted and context.json was lost: the log has only its hash";
const NOTE: &str = "ctx: api.key was redacted and context.json was lost: the log has only its hash\n";
const THEN: &str = "ctx: api.key was redacted, and the log has only its hash\n";

#[test]
fn the_hash_of_a_value_that_was_lost_is_not_given_for_the_value() {
    let context = lost(true);
    let is_refused = |words: &str, tried: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        context.run(&words).fails(5, &format!("ctx: could not {tried}: {WHY}\n{HINT}"));
    };
    is_refused("get api.key", "get api.key");
    is_refused("get --meta api.key", "get api.key");
    is_refused("get a api.key.$redacted", "get api.key.$redacted");
    is_refused("wait api.key", "wait for a value at api.key in context.json");
    is_refused("wait api.key --value", "wait for a value at api.key in context.json");
    is_refused("wait api.key --ne x", "wait for a value other than \"x\" at api.key in context.json");
    is_refused("wait api.key.$redacted --value", "wait for a value at api.key.$redacted in context.json");
    is_refused("wait api.key --changed-since 1", "wait for a change of api.key after revision 1 in context.json");
    is_refused("keys api.key", "list api.key");
    is_refused("keys api.key --json", "list api.key");
    let mut edit = context.command(&["edit", "api.key"]);
    edit.env("EDITOR", "cat");
    answer(edit).fails(5, &format!("ctx: could not edit api.key in context.json: {WHY}\n{HINT}"));
    context.run(&["keys", "api"]).prints("key\n");
    context.run(&["has", "api.key"]).prints("");
    context
        .run(&["keys", "api.key", "--at", "2"])
        .fails(5, "ctx: could not list api.key at revision 2: it was redacted, and the log has only its hash\n");
}

#[test]
fn a_value_that_holds_the_hash_of_one_that_was_lost_is_given_with_a_note() {
    let context = lost(true);
    let hint = HINT;
    for words in ["get", "get api", "get --meta api", "get a api", "get --json api a", "wait api", "wait api --value"] {
        let given = context.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!((given.code, given.stderr), (0, format!("{NOTE}{hint}")), "{words}");
        assert!(given.stdout.contains("$redacted"), "{words}");
    }
    for words in ["get --at 2", "get --at 2 api", "get --at HEAD api --meta"] {
        let given = context.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!((given.code, given.stderr.as_str()), (0, THEN), "{words}");
        assert!(given.stdout.contains("$redacted"), "{words}");
    }
    context.run(&["get", "a"]).prints("2\n");
    context.run(&["get", "--at", "1"]).prints("{\n  \"a\": 1\n}\n");
    assert_eq!(context.run(&["get", "api", "-q"]).stderr, "");
}

#[test]
fn a_note_names_no_more_hashes_than_can_be_read() {
    let context = Context::empty();
    let pairs: Vec<String> = (1..=25).map(|n| format!("k.v{n:02}=secret")).collect();
    let words: Vec<&str> = ["set", "--redact"].into_iter().chain(pairs.iter().map(String::as_str)).collect();
    context.run(&words).done();
    let named: Vec<String> = (1..=20).map(|n| format!("k.v{n:02}")).collect();
    let named = format!("{} and 5 more", named.join(", "));
    let given = context.run(&["get", "--at", "1", "k"]);
    assert_eq!(given.stderr, format!("ctx: {named} were redacted, and the log has only their hashes\n"));
    context.remove("context.json");
    assert_eq!(context.run(&["set", "n", "1"]).code, 0);
    let given = context.run(&["get", "k"]);
    let why = "redacted and context.json was lost: the log has only their hashes";
    let hint = "hint: set them again: ctx -c context.json set --redact PATH -\n";
    assert_eq!(given.stderr, format!("ctx: {named} were {why}\n{hint}"));
}

#[test]
fn a_handoff_does_not_show_the_hash_of_a_value_that_it_refers_to() {
    let context = super::redacted();
    context.run(&["handoff", "create", "qa", "-m", "x", "--ref", "api.key"]).prints("h3\n");
    context.run(&["handoff", "create", "qa", "-m", "x", "--ref", "api"]).prints("h4\n");
    context.run(&["handoff", "show", "h3", "--at", "4"]).fails(
        5,
        "ctx: could not show h3 at revision 4 in context.json: api.key was redacted, and the log has only its hash\n",
    );
    context.remove("context.json");
    assert_eq!(context.run(&["set", "b", "1"]).code, 0);
    let why = NOTE.trim_start_matches("ctx: ");
    context.run(&["handoff", "show", "h3"]).fails(5, &format!("ctx: could not show h3 in context.json: {why}{HINT}"));
    let shown = context.run(&["handoff", "show", "h4"]);
    assert_eq!((shown.code, shown.stderr), (0, format!("{NOTE}{HINT}")));
    let accepted = context.run_as("qa", &["handoff", "accept", "h3", "--json"]).done();
    assert!(accepted.contains("\"api.key\": null") && !accepted.contains("$redacted"), "{accepted}");
}
