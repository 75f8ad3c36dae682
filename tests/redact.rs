mod base;
mod lost;
mod moved;
mod refused;
mod shown;

use crate::support::{Context, answer};

pub const SECRET: &str = "hunter2";
const MISSING: &str = "ctx: the document was missing";
const LOST: &str = "ctx: lost, since the log has only their hashes: api.key\n";

pub fn redacted() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "--redact", "api.key", SECRET]).done();
    context
}

/// No file but the document has the text, nor has anything that ctx prints of the past.
#[track_caller]
pub fn is_nowhere_else(context: &Context, text: &str) {
    for name in context.files().iter().filter(|name| *name != "context.json") {
        assert!(!context.read(name).contains(text), "{name}");
    }
    for arguments in [&["log"][..], &["log", "--json"], &["verify", "--json"], &["status"], &["agents"]] {
        assert!(!context.run(arguments).stdout.contains(text), "{arguments:?}");
    }
}

#[test]
fn the_document_holds_the_value_and_the_log_only_a_hash() {
    let context = redacted();
    context.run(&["get", "api.key"]).prints("hunter2\n");
    is_nowhere_else(&context, SECRET);
    let record = context.records().pop().unwrap();
    assert_eq!(record["args"], serde_json::json!({"path": "api.key", "redact": true}));
    let hash = record["patch"][1]["value"]["key"]["$redacted"].as_str().unwrap();
    assert_eq!(hash.len(), 64);
    let salt = context.run(&["get", "_ctx.redacted[\"api.key\"].salt"]).done();
    is_nowhere_else(&context, salt.trim());
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 2 are sound, 2:DIGEST\n");
    context.run(&["set", "--redact", "api.key", SECRET]).prints_and_says("", "ctx: unchanged: revision 2\n");
}

