use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::support::{Answer, Context, Need, answer, ctx_as, missing};

fn run_in(directory: &Path, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(directory);
    command.args(["-q"]).args(arguments).env("CTX_AGENT", "planner");
    answer(command)
}

#[test]
fn the_nearest_context_upwards_is_found() {
    let context = Context::empty();
    run_in(context.directory(), &["init"]).done();
    let below = context.path("a/b");
    std::fs::create_dir_all(&below).unwrap();
    run_in(&below, &["set", "x", "1"]).done();
    run_in(context.directory(), &["get", "x"]).prints("1\n");
    run_in(&context.path("a"), &["init"]).done();
    run_in(&below, &["set", "x", "2"]).done();
    run_in(context.directory(), &["get", "x"]).prints("1\n");
}

#[test]
fn a_context_whose_document_was_removed_is_found_before_one_above_it() {
    let context = Context::empty();
    run_in(context.directory(), &["init"]).done();
    let below = context.path("below");
    std::fs::create_dir(&below).unwrap();
    run_in(&below, &["init"]).done();
    run_in(&below, &["set", "x", "1"]).done();
    std::fs::remove_file(below.join(".ctx/context.json")).unwrap();
    run_in(&below, &["get", "x"]).prints("1\n");
    std::fs::remove_file(below.join(".ctx/context.json")).ok();
    run_in(&below, &["set", "y", "2"]).done();
    run_in(&below, &["get"]).prints("{\n  \"x\": 1,\n  \"y\": 2\n}\n");
    run_in(context.directory(), &["get"]).prints("{}\n");
}

#[test]
fn a_context_that_cannot_be_looked_at_is_not_passed_over_for_one_above_it() {
    // Who is not root cannot become somebody else, and need not.
    let is_root = rustix::process::geteuid().is_root();
    if is_root && missing(&[Need::AnotherUser]) {
        return;
    }
    let context = Context::empty();
    run_in(context.directory(), &["init"]).done();
    let below = context.path("below");
    std::fs::create_dir(&below).unwrap();
    run_in(&below, &["init"]).done();
    let set_mode = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    set_mode(context.directory(), 0o755);
    set_mode(&below.join(".ctx"), 0o000);
    let why = "ctx: could not look at .ctx/context.json: Permission denied (os error 13)\n\
               hint: ls -ld .ctx .ctx/context.json\n";
    let answer = if is_root {
        let mut command = ctx_as(65534);
        command.args(["set", "x", "1"]).current_dir(&below);
        answer(command)
    } else {
        run_in(&below, &["set", "x", "1"])
    };
    set_mode(&below.join(".ctx"), 0o755);
    answer.fails(7, why);
    run_in(context.directory(), &["get"]).prints("{}\n");
}

#[test]
fn without_a_context_nothing_is_scattered() {
    let context = Context::empty();
    let directory = context.directory().canonicalize().unwrap();
    let why = format!(
        "ctx: found no context: looked for .ctx/context.json in {} and every directory above\n\
         hint: `ctx init` makes one here; -f FILE or CTX_FILE names one\n",
        directory.display()
    );
    run_in(context.directory(), &["set", "x", "1"]).fails(6, &why);
    run_in(context.directory(), &["get", "x"]).fails(6, &why);
    assert_eq!(context.files(), [""; 0]);
}

#[test]
fn a_file_can_be_named_and_is_then_made_by_the_first_write() {
    let context = Context::empty();
    run_in(context.directory(), &["-f", "state.json", "set", "x", "1"]).done();
    let mut command = Context::bare(context.directory());
    command.args(["get", "x"]).env("CTX_FILE", "state.json");
    answer(command).prints("1\n");
    assert_eq!(context.files(), ["state.json", "state.json.audit.jsonl", "state.json.lock"]);
    run_in(context.directory(), &["-f", "no/such/dir.json", "set", "x", "1"]).fails(
        6,
        "ctx: could not set x in no/such/dir.json: could not open no/such/dir.json.lock: \
         No such file or directory (os error 2); not committed\n\
         hint: mkdir -p no/such\n",
    );
}

#[test]
fn linked_git_worktrees_share_the_context_of_the_main_one() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    let main = context.path("main");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.com"]).args(arguments);
        assert!(command.current_dir(context.directory()).output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "-q", "main"]);
    git(&["-C", "main", "commit", "-q", "--allow-empty", "-m", "first"]);
    git(&["-C", "main", "worktree", "add", "-q", "../linked"]);
    run_in(&main, &["init"]).done();
    run_in(&context.path("linked"), &["set", "x", "1"]).done();
    run_in(&main, &["get", "x"]).prints("1\n");
}

#[test]
fn who_acts_is_told_by_option_environment_mark_or_user() {
    let agent_of = |variables: &[(&str, &str)], arguments: &[&str]| {
        let context = Context::empty();
        let mut command = Context::bare(context.directory());
        command.args(["-f", "context.json"]).args(arguments).args(["set", "x", "1"]).envs(variables.iter().copied());
        answer(command).done();
        context.records()[0]["agent"].as_str().unwrap().to_owned()
    };
    let all = [("CTX_AGENT", "one"), ("AI_AGENT", "two"), ("CLAUDECODE", "1")];
    assert_eq!(agent_of(&all, &["--agent", "zero"]), "zero");
    assert_eq!(agent_of(&all, &[]), "one");
    assert_eq!(agent_of(&all[1..], &[]), "two");
    assert_eq!(agent_of(&all[2..], &[]), "claude-code");
    assert!(agent_of(&[], &[]).starts_with("tester@"));
    let context = Context::empty();
    let mut command = context.command(&["set", "x", "1"]);
    command.env("CTX_AGENT", "not a name");
    answer(command).fails(
        2,
        "ctx: could not set x in context.json: CTX_AGENT is \"not a name\": \
         an agent's name is 1 to 128 characters out of A-Z a-z 0-9 . _ @ : / -\n",
    );
}
