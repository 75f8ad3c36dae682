//! Each row of the table of recovery, from the files that a crash leaves.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Command;

use ctxfile::model::digest::Digest;
use serde_json::json;

use crate::support::{CTX, Context, answer};

const DOCUMENT: &str = "context.json";
const LOG: &str = "context.json.audit.jsonl";
const LOCK: &str = "context.json.lock";
const TEMPORARY: &str = ".context.json.tmp";

/// A value that is set, and what of the line that records it reached the disk.
type Tear<'t> = (&'t str, &'t dyn Fn(&str) -> String);

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
    assert!(!context.files().contains(&TEMPORARY.to_owned()));
    context.run(&["get", "b"]).prints("1\n");
    is_sound(context);
}

/// Log and document fit together, byte for byte.
#[track_caller]
fn is_sound(context: &Context) {
    let records = context.records();
    let (first, last) = (&records[0]["rev"], &records[records.len() - 1]["rev"]);
    let sound = format!("{DOCUMENT}: revisions {first} to {last} are sound, {last}:DIGEST\n");
    context.run(&["verify"]).normalized(context).prints(&sound);
}

/// Reading and writing are refused with this, and nothing but the holder of the lock is written.
#[track_caller]
fn is_refused(context: &Context, why: &str) {
    let before = bytes(context);
    context.run(&["get", "a"]).fails(5, &format!("ctx: {why}"));
    assert_eq!(bytes(context), before);
    context.run(&["set", "a", "3"]).fails(5, &format!("ctx: could not set a in {DOCUMENT}: {why}"));
    let without_lock = |mut files: BTreeMap<String, Vec<u8>>| {
        files.remove(LOCK);
        files
    };
    assert_eq!(without_lock(bytes(context)), without_lock(before));
}

/// Every record as if another boot had written it, with a chain that holds; the
/// anchor too, or no anchor.
fn in_another_boot(context: &Context, anchor: bool) {
    const OTHER: &str = "00000000-0000-0000-0000-000000000000";
    let boot = context.records()[0]["boot"].as_str().unwrap().to_owned();
    let mut said = context.lock_line(0).replace(&boot, OTHER);
    let mut prev = Digest::NONE;
    let mut log = String::new();
    for (line, record) in context.log().lines().zip(context.records()) {
        let line = line.replace(&boot, OTHER);
        let line = line.replace(record["prev"].as_str().unwrap(), &prev.to_string());
        let body = &line[..line.len() - 72];
        prev = Digest::of(body.as_bytes());
        log.extend([body, ",\"h\":\"", &prev.to_string(), "\"}\n"]);
        said = said.replace(record["h"].as_str().unwrap(), &prev.to_string());
    }
    context.write(LOG, log);
    if anchor {
        context.write_lock_line(0, &said);
    } else {
        context.remove(LOCK);
    }
}

#[test]
fn a_left_over_temporary_file_is_dropped() {
    for left_over in ["", "{\"half\":", "{\n  \"a\": 3\n}\n"] {
        let context = two_revisions();
        context.write(TEMPORARY, left_over);
        reads(&context, "2", "");
        writes(&context, "", &["merge", "set", "set"]);
        context.run(&["get", "a"]).prints("2\n");
    }
}

#[test]
fn a_writer_that_died_before_its_rename_is_finished() {
    for anchor in [true, false] {
        let context = died_before_the_rename(anchor);
        reads(&context, "2", "");
        let verified = context.run(&["verify"]).normalized(&context);
        verified.prints_and_says(
            "context.json: revisions 1 to 2 are sound, 2:DIGEST\n",
            "ctx: context.json is not yet revision 2: its writer died, ctx reads it from the log, \
             and the next write replaces the file\n",
        );
        writes(&context, "", &["merge", "set", "set"]);
        context.run(&["get", "a", "b"]).prints("2\n1\n");
    }
}