#[test]
fn whoever_changes_it_and_however_it_stays_out_of_the_log() {
    let context = redacted();
    context.run(&["set", "api.key", "hunter2-b"]).done();
    context.run(&["merge", r#"{"api":{"key":"hunter2-c","x":1}}"#]).done();
    context.run(&["set", "api", r#"{"key":{"deep":"hunter2-d"}}"#]).done();
    context.run(&["append", "api.key.list", "hunter2-e"]).done();
    context.run(&["unset", "api"]).done();
    context.run_as("other", &["set", "api.key", "hunter2-f"]).done();
    let edited = context.document().replace("hunter2-f", "hunter2-g").replace("\"a\": 1", "\"a\": 2");
    context.write("context.json", edited);
    context.run(&["set", "b", "1"]).done();
    context.write("context.json", r#"{"api":{"key":"hunter2-h"}}"#);
    let changed = "ctx: context.json was changed without ctx: it changed what ctx keeps: redacted[\"api.key\"]\n";
    context.run(&["set", "b", "1"]).prints_and_says("", changed);
    context.run(&["emit", "topic"]).done();
    context.run(&["set", "api.key=hunter2-i", "b=2"]).done();
    is_nowhere_else(&context, SECRET);
    context.run(&["get", "api.key"]).prints("hunter2-i\n");
    assert_eq!(context.ops()[8..], ["external", "set", "external", "set", "message", "set"]);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 14 are sound, 14:DIGEST\n");
    context.remove("context.json.audit.jsonl");
    assert_eq!(context.run(&["set", "b", "3"]).code, 0);
    is_nowhere_else(&context, SECRET);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 15 to 16 are sound, 16:DIGEST\n");
}

#[test]
fn several_values_of_any_kind_can_be_redacted() {
    let context = Context::empty();
    context.run(&["set", "--redact", "a=hunter2", "b:={\"x\":[\"hunter2\"]}", "c.d=hunter2", "-m", "keys"]).done();
    context.run(&["get", "b.x[0]", "c.d"]).prints("hunter2\nhunter2\n");
    is_nowhere_else(&context, SECRET);
    context.run_with_input(&["set", "--redact", "e", "-", "--ttl", "1h"], "hunter2\n").done();
    context.run(&["-N", "ns", "set", "--redact", "k.0[\"x.y\"]", SECRET]).done();
    is_nowhere_else(&context, SECRET);
    context.run(&["get", "ns.k.0[\"x.y\"]"]).prints("hunter2\n");
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 3 are sound, 3:DIGEST\n");
}

#[test]
fn a_document_that_is_lost_is_rebuilt_without_the_values_which_is_said() {
    let context = redacted();
    context.remove("context.json");
    let read = format!("{MISSING}: read revision 2 from the log\n{LOST}");
    context.run(&["get", "a"]).prints_and_says("1\n", &read);
    let why = "it was redacted and context.json was lost: the log has only its hash";
    let hint = "hint: set it again: ctx -c context.json set --redact api.key -\n";
    context.run(&["get", "api.key"]).fails(5, &format!("{read}ctx: could not get api.key: {why}\n{hint}"));
    let rebuilt = format!("{MISSING}: rebuilt revision 2 from context.json.audit.jsonl\n{LOST}");
    context.run(&["set", "a", "2"]).prints_and_says("", &rebuilt);
    let lost = LOST.trim_start_matches("ctx: ").trim_end();
    assert_eq!(context.records()[2]["note"], format!("the document was missing; {lost}"));
    context.run(&["get", "api.key.x"]).fails(5, &format!("ctx: could not get api.key.x: {why}\n{hint}"));
    context.run(&["verify"]).normalized(&context).prints_and_says(
        "context.json: revisions 1 to 3 are sound, 3:DIGEST\n",
        "ctx: only hashes are left of redacted values at api.key\n",
    );
    context.run(&["set", "api.key", "hunter2-new"]).done();
    context.run(&["get", "api.key"]).prints("hunter2-new\n");
    is_nowhere_else(&context, SECRET);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 4 are sound, 4:DIGEST\n");
}

#[test]
fn a_hash_from_the_log_never_takes_the_place_of_a_value() {
    let context = redacted();
    let hash = context.records()[1]["patch"][1]["value"]["key"].to_string();
    context.run(&["set", "api.key", &hash]).fails(
        3,
        "ctx: could not set api.key in context.json: the value of api.key was redacted: the log has only its hash\n\
         hint: set it again: ctx -c context.json set --redact api.key -\n",
    );
    context.run(&["get", "api.key"]).prints("hunter2\n");
}

#[test]
fn a_value_that_was_altered_together_with_its_digest_is_found_by_the_hash() {
    let context = redacted();
    let altered = context.document().replace(SECRET, "altered");
    context.write("context.json", &altered);
    let answer = context.run(&["verify"]).normalized(&context);
    assert_eq!(answer.code, 5);
    assert!(answer.stderr.contains("its SHA-256 is DIGEST, and that of revision 2 is DIGEST"), "{answer:?}");
}

#[test]
fn what_is_redacted_is_no_credential_to_warn_of() {
    let context = Context::empty();
    let token = format!("ghp_{}", "a1".repeat(18));
    let mut command = context.command(&["set", "--redact", "k.t", &token]);
    command.env("CTX_SECRETS", "deny");
    answer(command).done();
    context.run(&["set", "k", &format!(r#"{{"t":"{token}","u":1}}"#)]).done();
}

#[test]
fn the_past_has_only_the_hash_of_what_was_redacted() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "--redact", "pw", "hunter2"]).done();
    context
        .run(&["get", "pw", "--at", "2"])
        .fails(5, "ctx: could not get pw: it was redacted, and the log has only its hash\n");
}

#[test]
fn a_log_that_begins_anew_holds_no_redacted_value() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "--redact", "pw", "hunter2"]).done();
    for arguments in [&["emit", "hello"][..], &["set", "a", "2"], &["log", "compact", "--keep", "1"]] {
        let mut command = context.command(arguments);
        command.env("CTX_LOG_MAX", "1");
        answer(command).done();
    }
    let logs: Vec<String> = context.files().into_iter().filter(|file| file.contains("audit")).collect();
    assert!(logs.len() > 1 && logs.iter().all(|log| !context.read(log).contains("hunter2")), "{logs:?}");
    context.run(&["get", "pw"]).prints("hunter2\n");
    assert_eq!(context.run(&["verify"]).code, 0);
}

#[test]
fn a_change_of_a_redacted_value_is_not_undone_and_the_way_on_is_named() {
    let context = Context::with(r#"{"a":1}"#);
    let refused = |tried: &str, rev: &str, next: &str| {
        format!(
            "ctx: could not undo {tried} in context.json: revision {rev} cannot be undone: k is redacted, \
             and the log has only hashes of its value\n\
             hint: to set another value: ctx -c context.json set --redact k -\n{next}"
        )
    };
    let next = "hint: to undo the change before it: ctx -c context.json undo 1\n";
    let last = "the last change of planner";
    context.run(&["set", "--redact", "k", "one"]).done();
    context.run(&["undo"]).fails(3, &refused(last, "2", next));
    context.run(&["undo", "2"]).fails(3, &refused("revision 2", "2", ""));
    context.run(&["set", "k", "two"]).done();
    context.run(&["undo"]).fails(3, &refused(last, "3", next));
    context.run(&["undo", "--any"]).fails(3, &refused("the last change", "3", next));
    let stuck = context.ops().len();
    assert_eq!(context.run(&["undo", "1"]).code, 0);
    context.run(&["undo"]).fails(3, &refused(last, "3", ""));
    context.run_with_input(&["set", "--redact", "k", "-"], "three\n").done();
    context.run(&["get", "k"]).prints("three\n");
    assert_eq!(context.ops().len(), stuck + 2);
    context.run(&["merge", r#"{"k":"four","b":1}"#]).done();
    context.run(&["unset", "k"]).done();
    context.run(&["undo"]).fails(3, &refused(last, "7", ""));
    context.run(&["set", "k", "five"]).done();
    assert_eq!(context.run(&["undo"]).code, 0, "there was nothing before");
    assert_eq!(context.run(&["has", "k"]).code, 1);
}

#[test]
fn several_redacted_values_in_one_change_are_all_named() {
    let context = Context::empty();
    context.run(&["set", "--redact", "a=1", "b=2"]).done();
    context.run(&["undo"]).fails(
        3,
        "ctx: could not undo the last change of planner in context.json: revision 1 cannot be undone: a, b are \
         redacted, and the log has only hashes of their values\n\
         hint: to set another value: ctx -c context.json set --redact a -\n\
         hint: to set another value: ctx -c context.json set --redact b -\n",
    );
}

#[test]
fn what_is_added_to_a_redacted_number_is_in_no_record() {
    let context = Context::empty();
    context.run(&["set", "--redact", "pin:=0"]).done();
    context.run(&["incr", "pin", "424242"]).prints("424242\n");
    assert_eq!(context.records()[1]["args"], serde_json::json!({"path": "pin"}));
    assert!(!context.log().contains("424242"));
}
