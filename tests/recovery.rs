//! Each row of the table of recovery, from the files that a crash leaves.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;

use ctxfile::model::digest::Digest;

use crate::support::Context;

const DOCUMENT: &str = "context.json";
const LOG: &str = "context.json.audit.jsonl";
const LOCK: &str = "context.json.lock";
const TEMPORARY: &str = ".context.json.tmp";

/// `a` is 1 in revision 1 and 2 in revision 2.
fn two_revisions() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context
}

/// The writer of revision 2 died after its commit and before its rename.
fn died_before_the_rename(anchor: bool) -> Context {
    let context = Context::with(r#"{"a":1}"#);
    let lock = std::fs::read(context.path(LOCK)).unwrap();
    std::fs::rename(context.path(DOCUMENT), context.path("published-1")).unwrap();
    std::fs::hard_link(context.path("published-1"), context.path(DOCUMENT)).unwrap();
    let before = context.path("published-1");
    context.run(&["set", "a", "2"]).done();
    std::fs::rename(context.path(DOCUMENT), context.path(TEMPORARY)).unwrap();
    std::fs::rename(before, context.path(DOCUMENT)).unwrap();
    if anchor {
        context.write(LOCK, lock);
    } else {
        context.remove(LOCK);
    }
    context
}

fn bytes(context: &Context) -> BTreeMap<String, Vec<u8>> {
    context.files().into_iter().map(|name| (name.clone(), std::fs::read(context.path(&name)).unwrap())).collect()
}

/// Reading prints the value, says this, and writes nothing.
#[track_caller]
fn reads(context: &Context, value: &str, says: &str) {
    let before = bytes(context);
    context.run(&["get", "a"]).prints_and_says(&format!("{value}\n"), says);
    assert_eq!(bytes(context), before);
}

/// The next write says this, leaves these ops, and everything is sound.
#[track_caller]
fn writes(context: &Context, says: &str, ops: &[&str]) {
    context.run(&["set", "b", "1"]).prints_and_says("", says);
    assert_eq!(context.ops(), ops);
    assert_eq!(context.run(&["verify"]).code, 0);
    assert!(!context.files().contains(&TEMPORARY.to_owned()));
}

/// Every record as if another boot had written it, with a chain that holds.
fn in_another_boot(context: &Context) {
    let boot = context.records()[0]["boot"].as_str().unwrap().to_owned();
    let mut prev = Digest::NONE;
    let mut log = String::new();
    for (line, record) in context.log().lines().zip(context.records()) {
        let line = line.replace(&boot, "00000000-0000-0000-0000-000000000000");
        let line = line.replace(record["prev"].as_str().unwrap(), &prev.to_string());
        let body = &line[..line.len() - 72];
        prev = Digest::of(body.as_bytes());
        log.extend([body, ",\"h\":\"", &prev.to_string(), "\"}\n"]);
    }
    context.write(LOG, log);
    context.remove(LOCK);
}

#[test]
fn a_left_over_temporary_file_is_dropped() {
    let context = two_revisions();
    context.write(TEMPORARY, "{\"half\":");
    reads(&context, "2", "");
    writes(&context, "", &["merge", "set", "set"]);
}

#[test]
fn a_writer_that_died_before_its_rename_is_finished() {
    for anchor in [true, false] {
        let context = died_before_the_rename(anchor);
        reads(&context, "2", "");
        writes(&context, "", &["merge", "set", "set"]);
        context.run(&["get", "a", "b"]).prints("2\n1\n");
    }
}

#[test]
fn without_the_temporary_file_the_untouched_document_is_still_rolled_forward() {
    let context = died_before_the_rename(true);
    // The identity in the anchor is that of the document before the links above.
    context.remove(TEMPORARY);
    let lock = context.read(LOCK);
    let (before, after) = lock.split_once("\"ctime\":").unwrap();
    let metadata = std::fs::metadata(context.path(DOCUMENT)).unwrap();
    let ctime = metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec();
    let rest = after.split_once('}').unwrap().1;
    context.write(LOCK, format!("{before}\"ctime\":{ctime}}}{rest}"));
    reads(&context, "2", "");
    writes(&context, "", &["merge", "set", "set"]);
}

#[test]
fn a_document_that_is_missing_empty_or_has_nul_bytes_is_rebuilt() {
    for (what, text) in [("was missing", None), ("was empty", Some("")), ("had NUL bytes", Some("{\"a\":\0\0\0"))] {
        let context = two_revisions();
        match text {
            Some(text) => context.write(DOCUMENT, text),
            None => context.remove(DOCUMENT),
        }
        reads(&context, "2", &format!("ctx: the document {what}: read revision 2 from the log\n"));
        let says = format!("ctx: the document {what}: rebuilt revision 2 from context.json.audit.jsonl\n");
        writes(&context, &says, &["merge", "set", "set"]);
    }
}

#[test]
fn an_older_document_of_another_boot_is_rolled_forward() {
    let context = two_revisions();
    in_another_boot(&context);
    context.write(DOCUMENT, "{\n  \"a\": 1\n}\n");
    reads(&context, "2", "ctx: the document was out of date after a power cut: read revision 2 from the log\n");
    let says =
        "ctx: the document was out of date after a power cut: rebuilt revision 2 from context.json.audit.jsonl\n";
    writes(&context, says, &["merge", "set", "set"]);
}

#[test]
fn an_older_document_that_a_person_put_back_is_a_change_of_its_own() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\n  \"a\": 1\n}\n");
    reads(&context, "1", "");
    writes(&context, "", &["merge", "set", "external", "set"]);
    let external = &context.records()[2];
    assert_eq!((&external["agent"], &external["recorded_by"]), (&"unknown".into(), &"planner".into()));
    assert_eq!(external["patch"].to_string(), r#"[{"op":"replace","path":"/a","value":1}]"#);
    assert_eq!(external["undo"].to_string(), r#"[{"op":"replace","path":"/a","value":2}]"#);
    assert_eq!(external["state"].to_string(), r#"{"a":1}"#);
    assert!(external["message"].is_null());
}

#[test]
fn an_edit_without_ctx_is_recorded_and_guards_see_it() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\"a\":7,\"mine\":true}");
    reads(&context, "7", "");
    assert_eq!(context.run(&["set", "b", "1", "--if-rev", "2", "--dry-run"]).code, 3);
    context.run(&["set", "b", "1", "--if-rev", "2"]).normalized(&context).fails(
        3,
        "ctx: could not set b in context.json: expected revision 2, found 3; \
         last changed by unknown at TIME in revision 3\nhint: ctx -f context.json log --since 2\n",
    );
    writes(&context, "", &["merge", "set", "external", "set"]);
    context.run(&["get", "a", "mine"]).prints("7\ntrue\n");
}