#[test]
fn a_writer_that_died_before_its_rename_is_finished_after_a_restart_too() {
    for (anchor, temporary) in [(true, true), (false, true), (true, false), (false, false)] {
        let context = died_before_the_rename(true);
        in_another_boot(&context, anchor);
        if !temporary {
            context.remove(TEMPORARY);
        }
        let what = "ctx: the document was out of date after a power cut";
        reads(&context, "2", &format!("{what}: read revision 2 from the log\n"));
        writes(&context, &format!("{what}: rebuilt revision 2 from {LOG}\n"), &["merge", "set", "set"]);
        context.run(&["get", "a"]).prints("2\n");
    }
}

#[test]
fn a_rename_that_fails_is_made_up_for_by_the_next_writer() {
    let context = Context::with(r#"{"a":0}"#);
    for name in context.files() {
        std::fs::set_permissions(context.path(&name), std::fs::Permissions::from_mode(0o666)).unwrap();
    }
    // In a sticky directory nobody replaces the file of another.
    std::fs::set_permissions(context.directory(), std::fs::Permissions::from_mode(0o1777)).unwrap();
    context.run(&["set", "a", "1"]).done();
    let as_nobody = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", CTX, "-f", DOCUMENT]);
        command.args(arguments).current_dir(context.directory()).env("CTX_AGENT", "coder");
        command
    };
    match as_nobody(&["--version"]).output() {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: cannot become another user here"),
    }
    answer(as_nobody(&["set", "a", "2", "--print-rev"])).prints_and_says(
        "3\n",
        "ctx: revision 3 is committed, but ctx could not replace context.json: \
         Operation not permitted (os error 1); the next write does it\n",
    );
    assert_eq!(context.document(), "{\n  \"a\": 1\n}\n");
    assert_eq!(context.read(TEMPORARY), "{\n  \"a\": 2\n}\n");
    reads(&context, "2", "");
    // With and without the temporary file: the anchor knows the document by its stat.
    context.remove(TEMPORARY);
    reads(&context, "2", "");
    writes(&context, "", &["merge", "set", "set", "set"]);
    context.run(&["get", "a"]).prints("2\n");
}

#[test]
fn without_the_temporary_file_the_untouched_document_is_still_rolled_forward() {
    let context = died_before_the_rename(true);
    // The identity in the anchor is that of the document before the links above.
    context.remove(TEMPORARY);
    let said = context.lock_line(0);
    let (before, after) = said.split_once("\"ctime\":").unwrap();
    let metadata = std::fs::metadata(context.path(DOCUMENT)).unwrap();
    let ctime = metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec();
    let rest = after.split_once('}').unwrap().1;
    context.write_lock_line(0, &format!("{before}\"ctime\":{ctime}}}{rest}"));
    reads(&context, "2", "");
    writes(&context, "", &["merge", "set", "set"]);
}

