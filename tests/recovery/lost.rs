//! Documents that a power cut or a hand took away or damaged.

use ctxfile::model::digest::Digest;

use super::{DOCUMENT, LOCK, LOG, in_another_boot, is_sound, reads, two_revisions, writes};
use crate::support::Context;

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
