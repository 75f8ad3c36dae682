//! Documents that real git tracks and merges.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::support::{Answer, CTX, Context, Need, answer, missing};

/// Its environment: nobody's configuration, and `ctx` where the driver finds it.
fn prepared(mut command: Command, context: &Context) -> Command {
    let binaries = Path::new(CTX).parent().unwrap().display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{binaries}:{path}")).env("HOME", context.directory());
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C").env_remove("GIT_DIR");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "tester").env(format!("GIT_{who}_EMAIL"), "tester@example.com");
    }
    command
}

fn git(context: &Context, words: &str) -> Answer {
    let mut command = Command::new("git");
    command.args(words.split(' ')).current_dir(context.directory());
    answer(prepared(command, context))
}

fn ctx(context: &Context, words: &str) -> Answer {
    let mut command = Context::bare(context.directory());
    command.args(words.split(' ')).env("CTX_AGENT", "planner");
    answer(prepared(command, context))
}

const MADE: &str = "ctx: created a context in .ctx/context.json\n";
const TRACKED: &str = "ctx: git merges .ctx/context.json with ctx merge-file in this clone; to do the same in another clone, run ctx init --git\n";

/// A repository that tracks a context; `None` where there is no git.
fn tracked() -> Option<Context> {
    let context = Context::empty();
    if missing(&[Need::Program("git")]) {
        return None;
    }
    assert_eq!(git(&context, "init -q -b main").code, 0);
    ctx(&context, "init --git").prints_and_says(".ctx/context.json\n", &format!("{MADE}{TRACKED}"));
    ctx(&context, "set a=1 b=1 c=1").done();
    commit(&context);
    Some(context)
}

fn commit(context: &Context) {
    git(context, "add -A").done();
    assert_eq!(git(context, "commit -q -m change").code, 0);
}

/// Two branches that set these; the second is left checked out.
fn diverged(context: &Context, theirs: &str, ours: &str) {
    git(context, "checkout -q -b theirs").done();
    ctx(context, &format!("set {theirs}")).done();
    commit(context);
    git(context, "checkout -q main").done();
    ctx(context, &format!("set {ours}")).done();
    commit(context);
}

#[test]
fn init_lets_git_track_the_document_and_nothing_else() {
    let Some(context) = tracked() else { return };
    assert_eq!(context.read(".gitattributes"), "/.ctx/context.json merge=ctx\n");
    assert_eq!(context.read(".ctx/.gitignore"), "/context.json.*\n/.context.json.*\n");
    git(&context, "ls-files").prints(".ctx/.gitignore\n.ctx/context.json\n.gitattributes\n");
    git(&context, "config --local merge.ctx.driver").prints("ctx merge-file -L %P %O %A %B\n");
    assert!(context.files().contains(&".ctx".to_owned()) && context.path(".ctx/context.json.audit.jsonl").exists());
    git(&context, "status --porcelain").prints("");
}

#[test]
fn init_extends_what_is_there_and_does_nothing_twice() {
    let Some(context) = tracked() else { return };
    git(&context, "config merge.ctx.driver my-ctx").done();
    context.write(".gitattributes", "*.png binary");
    let own = TRACKED.replace("ctx merge-file", "merge.ctx.driver, which is my-ctx,");
    ctx(&context, "init --git").prints_and_says(".ctx/context.json\n", &own);
    context.write(".git/info/attributes", "*.json -merge\n");
    let unset = TRACKED.replace("ctx merge-file", "what its attribute merge says, which is unset");
    ctx(&context, "init --git").prints_and_says(".ctx/context.json\n", &unset);
    context.remove(".git/info/attributes");
    ctx(&context, "-q init --git").prints("");
    assert_eq!(context.read(".gitattributes"), "*.png binary\n/.ctx/context.json merge=ctx\n");
    assert_eq!(context.read(".ctx/.gitignore"), "/context.json.*\n/.context.json.*\n");
    git(&context, "config --local merge.ctx.driver").prints("my-ctx\n");
    let mut outdated = Command::new("git");
    outdated.args(["config", "merge.ctx.driver", "ctx merge-file %O %A %B"]).current_dir(context.directory());
    answer(prepared(outdated, &context)).done();
    ctx(&context, "-q init --git").prints("");
    git(&context, "config --local merge.ctx.driver").prints("ctx merge-file -L %P %O %A %B\n");
    ctx(&context, "get a").prints("1\n");
    context.write(".gitignore", ".ctx/\n");
    git(&context, "rm -q --cached .ctx/context.json").done();
    let ignored = "ctx: git still ignores .ctx/context.json; to see why: git check-ignore -v .ctx/context.json\n";
    ctx(&context, "init --git").prints_and_says(".ctx/context.json\n", &format!("{TRACKED}{ignored}"));
}

