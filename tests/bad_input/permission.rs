//! Who may read or write, and who may not.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::{LOCK, LOG, TEMPORARY, contents, refused};
use crate::support::{Answer, Context, Need, answer, ctx_as, missing};

/// Runs ctx in a context's directory as a user who owns nothing there.
type RunAsNobody = fn(&Context, &[&str]) -> Answer;

/// A context in revision 1 that everyone may read and its owner may write, and
/// the way to run ctx as somebody else; `None` where nobody else can be become.
fn as_nobody() -> Option<(Context, RunAsNobody)> {
    if missing(&[Need::AnotherUser]) {
        return None;
    }
    let context = Context::with(r#"{"a":1}"#);
    set_mode(&context, ".", 0o755);
    for name in context.files() {
        set_mode(&context, &name, 0o644);
    }
    Some((context, |c, arguments| answer(command_as_nobody(c, arguments))))
}

fn command_as_nobody(context: &Context, arguments: &[&str]) -> Command {
    let mut command = ctx_as(65534);
    command.args(["-c", "context.json"]).args(arguments).current_dir(context.directory()).env("CTX_AGENT", "planner");
    command
}

fn set_mode(context: &Context, name: &str, mode: u32) {
    std::fs::set_permissions(context.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn who_may_only_read_reads_and_writes_nothing() {
    let Some((context, run)) = as_nobody() else { return };
    let why = format!("could not open {LOCK}: Permission denied (os error 13)\nhint: ls -ld . {LOCK}\n");
    let before = contents(&context);
    run(&context, &["get", "a"]).prints("1\n");
    run(&context, &["verify"]).normalized(&context).prints("context.json: revisions 1 to 1 are sound, 1:DIGEST\n");
    let writing = format!("ctx: could not set a in context.json: {why}");
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    set_mode(&context, LOCK, 0o600);
    run(&context, &["get", "a"]).prints("1\n");
    run(&context, &["verify"]).normalized(&context).prints("context.json: revisions 1 to 1 are sound, 1:DIGEST\n");
    let status = run(&context, &["status"]).done();
    let not_known = format!("lock      unknown: could not open {LOCK}: Permission denied (os error 13)\n");
    assert!(status.contains(&not_known), "{status}");
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    context.remove(LOCK);
    run(&context, &["get", "a"]).prints("1\n");
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    assert_eq!((contents(&context), context.files()), (before, vec!["context.json".to_owned(), LOG.to_owned()]));
}

#[test]
fn who_may_not_read_the_document_or_the_log_is_told_which() {
    for name in ["context.json", LOG] {
        let Some((context, run)) = as_nobody() else { return };
        set_mode(&context, name, 0o600);
        let why = format!("could not open {name}: Permission denied (os error 13)\nhint: ls -ld . {name}\n");
        refused(&context, || run(&context, &["get", "a"]), 7, &format!("ctx: {why}"));
        refused(&context, || run(&context, &["--no-lock", "get", "a"]), 7, &format!("ctx: {why}"));
        set_mode(&context, LOCK, 0o666);
        let writing = format!("ctx: could not set a in context.json: {why}");
        refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    }
}

#[test]
fn a_directory_that_takes_no_new_file_is_no_reason_to_write_in_place() {
    let Some((context, run)) = as_nobody() else { return };
    for name in context.files() {
        set_mode(&context, &name, 0o666);
    }
    let why = format!(
        "ctx: could not set a in context.json: could not write {TEMPORARY}: Permission denied (os error 13); \
         not committed\nhint: ls -ld . {TEMPORARY}\n"
    );
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &why);
    run(&context, &["get", "a"]).prints("1\n");
    let mut rotate = context.command(&["set", "a", "2"]);
    rotate.env("CTX_LOG_MAX", "1");
    answer(rotate).done();
    // It is not said that there are no hard links.
    let why = "ctx: could not compact the log of context.json: could not make .context.json.audit.tmp: \
               Permission denied (os error 13); not committed\nhint: ls -ld . .context.json.audit.tmp\n";
    refused(&context, || run(&context, &["log", "compact", "--keep", "1"]), 7, why);
}
