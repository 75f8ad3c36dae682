//! Writers that died between the commit and the rename.

use std::os::unix::fs::MetadataExt as _;
use std::process::Command;

use super::{DOCUMENT, LOCK, LOG, TEMPORARY, as_the_file_that_was_replaced, reads, two_revisions, writes};
use crate::support::{CTX, Context, Need, answer, missing};

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
            "ctx: context.json is not yet revision 2: its writer died; ctx reads the document from the log, and the next change replaces the file\n",
        );
        writes(&context, "", &["merge", "set", "set"]);
        context.run(&["get", "a", "b"]).prints("2\n1\n");
    }
}

#[test]
fn a_writer_that_died_before_its_rename_is_finished_after_a_restart_too() {
    for (anchor, temporary) in [(true, true), (false, true), (true, false), (false, false)] {
        let context = died_before_the_rename(true);
        as_the_file_that_was_replaced(&context, anchor);
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
    if missing(&[Need::Tracing]) {
        return;
    }
    let context = Context::with(r#"{"a":0}"#);
    context.run(&["set", "a", "1"]).done();
    let mut command = Command::new("strace");
    command.args(["-qq", "-o", "/dev/null", "-e", "inject=?rename,?renameat,?renameat2:error=EIO"]);
    command.args([CTX, "-c", DOCUMENT, "set", "a", "2", "--print-rev"]);
    command.current_dir(context.directory()).env("CTX_AGENT", "coder");
    answer(command).prints_and_says(
        "3\n",
        "ctx: revision 3 is committed, but ctx could not replace context.json: \
         Input/output error (os error 5); the next write does it\n",
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