#[test]
fn a_context_that_was_kept_out_of_git_can_be_tracked_later() {
    let Some(context) = tracked() else { return };
    let later = "sub dir/[x].json";
    std::fs::create_dir(context.path("sub dir")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Context::bare(context.directory());
        command.args(["-c", later]).args(arguments).env("CTX_AGENT", "planner");
        answer(prepared(command, &context))
    };
    run(&["set", "a", "1"]).done();
    assert_eq!(run(&["init", "--git"]).code, 0);
    assert_eq!(context.read("sub dir/.gitignore"), "/\\[x].json.*\n/.\\[x].json.*\n");
    let mut check = Command::new("git");
    check.args(["check-attr", "merge", "--", later]).current_dir(context.directory());
    answer(prepared(check, &context)).prints("sub dir/[x].json: merge: ctx\n");
    git(&context, "add -A").done();
    let staged = git(&context, "diff --cached --name-only").done();
    assert_eq!(staged, ".gitattributes\nsub dir/.gitignore\nsub dir/[x].json\n");
}

#[test]
fn git_merges_two_branches_member_by_member() {
    let Some(context) = tracked() else { return };
    // Neighbouring lines, which git itself could not merge.
    diverged(&context, "a=2 x=1", "b=2 y=1");
    let answer = git(&context, "merge -q --no-edit theirs");
    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{answer:?}");
    let merged = "{\n  \"a\": 2,\n  \"b\": 2,\n  \"c\": 1,\n  \"y\": 1,\n  \"x\": 1\n}\n";
    assert_eq!(context.read(".ctx/context.json"), merged);
    git(&context, "status --porcelain").prints("");
    ctx(&context, "set c 3").done();
    ctx(&context, "verify").done();
    assert!(context.read(".ctx/context.json.audit.jsonl").contains("\"op\":\"external\""));
}

#[test]
fn git_says_that_a_document_is_in_conflict_and_ours_stands_there() {
    let Some(context) = tracked() else { return };
    diverged(&context, "a=2 x=1", "a=3 y=1");
    let answer = git(&context, "merge --no-edit theirs");
    assert_eq!(answer.code, 1, "{answer:?}");
    assert_eq!(
        answer.stderr,
        "ctx: could not merge .ctx/context.json: 1 conflict where ours stands\n  a: base 1, ours 3, theirs 2\n\
         hint: change what should not be ours, then mark it resolved: git add\n"
    );
    assert!(answer.stdout.contains("CONFLICT (content): Merge conflict in .ctx/context.json"), "{answer:?}");
    let merged = "{\n  \"a\": 3,\n  \"b\": 1,\n  \"c\": 1,\n  \"y\": 1,\n  \"x\": 1\n}\n";
    assert_eq!(context.read(".ctx/context.json"), merged);
    git(&context, "diff --name-only --diff-filter=U").prints(".ctx/context.json\n");
    ctx(&context, "set a 2").done();
    commit(&context);
    ctx(&context, "get a x y").prints("2\n1\n1\n");
}

#[test]
fn a_side_that_is_no_json_is_named_and_not_the_temporary_file_of_git() {
    let Some(context) = tracked() else { return };
    git(&context, "checkout -q -b theirs").done();
    context.write(".ctx/context.json", "{\"a\": 1,}\n");
    commit(&context);
    git(&context, "checkout -q main").done();
    ctx(&context, "set a 2").done();
    commit(&context);
    let answer = git(&context, "merge --no-edit theirs");
    let why = "ctx: could not merge .ctx/context.json: theirs is not valid JSON: \
               trailing comma at line 1 column 9\nhint: nothing was written\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (1, why), "{answer:?}");
    git(&context, "merge --abort").done();
    // What an older ctx configured goes on working.
    let mut outdated = Command::new("git");
    outdated.args(["config", "merge.ctx.driver", "ctx merge-file %O %A %B"]).current_dir(context.directory());
    crate::support::answer(prepared(outdated, &context)).done();
    let answer = git(&context, "merge --no-edit theirs");
    assert!(answer.code == 1 && answer.stderr.contains("could not merge .merge_file_"), "{answer:?}");
}

