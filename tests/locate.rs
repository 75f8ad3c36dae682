use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::path::Path;
use std::process::Command;

use crate::support::{Answer, CTX, Context, Need, answer, ctx_as, missing};

fn run_in(directory: &Path, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(directory);
    command.args(["-q"]).args(arguments).env("CTX_AGENT", "planner");
    answer(command)
}

fn nothing_found(where_looked: &str) -> String {
    format!(
        "ctx: no context found: looked for .ctx/context.json {where_looked}\n\
         hint: `ctx init` creates one here; -c PATH or CTX_CONTEXT names another\n"
    )
}

/// Where a search from `directory` looks, to the end of the file system that it is on.
fn looked_through(directory: &Path) -> String {
    let directory = directory.canonicalize().unwrap();
    let device = |path: &Path| std::fs::metadata(path).unwrap().dev();
    let last = directory.ancestors().take_while(|above| device(above) == device(&directory)).last().unwrap();
    match last.parent() {
        None => format!("in {} and every directory above", directory.display()),
        Some(_) => format!("from {} up to {}, the boundary of the file system", directory.display(), last.display()),
    }
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
    let why = nothing_found(&looked_through(context.directory()));
    run_in(context.directory(), &["set", "x", "1"]).fails(6, &why);
    run_in(context.directory(), &["get", "x"]).fails(6, &why);
    assert_eq!(context.files(), [""; 0]);
}

#[test]
fn a_file_can_be_named_and_is_then_made_by_the_first_write() {
    let context = Context::empty();
    run_in(context.directory(), &["-c", "state.json", "set", "x", "1"]).done();
    let mut command = Context::bare(context.directory());
    command.args(["get", "x"]).env("CTX_FILE", "state.json");
    answer(command).prints("1\n");
    assert_eq!(context.files(), ["state.json", "state.json.audit.jsonl", "state.json.lock"]);
    run_in(context.directory(), &["-c", "no/such/dir.json", "set", "x", "1"]).fails(
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
fn a_worktree_that_its_repository_does_not_know_leads_nowhere() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.com"]).args(arguments);
        assert!(command.current_dir(context.directory()).output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "-q", "main"]);
    git(&["-C", "main", "commit", "-q", "--allow-empty", "-m", "first"]);
    git(&["-C", "main", "worktree", "add", "-q", "../linked"]);
    run_in(&context.path("main"), &["init"]).done();
    let planted = context.path("planted");
    std::fs::create_dir(&planted).unwrap();
    std::fs::copy(context.path("linked/.git"), planted.join(".git")).unwrap();
    run_in(&planted, &["get"]).fails(6, &nothing_found(&looked_through(&planted)));
    // Everything that it names is in a directory of its own, but for the repository.
    let fake = planted.join("fake/worktrees/one");
    std::fs::create_dir_all(&fake).unwrap();
    context.write("planted/.git", format!("gitdir: {}\n", fake.display()));
    context.write("planted/fake/worktrees/one/gitdir", format!("{}\n", planted.join(".git").display()));
    context.write("planted/fake/worktrees/one/commondir", format!("{}\n", context.path("main/.git").display()));
    run_in(&planted, &["get"]).fails(6, &nothing_found(&looked_through(&planted)));
    // Relative, as `git worktree add --relative-paths` writes them.
    context.write("linked/.git", "gitdir: ../main/.git/worktrees/linked\n");
    context.write("main/.git/worktrees/linked/gitdir", "../../../../linked/.git\n");
    run_in(&context.path("linked"), &["get"]).prints("{}\n");
}

#[test]
fn what_stands_in_the_place_of_a_link_of_git_is_read_no_further_than_a_path_goes() {
    let context = Context::empty();
    let git = context.path(".git");
    let found_nothing = || {
        run_in(context.directory(), &["get"]).fails(6, &nothing_found(&looked_through(context.directory())));
    };
    assert!(Command::new("mkfifo").arg(&git).status().unwrap().success());
    found_nothing();
    context.remove(".git");
    std::os::unix::fs::symlink("/dev/zero", &git).unwrap();
    found_nothing();
    context.remove(".git");
    context.write(".git", format!("gitdir: {}", "x".repeat(1 << 20)));
    found_nothing();
}

#[test]
fn a_search_ends_at_the_home_directory() {
    let context = Context::empty();
    run_in(context.directory(), &["init"]).done();
    std::fs::create_dir_all(context.path("home/project")).unwrap();
    std::os::unix::fs::symlink("home", context.path("link")).unwrap();
    let get = |from: &str, home: &str| {
        let mut command = Context::bare(&context.path(from));
        command.arg("get").env("HOME", home);
        answer(command).normalized(&context)
    };
    let link = context.path("link").to_str().unwrap().to_owned();
    let home = context.path("home").to_str().unwrap().to_owned();
    for named in [&home, &link] {
        let looked = "from DIR/home/project up to DIR/home, the home directory";
        get("home/project", named).fails(6, &nothing_found(looked));
    }
    get("home", &home).fails(6, &nothing_found("in DIR/home, the home directory"));
    for named in ["", "/nonexistent", "home", context.path("home/project/below").to_str().unwrap()] {
        get("home/project", named).prints("{}\n");
    }
    // What is in it is one's own.
    run_in(&context.path("home"), &["init"]).done();
    get("home/project", &home).prints("{}\n");
}

#[test]
fn a_search_ends_where_another_file_system_begins() {
    if missing(&[Need::MountsOfRoot]) {
        return;
    }
    let context = Context::empty();
    run_in(context.directory(), &["init"]).done();
    std::fs::create_dir(context.path("mounted")).unwrap();
    let script = "mount -t tmpfs none mounted && mkdir mounted/below && cd mounted/below && exec \"$0\" get";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, CTX]).current_dir(context.directory()).env("HOME", "/nonexistent");
    answer(command)
        .normalized(&context)
        .fails(6, &nothing_found("from DIR/mounted/below up to DIR/mounted, the boundary of the file system"));
}

#[test]
fn standard_input_is_no_context() {
    let context = Context::empty();
    let why = "ctx: could not use - as a context: it means standard input, and a context is a file\n\
               hint: for a file of this name: ctx -c ./- status\n";
    for words in [&["set", "a", "1"][..], &["get"], &["init"], &["repair"]] {
        run_in(context.directory(), &[&["-c", "-"], words].concat()).fails(2, why);
        let mut command = Context::bare(context.directory());
        command.args(words).env("CTX_FILE", "-");
        answer(command).fails(2, why);
    }
    assert!(context.files().is_empty());
    run_in(context.directory(), &["-c", "./-", "set", "a", "1"]).done();
}

#[test]
fn who_acts_is_told_by_option_environment_mark_or_user() {
    let agent_of = |variables: &[(&str, &str)], arguments: &[&str]| {
        let context = Context::empty();
        let mut command = Context::bare(context.directory());
        command.args(["-c", "context.json"]).args(arguments).args(["set", "x", "1"]).envs(variables.iter().copied());
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