#[test]
fn a_document_that_is_missing_empty_or_has_nul_bytes_is_rebuilt() {
    for (what, text) in [("was missing", None), ("was empty", Some("")), ("had NUL bytes", Some("{\"a\":\0\0\0"))] {
        for (power_cut, anchor) in [(false, true), (true, true), (true, false)] {
            let context = two_revisions();
            if power_cut {
                in_another_boot(&context, anchor);
            }
            match text {
                Some(text) => context.write(DOCUMENT, text),
                None => context.remove(DOCUMENT),
            }
            reads(&context, "2", &format!("ctx: the document {what}: read revision 2 from the log\n"));
            // Whoever saves a file as UTF-16 finds the text again.
            let saved = text
                .filter(|text| !text.is_empty())
                .map(|text| (format!("context.json.corrupt-{}", Digest::of(text.as_bytes()).short()), text));
            let saving = saved.as_ref().map(|(name, _)| format!(", saved as {name}")).unwrap_or_default();
            let says = format!("ctx: the document {what}{saving}: rebuilt revision 2 from context.json.audit.jsonl\n");
            writes(&context, &says, &["merge", "set", "set"]);
            assert_eq!(context.document(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
            if let Some((name, text)) = saved {
                assert_eq!(context.read(&name), text);
            }
        }
    }
}

#[test]
fn a_document_is_rebuilt_by_replay_from_the_last_whole_state() {
    let context = Context::empty();
    // Patches outgrow the whole state of the first record, and another is written.
    for n in 0..10 {
        context.run_with_input(&["set", &format!("k{}", n % 2), "--string"], n.to_string().repeat(20_000)).done();
    }
    context.run(&["set", "a", "1.10"]).done();
    context.run(&["unset", "k0"]).done();
    let states: Vec<bool> = context.records().iter().map(|record| !record["state"].is_null()).collect();
    assert!(states[0] && states[1..11].contains(&true) && !states[11], "{states:?}");
    let document = context.document();
    context.remove(DOCUMENT);
    let what = "ctx: the document was missing";
    context.run(&["get"]).prints_and_says(&document, &format!("{what}: read revision 12 from the log\n"));
    assert_eq!(context.files(), [LOG, LOCK]);
    let says = format!("{what}: rebuilt revision 12 from context.json.audit.jsonl\n");
    context.run(&["unset", "k1"]).prints_and_says("", &says);
    assert_eq!(context.document(), "{\n  \"a\": 1.10\n}\n");
    is_sound(&context);
}

#[test]
fn an_older_document_of_another_boot_is_rolled_forward() {
    for anchor in [true, false] {
        let context = two_revisions();
        in_another_boot(&context, anchor);
        context.write(DOCUMENT, "{\n  \"a\": 1\n}\n");
        reads(&context, "2", "ctx: the document was out of date after a power cut: read revision 2 from the log\n");
        let says =
            "ctx: the document was out of date after a power cut: rebuilt revision 2 from context.json.audit.jsonl\n";
        writes(&context, says, &["merge", "set", "set"]);
        context.run(&["get", "a"]).prints("2\n");
    }
}

#[test]
fn an_edit_in_another_boot_is_recorded_like_any_other() {
    let context = two_revisions();
    in_another_boot(&context, true);
    context.write(DOCUMENT, "{\"a\":7}");
    reads(&context, "7", "");
    writes(&context, "", &["merge", "set", "external", "set"]);
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
    let external = &context.records()[2];
    let found: Vec<_> = ["op", "args", "patch", "undo", "state", "agent", "recorded_by", "rev", "message", "note"]
        .map(|name| external[name].clone())
        .into();
    let wanted = json!([
        "external",
        null,
        [{"op": "replace", "path": "/a", "value": 7}, {"op": "add", "path": "/mine", "value": true}],
        [{"op": "remove", "path": "/mine"}, {"op": "replace", "path": "/a", "value": 2}],
        {"a": 7, "mine": true},
        "unknown",
        "planner",
        3,
        null,
        null
    ]);
    assert_eq!(json!(found), wanted);
}

#[test]
fn the_message_of_a_change_is_not_that_of_the_edit_before_it() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\"a\":7}");
    context.run_as("coder", &["set", "b", "1", "-m", "because"]).done();
    let records = context.records();
    let said = |n: usize| json!([records[n]["agent"], records[n]["recorded_by"], records[n]["message"]]);
    assert_eq!((said(2), said(3)), (json!(["unknown", "coder", null]), json!(["coder", null, "because"])));
}