#[test]
fn without_a_repository_nothing_is_made() {
    let context = Context::empty();
    if tracked().is_none() {
        return;
    }
    let answer = ctx(&context, "init --git");
    assert_eq!((answer.code, answer.stdout.as_str()), (7, ""));
    assert!(
        answer.stderr.starts_with("ctx: could not create .ctx/context.json: git has no work tree here: "),
        "{answer:?}"
    );
    assert!(answer.stderr.ends_with("\nhint: git init\n"), "{answer:?}");
    let mut command = Context::bare(context.directory());
    command.args(["init", "--git"]).env("PATH", "/nonexistent");
    crate::support::answer(command).fails(
        6,
        "ctx: could not create .ctx/context.json: could not run git: No such file or directory (os error 2)\n",
    );
    assert!(context.files().is_empty());
}

#[test]
fn links_and_other_things_in_the_place_of_files_of_git_are_refused_before_anything_is_made() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    assert_eq!(git(&context, "init -q").code, 0);
    context.write("bashrc", "mine\n");
    symlink("bashrc", context.path(".gitattributes")).unwrap();
    let place = context.path(".gitattributes").canonicalize().unwrap().with_file_name(".gitattributes");
    let place = place.display();
    ctx(&context, "init --git").fails(
        7,
        &format!(
            "ctx: could not create .ctx/context.json: could not read {place}: it is a symbolic link, which is not \
             followed here\nhint: look at it, and remove it: rm {place}\n"
        ),
    );
    context.remove(".gitattributes");
    assert!(Command::new("mkfifo").arg(context.path(".gitattributes")).status().unwrap().success());
    let answer = ctx(&context, "init --git");
    assert!(answer.code == 7 && answer.stderr.contains("it is a FIFO, not a regular file"), "{answer:?}");
    context.remove(".gitattributes");
    assert_eq!(context.files(), [".git", "bashrc"]);
    // The same beside a document that is there already.
    ctx(&context, "-c context.json set a 1").done();
    symlink("bashrc", context.path(".gitignore")).unwrap();
    let answer = ctx(&context, "-c context.json init --git");
    assert!(answer.code == 7 && answer.stderr.contains(".gitignore: it is a symbolic link"), "{answer:?}");
    assert!(!context.path(".gitattributes").exists());
    assert_eq!(context.read("bashrc"), "mine\n");
}

#[test]
fn any_name_is_tracked_whatever_git_makes_of_its_characters() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    assert_eq!(git(&context, "init -q").code, 0);
    let run = |program: &str, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).current_dir(context.directory()).env("CTX_AGENT", "planner");
        answer(prepared(command, &context))
    };
    let documents =
        ["new\nline/a\nb.json", "#c/!\"q\" [x]*?.json", "back\\slash\t/ end ", "\u{1}\u{7f}/caf\u{e9}\r.json"];
    for document in documents {
        std::fs::create_dir(context.path(document).parent().unwrap()).unwrap();
        assert_eq!(run(CTX, &["-q", "-c", document, "init", "--git"]).code, 0, "{document:?}");
        run("git", &["check-attr", "-z", "merge", "--", document]).prints(&format!("{document}\0merge\0ctx\0"));
        run("git", &["add", "-A"]).done();
    }
    let staged = run("git", &["diff", "--cached", "--name-only", "-z"]).done();
    let staged: Vec<&str> = staged.split_terminator('\0').filter(|name| !name.contains(".git")).collect();
    assert_eq!(staged.len(), documents.len(), "{staged:?}");
    assert!(documents.iter().all(|document| staged.contains(document)), "{staged:?}");
    assert_eq!(context.read(".gitattributes").lines().count(), documents.len());
    // A line a document, and nothing twice.
    run(CTX, &["-q", "-c", documents[0], "init", "--git"]).done();
    assert_eq!(context.read(".gitattributes").lines().count(), documents.len());
}