#[test]
fn another_layout_of_the_same_content_is_no_change() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\"a\":2}");
    reads(&context, "2", "");
    writes(&context, "", &["merge", "set", "set"]);
}

#[test]
fn a_document_that_somebody_is_editing_is_left_alone() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\n  \"a\": 2,\n}\n");
    let before = bytes(&context);
    let why = "could not read context.json: trailing comma at line 3 column 1\n\
               hint: correct it, or move it away: `ctx verify` then tells, and the next write rebuilds revision 2\n";
    context.run(&["get", "a"]).fails(5, &format!("ctx: {why}"));
    context.run(&["set", "a", "3"]).fails(5, &format!("ctx: could not set a in context.json: {why}"));
    let after = bytes(&context);
    assert_eq!((&before[DOCUMENT], &before[LOG]), (&after[DOCUMENT], &after[LOG]));
    assert_eq!(context.files(), [DOCUMENT, LOG, LOCK]);
}

#[test]
fn a_document_that_a_power_cut_damaged_is_saved_and_rebuilt() {
    let context = two_revisions();
    in_another_boot(&context);
    context.write(DOCUMENT, "{\"a\":");
    reads(&context, "2", "ctx: the document was damaged by a power cut: read revision 2 from the log\n");
    let saved = format!("context.json.corrupt-{}", Digest::of(b"{\"a\":").short());
    let what = format!("the document was damaged by a power cut, saved as {saved}");
    let says = format!("ctx: {what}: rebuilt revision 2 from context.json.audit.jsonl\n");
    writes(&context, &says, &["merge", "set", "set"]);
    assert_eq!((context.read(&saved), &context.records()[2]["note"]), ("{\"a\":".to_owned(), &what.into()));
}

#[test]
fn a_torn_last_line_is_saved_cut_off_and_noted() {
    let whole = two_revisions();
    let last = whole.log().lines().last().unwrap().to_owned();
    let tears = [
        last[..1].to_owned(),
        last[..last.len() / 2].to_owned(),
        last.clone(),
        format!("{}\0\0\0\0\n", &last[..40]),
        "\0".repeat(300),
    ];
    for torn in tears {
        let context = two_revisions();
        context.write(LOG, context.log() + &torn);
        reads(&context, "2", "");
        let saved = format!("{LOG}.torn-{}", Digest::of(torn.as_bytes()).short());
        let what = format!("cut a torn record of {} bytes, saved as {saved}", torn.len());
        writes(&context, &format!("ctx: {LOG}: {what}\n"), &["merge", "set", "set"]);
        assert_eq!((context.read(&saved), &context.records()[2]["note"]), (torn, &what.into()));
    }
}

