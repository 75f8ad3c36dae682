//! Documents that a power cut or a hand took away or damaged.

use ctxfile::internals::log::digest::Digest;

use super::{DOCUMENT, LOCK, LOG, in_another_boot, is_sound, reads, tear, two_revisions, writes};
use crate::support::Context;

#[test]
fn a_document_that_is_missing_or_empty_is_rebuilt_and_the_next_record_says_so() {
    for (what, text) in [("was missing", None), ("was empty", Some(""))] {
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
            let says = format!("ctx: the document {what}: rebuilt revision 2 from context.json.audit.jsonl\n");
            writes(&context, &says, &["merge", "set", "set"]);
            assert_eq!(context.document(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
            let lock = if anchor { "" } else { "context.json.lock was missing or empty; " };
            assert_eq!(context.records()[2]["note"], format!("{lock}the document {what}"));
        }
    }
}

#[test]
fn what_was_mended_is_noted_although_the_command_that_mended_it_changed_nothing() {
    let context = two_revisions();
    context.write(DOCUMENT, "");
    let answer = context.run(&["-q", "set", "a", "3", "--if-rev", "9"]);
    assert_eq!(answer.code, 3, "{answer:?}");
    context.run(&["-q", "set", "a", "2"]).done();
    assert_eq!(context.records().len(), 2);
    context.run(&["set", "b", "1"]).done();
    assert_eq!(context.records()[2]["note"], "the document was empty");
    context.run(&["set", "b", "2"]).done();
    assert!(context.records()[3]["note"].is_null());
}

#[test]
fn a_lock_file_that_was_removed_or_emptied_is_noted_in_the_next_record() {
    for emptied in [false, true] {
        let context = two_revisions();
        if emptied {
            context.write(LOCK, "");
        } else {
            context.remove(LOCK);
        }
        reads(&context, "2", "");
        writes(&context, "", &["merge", "set", "set"]);
        assert_eq!(context.records()[2]["note"], "context.json.lock was missing or empty");
    }
}

#[test]
fn a_file_of_zeros_makes_room_and_is_kept_and_that_is_said_to_all() {
    for power_cut in [false, true] {
        let context = two_revisions();
        if power_cut {
            in_another_boot(&context, true);
        }
        context.write(DOCUMENT, [0; 13]);
        let what = "the document was NUL bytes and nothing else";
        reads(&context, "2", &format!("ctx: {what}: read revision 2 from the log\n"));
        let saved = format!("context.json.replaced-{}", Digest::of(&[0; 13]).short());
        let what = format!("{what}, saved as {saved}");
        let says = format!("ctx: {what}: rebuilt revision 2 from {LOG}\n");
        context.run(&["-q", "set", "b", "1"]).prints_and_says("", &says);
        assert_eq!(context.ops(), ["merge", "set", "set"]);
        assert_eq!((context.read(&saved), &context.records()[2]["note"]), ("\0".repeat(13), &what.into()));
        is_sound(&context);
    }
}

#[test]
fn a_document_is_rebuilt_by_replay_from_the_last_whole_state() {
    let context = Context::empty();
    // Patches outgrow the whole state of the first record, and another is written.
    for n in 0..10 {
        context.run_with_input(&["set", &format!("k{}", n % 2), "--string", "-"], n.to_string().repeat(20_000)).done();
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
fn an_older_file_of_ctx_is_rolled_forward_after_another_boot() {
    // Of the renames of two records both are lost: the document is the file of the first.
    for anchor in [true, false] {
        let context = Context::with(r#"{"a":1}"#);
        std::fs::hard_link(context.path(DOCUMENT), context.path("published-1")).unwrap();
        for n in ["2", "3"] {
            context.run(&["set", "a", n, "--durability", "fast"]).done();
        }
        std::fs::rename(context.path("published-1"), context.path(DOCUMENT)).unwrap();
        in_another_boot(&context, anchor);
        let what = "the document was out of date after a power cut";
        reads(&context, "3", &format!("ctx: {what}: read revision 3 from the log\n"));
        // Its time of change is not the one that ctx knows: a copy is kept of what may be somebody's.
        let saved = format!("context.json.replaced-{}", Digest::of(b"{\n  \"a\": 1\n}\n").short());
        let says = format!("ctx: {what}, saved as {saved}: rebuilt revision 3 from {LOG}\n");
        writes(&context, &says, &["merge", "set", "set", "set"]);
        context.run(&["get", "a"]).prints("3\n");
        assert_eq!(context.read(&saved), "{\n  \"a\": 1\n}\n");
    }
}

#[test]
fn what_a_power_cut_left_of_a_file_of_ctx_is_saved_and_rebuilt() {
    for (anchor, torn) in [(true, "{\"a\":"), (false, "{\"a\":"), (false, "{\n\0\0\0\0")] {
        let context = two_revisions();
        in_another_boot(&context, anchor);
        tear(&context, torn);
        reads(&context, "2", "ctx: the document was damaged by a power cut: read revision 2 from the log\n");
        let saved = format!("context.json.corrupt-{}", Digest::of(torn.as_bytes()).short());
        let what = format!("the document was damaged by a power cut, saved as {saved}");
        let says = format!("ctx: {what}: rebuilt revision 2 from context.json.audit.jsonl\n");
        writes(&context, &says, &["merge", "set", "set"]);
        let lock = if anchor { "" } else { "context.json.lock was missing or empty; " };
        assert_eq!(
            (context.read(&saved), &context.records()[2]["note"]),
            (torn.to_owned(), &format!("{lock}{what}").into())
        );
        assert_eq!(context.files(), [DOCUMENT, LOG, &saved, LOCK]);
    }
}
