//! A lock file that is removed or replaced while `ctx lock` holds it: whoever has the new one
//! writes, and nobody else.

use super::locked;
use crate::support::{Context, answer};

const GONE: &str = "context.json.lock was removed or replaced while `ctx lock` held it for this command";
const AGAIN: &str = "hint: run that `ctx lock` again; a lock is released by the system when its holder ends, so never remove the file\n";
const BROKEN: &str =
    "context.json.lock was removed or replaced while the command ran, so others may have written meanwhile";
const SEE: &str = "hint: see what was written: ctx -c context.json log; and never remove the lock\n";

#[test]
fn a_lock_file_that_is_removed_lets_others_write_and_what_runs_under_it_no_more() {
    for removal in [
        "rm context.json.lock",
        "mv context.json.lock elsewhere",
        "cp context.json.lock new; mv new context.json.lock",
        "rm context.json.lock; ln -s elsewhere context.json.lock",
    ] {
        let context = Context::with(r#"{"n":0}"#);
        let script = format!("{removal}; $CTX incr n; echo $?; $CTX lock -- true; echo $?; $CTX --no-lock get n");
        let answer = answer(locked(&context, &[], &script));
        assert_eq!(
            answer.stderr,
            format!(
                "ctx: could not increment n in context.json: {GONE}; not committed\n{AGAIN}\
                 ctx: could not run a command under the lock of context.json: {GONE}\n{AGAIN}ctx: {BROKEN}\n{SEE}"
            ),
            "{removal}"
        );
        assert_eq!((answer.code, answer.stdout.as_str()), (3, "3\n3\n0\n"), "{removal}");
        assert_eq!(context.ops(), ["merge"]);
    }
}

#[test]
fn who_makes_a_new_lock_file_writes() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "read=$($CTX get n); rm context.json.lock; env -u CTX_LOCK_FD $CTX incr n; $CTX set n $((read + 1))";
    let answer = answer(locked(&context, &[], script));
    assert_eq!(
        (answer.code, answer.stderr.as_str()),
        (3, format!("ctx: could not set n in context.json: {GONE}; not committed\n{AGAIN}ctx: {BROKEN}\n").as_str())
    );
    assert_eq!(context.ops(), ["merge", "incr"]);
    context.run(&["verify"]).done();
    context.run(&["incr", "n"]).prints("2\n");
}

#[test]
fn the_exit_code_of_the_command_is_kept_if_it_says_that_something_is_wrong() {
    let context = Context::with(r#"{"n":0}"#);
    let answer = answer(locked(&context, &[], "rm context.json.lock; exit 9"));
    assert_eq!((answer.code, answer.stderr), (9, format!("ctx: {BROKEN}\n")));
}

#[test]
fn the_lock_of_another_context_is_another_lock() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "rm context.json.lock; ${CTX%context.json}other.json incr n; \
                  ${CTX%context.json}other.json lock -- ${CTX%context.json}other.json incr n";
    assert_eq!(answer(locked(&context, &[], script)).stdout, "1\n2\n");
}

#[test]
fn a_command_that_the_lock_does_not_reach_says_so_at_once() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "unset CTX_LOCK_HOLDER; eval \"exec $CTX_LOCK_FD>&-\"; echo $CTX_LOCK_FD; $CTX incr n; echo $?";
    let answer = answer(locked(&context, &[], script));
    let descriptor = answer.stdout.lines().next().unwrap();
    let why = format!("but descriptor {descriptor}, which proves that, was closed on the way; not committed");
    assert_eq!((answer.code, &answer.stdout), (0, &format!("{descriptor}\n3\n")));
    assert_eq!(
        answer.stderr,
        format!(
            "ctx: could not increment n in context.json: `ctx lock` holds context.json.lock for this command, {why}\n\
             hint: let it be inherited: in Python, subprocess.run(..., close_fds=False)\n\
             hint: if that `ctx lock` has ended, put this in front: env -u CTX_LOCK_FD\n"
        )
    );
}