#[test]
fn other_damage_to_the_end_of_the_log_is_refused() {
    let context = two_revisions();
    context.write(LOG, context.log().replace("\"value\":2", "\"value\":3"));
    // As long as before, so the anchor still speaks for it; without the anchor the log does.
    context.remove(LOCK);
    let offset = context.log().lines().next().unwrap().len() + 1;
    let why = format!(
        "could not trust {LOG}: the record at byte {offset} is damaged: its bytes do not have the digest that it names\n\
         hint: nothing was changed; `ctx verify` checks the whole log\n"
    );
    let before = bytes(&context);
    context.run(&["get", "a"]).fails(5, &format!("ctx: {why}"));
    assert_eq!(bytes(&context), before);
    context.run(&["set", "a", "3"]).fails(5, &format!("ctx: could not set a in context.json: {why}"));
    context.run(&["verify"]).fails(5, &format!("ctx: {why}"));
}

#[test]
fn verify_finds_a_record_that_was_edited_or_left_out() {
    let edited = two_revisions();
    edited.write(LOG, edited.log().replacen("planner", "plumber", 1));
    assert_eq!(edited.run(&["verify"]).code, 5);
    let cut = two_revisions();
    cut.run(&["set", "a", "3"]).done();
    let lines: Vec<String> = cut.log().lines().map(str::to_owned).collect();
    cut.write(LOG, format!("{}\n{}\n", lines[0], lines[2]));
    cut.run(&["verify"])
        .fails(5, &format!("ctx: could not trust {LOG}: revision 3: it does not follow the record before it\n"));
}

#[test]
fn a_log_that_was_cut_at_a_record_is_refused_so_that_no_revision_comes_twice() {
    let context = two_revisions();
    let first = context.log().lines().next().unwrap().to_owned() + "\n";
    context.write(LOG, first);
    let why = format!(
        "could not trust {LOG}: later revisions than its last, 1, were written\n\
         hint: put the whole log back; if an older context was put back on purpose, remove its lock file\n"
    );
    let before = bytes(&context);
    context.run(&["get", "a"]).fails(5, &format!("ctx: {why}"));
    assert_eq!(bytes(&context), before);
    context.run(&["set", "a", "3"]).fails(5, &format!("ctx: could not set a in context.json: {why}"));
}

#[test]
fn a_log_that_was_deleted_leaves_a_gap_and_revisions_go_on() {
    let context = two_revisions();
    let last = context.records()[1]["h"].clone();
    context.remove(LOG);
    reads(&context, "2", "");
    let why = "the log was deleted, so what was in it cannot be shown or undone";
    writes(&context, &format!("ctx: {LOG}: {why}\n"), &["gap", "set"]);
    let gap = &context.records()[0];
    assert_eq!((&gap["rev"], &gap["prev"], &gap["note"]), (&3.into(), &last, &why.into()));
}

#[test]
fn a_document_that_was_there_before_its_log_is_imported() {
    let context = Context::holding("{\"a\":1e5,\"z\":[1,  2]}");
    reads(&context, "1e+5", "");
    assert_eq!(context.files(), [DOCUMENT]);
    writes(&context, "", &["import", "set"]);
    assert_eq!(context.records()[0]["agent"], "unknown");
}

#[test]
fn an_empty_file_without_a_log_is_a_new_document() {
    let context = Context::holding("");
    context.run(&["get"]).prints("{}\n");
    context.run(&["set", "a", "1"]).done();
    assert_eq!(context.ops(), ["set"]);
}

#[test]
fn a_first_commit_that_died_before_its_rename_is_finished() {
    let context = Context::with(r#"{"a":1}"#);
    std::fs::rename(context.path(DOCUMENT), context.path(TEMPORARY)).unwrap();
    context.remove(LOCK);
    reads(&context, "1", "ctx: the document was missing: read revision 1 from the log\n");
    writes(
        &context,
        "ctx: the document was missing: rebuilt revision 1 from context.json.audit.jsonl\n",
        &["merge", "set"],
    );
}

#[test]
fn a_first_commit_that_died_while_appending_left_nothing() {
    let context = Context::empty();
    context.write(LOG, "{\"op\":\"set\",\"arg");
    context.write(TEMPORARY, "{\n  \"a\": 1\n}\n");
    context.run(&["get"]).prints("{}\n");
    let answer = context.run(&["set", "a", "1"]);
    assert_eq!((answer.code, context.ops()), (0, vec!["set".to_owned()]));
    assert_eq!(context.run(&["verify"]).code, 0);
}
