//! Logs that are torn, damaged, cut or gone.

use ctxfile::internals::log::digest::Digest;
use serde_json::json;

use super::{
    DOCUMENT, LOCK, LOG, TEMPORARY, in_another_boot, is_refused, is_sound, reads, tear, two_revisions, writes,
};
use crate::support::Context;

/// A value that is set, and what of the line that records it reached the disk.
type Tear<'t> = (&'t str, &'t dyn Fn(&str) -> String);

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
            let note = if anchor { what } else { format!("context.json.lock was missing or empty; {what}") };
            assert_eq!((context.read(&saved), &context.records()[2]["note"]), (torn, &note.into()));
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
    tear(&corrupt, "{\"a\":");
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
    // It is as long as before, and yet not as its writer left it.
    for anchor in [true, false] {
        let context = two_revisions();
        context.write(LOG, context.log().replace("\"value\":2", "\"value\":3"));
        if !anchor {
            context.remove(LOCK);
        }
        let offset = context.log().lines().next().unwrap().len() + 1;
        let why = format!(
            "could not trust {LOG}: the record at byte {offset} is damaged: \
             its bytes do not have the digest that it names\n\
             hint: nothing was changed; to see what can be done: ctx -c context.json repair\n"
        );
        is_refused(&context, &why);
        context.run(&["verify"]).fails(5, &format!("ctx: {why}"));
    }
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
             hint: nothing was changed; to see what can be done: ctx -c context.json repair\n"
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
                     hint: nothing was changed; to see what can be done: ctx -c context.json repair\n"
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
        hint: nothing was changed; to see what can be done: ctx -c context.json repair\n"
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
         hint: put the whole log back; if an older context was put back on purpose, remove its lock file\n\
         hint: to see what can be done: ctx -c context.json repair\n"
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
