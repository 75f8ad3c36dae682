//! A disk that takes no more.

use std::process::Command;

use ctxfile::internals::log::digest::Digest;

use super::{LOG, TEMPORARY, contents, refused, sh};
use crate::support::{CTX, Context, Need, answer, missing};

#[test]
fn a_file_size_limit_is_an_error_and_not_a_death() {
    let context = Context::with(r#"{"a":1}"#);
    let before = contents(&context);
    let answer =
        sh(&context, "ulimit -f 8; \"$CTX\" -c context.json set b \"$(head -c 20000 /dev/zero | tr '\\0' x)\"");
    answer.fails(
        6,
        "ctx: could not set b in context.json: could not write .context.json.tmp: File too large (os error 27); \
         not committed\nhint: the limit is that of `ulimit -f`\n",
    );
    assert_eq!(contents(&context), before);
}

#[test]
fn a_record_that_only_fits_in_part_is_taken_back() {
    let context = Context::with(r#"{"a":1}"#);
    while context.log().len() < 7000 {
        context.run(&["incr", "a"]).done();
    }
    let why = format!(
        "ctx: could not set a in context.json: could not append to {LOG}: File too large (os error 27); not committed\n\
         hint: the limit is that of `ulimit -f`\n"
    );
    // 16 blocks of 512 bytes; the record has more than a thousand.
    let script = format!("ulimit -f 16; \"$CTX\" -c context.json set a 0 -m {}", "m".repeat(1000));
    refused(&context, || sh(&context, &script), 6, &why);
    context.run(&["set", "a", "0"]).done();
    let rev = context.records().len();
    let sound = format!("context.json: revisions 1 to {rev} are sound, {rev}:DIGEST\n");
    context.run(&["verify"]).normalized(&context).prints(&sound);
}

#[test]
fn what_cannot_be_kept_on_a_full_disk_is_not_replaced() {
    if missing(&[Need::Mounts]) {
        return;
    }
    let context = Context::empty();
    let script = "set -e; mkdir m; mount -t tmpfs -o size=64k tmpfs m; cd m; c() { \"$CTX\" -c context.json \"$@\"; }; \
         c set a 1; head -c 40000 /dev/zero > context.json; \
         c set b 1 || echo code $?; wc -c < context.json; ls -A; \
         truncate -s 100 context.json; c -q set b 1; c get a b; ls -A | wc -l";
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", script]).current_dir(context.directory());
    command.env("CTX", CTX).env("CTX_AGENT", "planner");
    let kept = |len: usize| format!("context.json.replaced-{}", Digest::of(&vec![0; len]).short());
    let (large, small) = (kept(40_000), kept(100));
    answer(command).prints_and_says(
        "code 6\n40000\ncontext.json\ncontext.json.audit.jsonl\ncontext.json.lock\n1\n1\n4\n",
        &format!(
            "ctx: could not set b in context.json: could not write {large}: \
             No space left on device (os error 28); not committed\nhint: free some space, and try again\n\
             ctx: the document was NUL bytes and nothing else, saved as {small}: rebuilt revision 1 from {LOG}\n"
        ),
    );
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    if missing(&[Need::Mounts]) {
        return;
    }
    // The first fits once, and not a second time into the log; the other not even once.
    for (size, tried) in [(50_000, format!("append to {LOG}")), (70_000, format!("write {TEMPORARY}"))] {
        let context = Context::empty();
        let script = format!(
            "set -e; mkdir m; mount -t tmpfs -o size=64k tmpfs m; cd m; c() {{ \"$CTX\" -c context.json \"$@\"; }}; \
             c set a 1; cp {LOG} ../log; \
             c set b \"$(head -c {size} /dev/zero | tr '\\0' x)\" || echo code $?; \
             c get; cmp {LOG} ../log; c verify >/dev/null; ls -A; c set a 2; c get a; c verify >/dev/null"
        );
        let mut command = Command::new("unshare");
        command.args(["-Urm", "sh", "-c", &script]).current_dir(context.directory());
        command.env("CTX", CTX).env("CTX_AGENT", "planner");
        answer(command).prints_and_says(
            "code 6\n{\n  \"a\": 1\n}\ncontext.json\ncontext.json.audit.jsonl\ncontext.json.lock\n2\n",
            &format!(
                "ctx: could not set b in context.json: could not {tried}: \
                 No space left on device (os error 28); not committed\nhint: free some space, and try again\n"
            ),
        );
    }
}
