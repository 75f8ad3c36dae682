//! Children of `ctx lock` that lost its descriptor, and others that only claim to be such.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use super::{UNTIL_THE_INPUT_ENDS, holding, locked};
use crate::support::{Answer, CTX, Context, answer};

/// Closes the descriptor of the lock, as many languages do before they start a program.
const CLOSED: &str = "eval \"exec $CTX_LOCK_FD>&-\"";

#[test]
fn who_lost_the_descriptor_is_recognised_by_its_ancestor() {
    let context = Context::with(r#"{"n":0}"#);
    let script =
        format!("{CLOSED}; $CTX incr n; $CTX lock -- $CTX incr n; (setsid $CTX incr n); $CTX incr n </dev/null");
    answer(locked(&context, &[], &script)).prints("1\n2\n3\n4\n");
    let shared = locked(&context, &["--shared"], &format!("{CLOSED}; $CTX set n 1"));
    answer(shared).fails(
        3,
        "ctx: could not set n in context.json: could not write while `ctx lock --shared` holds the lock for others to \
         read too\nhint: use `ctx lock` without --shared\n",
    );
    context.run(&["verify"]).done();
}

#[test]
fn who_only_says_that_the_lock_is_held_for_it_changes_nothing() {
    let context = Context::with(r#"{"n":0}"#);
    let mut command =
        locked(&context, &[], &format!("echo $CTX_LOCK_FD $CTX_LOCK_FILE $CTX_LOCK_HOLDER; {UNTIL_THE_INPUT_ENDS}"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut told = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut told).unwrap();
    let [descriptor, file, holder] = told.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{told}") };
    let (pid, began) = holder.split_once('.').unwrap();
    assert_eq!(pid, child.id().to_string());
    // Not below it, and this process, which is above, did not take the lock.
    let own = format!("{}.{began}", std::process::id());
    for claimed in [holder, &own, "1.0"] {
        let mut command = context.command(&["set", "n", "1"]);
        command.env("CTX_LOCK_FD", descriptor).env("CTX_LOCK_FILE", file).env("CTX_LOCK_HOLDER", claimed);
        let claimed = claimed.split_once('.').unwrap().0;
        answer(command).fails(
            3,
            &format!(
                "ctx: could not set n in context.json: `ctx lock` holds context.json.lock for this command, but \
                 descriptor {descriptor}, which proves that, was closed on the way, and this command is not below \
                 process {claimed}, which holds it; not committed\n\
                 hint: let it be inherited: in Python, subprocess.run(..., close_fds=False)\n\
                 hint: if that `ctx lock` has ended, put this in front: env -u CTX_LOCK_FD\n"
            ),
        );
    }
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn who_knows_nothing_of_the_lock_above_it_does_not_wait_for_itself() {
    let context = Context::with(r#"{"n":0}"#);
    let script = format!("{CLOSED}; env -u CTX_LOCK_FD $CTX --wait 1h set n 1");
    let answer = answer(locked(&context, &[], &script));
    let pid = answer.stderr.split_once("(pid ").and_then(|(_, rest)| rest.split_once(')')).unwrap().0.to_owned();
    answer.fails(
        3,
        &format!(
            "ctx: could not set n in context.json: `ctx lock` (pid {pid}) holds context.json.lock for this command, which \
             cannot prove that: its environment lacks CTX_LOCK_FD\n\
             hint: pass on CTX_LOCK_FD, CTX_LOCK_FILE and CTX_LOCK_HOLDER: with env -i, sudo or a container, name them\n"
        ),
    );
    // Whoever is not below it waits.
    let (mut child, _output) = holding(&context, &[], UNTIL_THE_INPUT_ENDS);
    assert_eq!(context.run(&["--wait", "10ms", "set", "n", "1"]).code, 4);
    drop(child.stdin.take());
    child.wait().unwrap();
}

#[test]
fn what_the_command_line_names_is_passed_on_to_the_command() {
    let context = Context::with(r#"{"n":0}"#);
    let options = ["-c", "other.json", "-N", "space", "--agent", "somebody"];
    let script = "cd / && echo \"$CTX_AGENT\" && $CTX set x 1";
    let verbs: [&[&str]; 3] = [&["lock"], &["lease", "run", "deploy"], &["once", "migrate"]];
    for verb in verbs {
        let mut command = Context::bare(context.directory());
        command
            .args(options)
            .args(verb)
            .args(["--", "sh", "-c", script])
            .env("CTX", CTX)
            .env("CTX_FILE", "context.json");
        answer(command).prints("somebody\n");
        let mut command = Context::bare(context.directory());
        answer({
            command.args(["-c", "other.json", "unset", "space.x", "--print-rev"]);
            command
        });
    }
    let other: Vec<serde_json::Value> =
        context.read("other.json.audit.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sets: Vec<_> = other.iter().filter(|record| record["op"] == "set").collect();
    assert_eq!(sets.len(), 3);
    assert!(sets.iter().all(|record| record["agent"] == "somebody" && record["args"]["path"] == "space.x"), "{sets:?}");
    assert_eq!(context.ops(), ["merge"]);

    let named = locked(&context, &[], &format!("{CTX} -c third.json set x 1 && {CTX} --agent me set x 1"));
    assert_eq!(answer(named), Answer { code: 0, stdout: String::new(), stderr: String::new() });
    assert_eq!(context.read("third.json"), "{\n  \"x\": 1\n}\n");
    assert_eq!(context.records()[1]["agent"], "me");

    let mut watch = Context::bare(context.directory());
    watch.args(["-c", "third.json", "-N", "space", "watch", "--since", "0", "-n", "1", "--exec", "cd /; $CTX set y 1"]);
    assert_eq!(
        answer({
            watch.env("CTX", CTX);
            watch
        })
        .code,
        0
    );
}

#[test]
fn a_command_that_changes_its_directory_works_on_the_context_that_is_locked() {
    let context = Context::empty();
    let run = |script: &str| {
        let mut command = Context::bare(context.directory());
        command.args(["lock", "--", "sh", "-c", script]).env("CTX", CTX);
        answer(command)
    };
    std::fs::create_dir(context.path("other")).unwrap();
    for directory in [context.directory(), &context.path("other")] {
        let mut init = Context::bare(directory);
        init.args(["-q", "init"]);
        answer(init).done();
    }
    run("cd other && \"$CTX\" set where 1").done();
    assert_eq!(context.read(".ctx/context.json"), "{\n  \"where\": 1\n}\n");
    assert_eq!(context.read("other/.ctx/context.json"), "{}\n");
}