#[test]
fn another_layout_of_the_same_content_is_no_change() {
    for power_cut in [false, true] {
        let context = two_revisions();
        if power_cut {
            in_another_boot(&context, true);
        }
        context.write(DOCUMENT, "{\"a\":2}");
        reads(&context, "2", "");
        writes(&context, "", &["merge", "set", "set"]);
        assert_eq!(context.document(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
    }
}

#[test]
fn a_document_that_somebody_is_editing_is_left_alone() {
    for (text, place) in [
        ("{\n  \"a\": 2,\n}\n", "trailing comma at line 3 column 1"),
        ("{\n  \"a\"", "EOF while parsing an object at line 2 column 5"),
        ("{} {}", "trailing characters at line 1 column 4"),
        ("[]", "an array where the document, an object, should start at line 1 column 1"),
    ] {
        let context = two_revisions();
        context.write(DOCUMENT, text);
        let hint = "hint: correct it, or move it away: `ctx verify` then tells, \
                    and the next write rebuilds revision 2\n";
        is_refused(&context, &format!("could not read context.json: {place}\n{hint}"));
        // It is as the hint says.
        std::fs::rename(context.path(DOCUMENT), context.path("mine.json")).unwrap();
        let says = "ctx: the document was missing: rebuilt revision 2 from context.json.audit.jsonl\n";
        writes(&context, says, &["merge", "set", "set"]);
    }
}

#[test]
fn a_document_that_a_power_cut_damaged_is_saved_and_rebuilt() {
    for anchor in [true, false] {
        let context = two_revisions();
        in_another_boot(&context, anchor);
        context.write(DOCUMENT, "{\"a\":");
        reads(&context, "2", "ctx: the document was damaged by a power cut: read revision 2 from the log\n");
        let saved = format!("context.json.corrupt-{}", Digest::of(b"{\"a\":").short());
        let what = format!("the document was damaged by a power cut, saved as {saved}");
        let says = format!("ctx: {what}: rebuilt revision 2 from context.json.audit.jsonl\n");
        writes(&context, &says, &["merge", "set", "set"]);
        assert_eq!((context.read(&saved), &context.records()[2]["note"]), ("{\"a\":".to_owned(), &what.into()));
        assert_eq!(context.files(), [DOCUMENT, LOG, &saved, LOCK]);
    }
}

/// The writer of revision 3, which set `a` to this value, died while it appended
/// its record; what was written of it.
fn died_while_appending(context: &Context, value: &str, written: impl Fn(&str) -> String, anchor: bool) -> String {
    let (document, log) = (context.document(), context.log());
    let lock = std::fs::read(context.path(LOCK)).unwrap();
    context.run(&["set", "a", value]).done();
    std::fs::rename(context.path(DOCUMENT), context.path(TEMPORARY)).unwrap();
    let torn = written(&context.log()[log.len()..]);
    context.write(DOCUMENT, document);
    context.write(LOG, log + &torn);
    if anchor {
        context.write(LOCK, lock);
    } else {
        context.remove(LOCK);
    }
    torn
}

#[test]
fn a_torn_last_line_is_saved_cut_off_and_noted() {
    let long = "x".repeat(10_000);
    let tears: [Tear<'_>; 9] = [
        ("3", &|line| line[..1].to_owned()),
        ("3", &|line| line[..line.len() / 2].to_owned()),
        ("3", &|line| line[..line.len() - 10].to_owned()),
        ("3", &|line| line.strip_suffix('\n').unwrap().to_owned()),
        ("3", &|line| "\0".repeat(line.len())),
        ("3", &|line| line[..40].to_owned() + &"\0".repeat(line.len() - 40)),
        ("3", &|line| line[..40].to_owned() + &"\0".repeat(line.len() - 41) + "\n"),
        (&long, &|line| line[..line.len() - 1].to_owned()),
        (&long, &|line| line[..line.len() - 5000].to_owned() + &"\0".repeat(5000)),
    ];
    for (value, written) in tears {
        for anchor in [true, false] {
            let context = two_revisions();
            let torn = died_while_appending(&context, value, written, anchor);
            reads(&context, "2", "");
            let saved = format!("{LOG}.torn-{}", Digest::of(torn.as_bytes()).short());
            let what = format!("cut a torn record of {} bytes, saved as {saved}", torn.len());
            writes(&context, &format!("ctx: {LOG}: {what}\n"), &["merge", "set", "set"]);
            assert_eq!((context.read(&saved), &context.records()[2]["note"]), (torn, &what.into()));
            assert_eq!((&context.records()[2]["rev"], context.run(&["get", "a"]).done()), (&3.into(), "2\n".into()));
        }
    }
}

#[test]
fn what_is_saved_is_saved_although_the_one_before_died_while_saving_it() {
    let torn = two_revisions();
    let saved = format!("{LOG}.torn-{}", Digest::of(b"{\"op\":\"set\"").short());
    torn.write(LOG, torn.log() + "{\"op\":\"set\"");
    torn.write(&saved, "{\"op\"");
    torn.run(&["set", "b", "1"])
        .prints_and_says("", &format!("ctx: {LOG}: cut a torn record of 11 bytes, saved as {saved}\n"));
    assert_eq!(torn.read(&saved), "{\"op\":\"set\"");

    let corrupt = two_revisions();
    in_another_boot(&corrupt, true);
    corrupt.write(DOCUMENT, "{\"a\":");
    let saved = format!("{DOCUMENT}.corrupt-{}", Digest::of(b"{\"a\":").short());
    corrupt.write(&saved, "");
    corrupt.run(&["set", "b", "1"]).prints_and_says(
        "",
        &format!("ctx: the document was damaged by a power cut, saved as {saved}: rebuilt revision 2 from {LOG}\n"),
    );
    assert_eq!(corrupt.read(&saved), "{\"a\":");
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
         hint: nothing was changed; to see what can be done: ctx -f context.json repair\n"
    );
    is_refused(&context, &why);
    context.run(&["verify"]).fails(5, &format!("ctx: {why}"));
}

#[test]
fn a_line_behind_the_log_that_is_no_record_is_refused() {
    for line in ["{}", "nonsense", ""] {
        let context = two_revisions();
        let offset = context.log().len();
        context.write(LOG, context.log() + line + "\n");
        let why = format!(
            "could not trust {LOG}: the record at byte {offset} is damaged: \
             its bytes do not have the digest that it names\n\
             hint: nothing was changed; to see what can be done: ctx -f context.json repair\n"
        );
        is_refused(&context, &why);
    }
}

#[test]
fn one_changed_byte_anywhere_in_the_log_is_found_by_verify() {
    let context = two_revisions();
    context.run(&["set", "a", "3"]).done();
    let log = context.log();
    let mut start = 0;
    for line in log.lines() {
        for place in (0..line.len()).step_by(29).chain([line.len() - 1]) {
            let mut changed = log.clone().into_bytes();
            changed[start + place] ^= 1;
            context.write(LOG, changed);
            context.run(&["verify"]).fails(
                5,
                &format!(
                    "ctx: could not trust {LOG}: the record at byte {start} is damaged: \
                     its bytes do not have the digest that it names\n\
                     hint: nothing was changed; to see what can be done: ctx -f context.json repair\n"
                ),
            );
        }
        start += line.len() + 1;
    }
    context.write(LOG, &log);
    is_sound(&context);
}

#[test]
fn verify_finds_a_record_that_was_left_out() {
    let context = two_revisions();
    context.run(&["set", "a", "3"]).done();
    let lines: Vec<String> = context.log().lines().map(str::to_owned).collect();
    context.write(LOG, format!("{}\n{}\n", lines[0], lines[2]));
    context.run(&["verify"]).fails(
        5,
        &format!(
            "ctx: could not trust {LOG}: revision 3: it does not follow the record before it\n\
        hint: nothing was changed; to see what can be done: ctx -f context.json repair\n"
        ),
    );
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
    is_refused(&context, &why);
}

#[test]
fn no_writer_builds_on_a_damaged_record_even_if_the_anchor_speaks_for_it() {
    let context = two_revisions();
    context.write(LOG, context.log().replace("\"value\":2", "\"value\":3"));
    let before = (context.log(), context.document());
    assert_eq!(context.run(&["set", "a", "5"]).code, 5);
    assert_eq!((context.log(), context.document()), before);
}

#[test]
fn a_log_that_was_deleted_leaves_a_gap_and_revisions_go_on() {
    let why = "the log was deleted, so what was in it cannot be shown or undone";
    for (power_cut, emptied) in [(false, false), (false, true), (true, false)] {
        let context = two_revisions();
        if power_cut {
            in_another_boot(&context, true);
        }
        let last = context.records()[1]["h"].clone();
        if emptied {
            context.write(LOG, "");
        } else {
            context.remove(LOG);
        }
        reads(&context, "2", "");
        writes(&context, &format!("ctx: {LOG}: {why}\n"), &["gap", "set"]);
        let gap = &context.records()[0];
        let found: Vec<_> = ["rev", "prev", "note", "state", "patch", "undo", "agent", "recorded_by"]
            .map(|name| gap[name].clone())
            .into();
        assert_eq!(json!(found), json!([3, last, why, {"a": 2}, [], [], "unknown", "planner"]));
        assert_eq!(context.records()[1]["rev"], 4);
    }
}

#[test]
fn revisions_go_on_even_if_the_document_was_deleted_with_its_log() {
    let context = two_revisions();
    context.remove(LOG);
    context.remove(DOCUMENT);
    context.run(&["get"]).prints("{}\n");
    assert_eq!(context.files(), [LOCK]);
    let why = "the log was deleted, so what was in it cannot be shown or undone";
    writes(&context, &format!("ctx: {LOG}: {why}\n"), &["gap", "set"]);
    assert_eq!(context.records()[1]["rev"], 4);
    assert_eq!(context.document(), "{\n  \"b\": 1\n}\n");
}

#[test]
fn a_document_that_was_there_before_its_log_is_imported() {
    for empty_log in [false, true] {
        let context = Context::holding("{\"a\":1e5,\"z\":[1,  2]}");
        if empty_log {
            context.write(LOG, "");
        }
        reads(&context, "1e+5", "");
        writes(&context, "", &["import", "set"]);
        let import = &context.records()[0];
        let found: Vec<_> =
            ["rev", "prev", "note", "patch", "undo", "agent", "recorded_by"].map(|name| import[name].clone()).into();
        let prev = Digest::NONE.to_string();
        assert_eq!(json!(found), json!([1, prev, null, [], [], "unknown", "planner"]));
        assert_eq!(import["state"].to_string(), r#"{"a":1e+5,"z":[1,2]}"#);
        assert_eq!(context.records()[1]["rev"], 2);
    }
}

#[test]
fn an_import_that_died_before_its_rename_is_finished() {
    let context = Context::holding("{\"a\":1}");
    context.run(&["set", "b", "0"]).done();
    let import = context.log().lines().next().unwrap().to_owned() + "\n";
    context.write(LOG, import);
    context.write(DOCUMENT, "{\"a\":1}");
    context.write(TEMPORARY, "{\n  \"a\": 1\n}\n");
    context.remove(LOCK);
    reads(&context, "1", "");
    writes(&context, "", &["import", "set"]);
}

#[test]
fn an_empty_file_without_a_log_is_a_new_document() {
    let context = Context::holding("");
    context.run(&["get"]).prints("{}\n");
    context.run(&["get", "a"]).fails(
        1,
        "ctx: could not get a: nothing was written to context.json yet\n\
         hint: a missing value can be given: --default VALUE\n",
    );
    assert_eq!(context.files(), [DOCUMENT]);
    writes(&context, "", &["set"]);
    assert_eq!(context.document(), "{\n  \"b\": 1\n}\n");
}

#[test]
fn a_first_commit_that_died_before_its_rename_is_finished() {
    for temporary in [true, false] {
        for lock in [true, false] {
            let context = Context::with(r#"{"a":1}"#);
            std::fs::rename(context.path(DOCUMENT), context.path(TEMPORARY)).unwrap();
            if !temporary {
                context.remove(TEMPORARY);
            }
            if lock {
                // It holds no anchor yet, only who took it.
                context.write(LOCK, [&[0; 1024][..], &context.read(LOCK).as_bytes()[1024..]].concat());
            } else {
                context.remove(LOCK);
            }
            reads(&context, "1", "ctx: the document was missing: read revision 1 from the log\n");
            let says = "ctx: the document was missing: rebuilt revision 1 from context.json.audit.jsonl\n";
            writes(&context, says, &["merge", "set"]);
        }
    }
}

#[test]
fn a_first_commit_that_died_while_appending_left_nothing() {
    for torn in ["", "{\"op\":\"set\",\"arg", "\0\0\0\0"] {
        let context = Context::empty();
        context.write(LOG, torn);
        context.write(TEMPORARY, "{\n  \"a\": 1\n}\n");
        let before = bytes(&context);
        context.run(&["get"]).prints("{}\n");
        assert_eq!(bytes(&context), before);
        let saved = format!("{LOG}.torn-{}", Digest::of(torn.as_bytes()).short());
        let what = format!("cut a torn record of {} bytes, saved as {saved}", torn.len());
        let says = if torn.is_empty() { String::new() } else { format!("ctx: {LOG}: {what}\n") };
        writes(&context, &says, &["set"]);
        let note = if torn.is_empty() { json!(null) } else { json!(what) };
        assert_eq!((&context.records()[0]["note"], context.records()[0]["rev"].clone()), (&note, 1.into()));
    }
}
