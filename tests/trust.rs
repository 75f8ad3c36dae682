//! Contexts that a search finds, and whose they are.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, chown, lchown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Answer, Context, Need, answer, ctx_as, missing};

/// Who looks for a context.
const US: u32 = 1001;

/// Who put one there.
const OTHER: u32 = 1002;

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn directory(context: &Context, name: &str, owner: u32, mode: u32) -> PathBuf {
    let path = context.path(name);
    std::fs::create_dir(&path).unwrap();
    set_mode(&path, mode);
    chown(&path, Some(owner), Some(owner)).unwrap();
    path
}

/// A directory where everyone may make files, as `/tmp` is: a context of another user's, and a
/// directory of ours. `None` where we cannot be several users.
fn shared() -> Option<(Context, PathBuf)> {
    if missing(&[Need::AnotherUser]) {
        return None;
    }
    let context = Context::empty();
    set_mode(context.directory(), 0o1777);
    directory(&context, ".ctx", OTHER, 0o777);
    context.write(".ctx/context.json", "{}\n");
    set_mode(&context.path(".ctx/context.json"), 0o666);
    chown(context.path(".ctx/context.json"), Some(OTHER), Some(OTHER)).unwrap();
    let ours = directory(&context, "ours", US, 0o755);
    Some((context, ours))
}

/// ctx as somebody, without anything in its environment that it reads.
fn run_as(user: u32, directory: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Answer {
    let mut command = ctx_as(user);
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("CTX_AGENT", "planner").envs(variables.iter().copied());
    command.args(arguments).current_dir(directory);
    answer(command)
}

fn run(directory: &Path, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(directory);
    command.args(arguments).env("CTX_AGENT", "planner");
    answer(command)
}

fn refusal(whose: &str) -> String {
    format!(
        "ctx: could not use DIR/.ctx/context.json, which was found by searching: \
         {whose} belongs to uid 1002, who is neither you nor the owner of the working directory\n\
         hint: if you trust it, name it: ctx -c DIR/.ctx/context.json status\n\
         hint: or to trust every context in that directory: export CTX_SAFE_DIRECTORY=DIR\n\
         hint: or create your own here: ctx init\n"
    )
}

#[test]
fn what_another_user_put_above_is_refused_by_everybody_and_untouched() {
    let Some((context, ours)) = shared() else { return };
    for user in [US, 0] {
        for words in [&["set", "secret", "1"][..], &["get"], &["status"], &["doctor"], &["lock", "--", "true"]] {
            let answer = run_as(user, &ours, &[], words).normalized(&context);
            answer.fails(7, &refusal("DIR/.ctx"));
        }
    }
    assert_eq!(context.read(".ctx/context.json"), "{}\n");
    let made: Vec<_> = std::fs::read_dir(context.path(".ctx")).unwrap().collect();
    assert_eq!(made.len(), 1, "{made:?}");
    // Theirs is theirs to use, and one of our own is nearer.
    run_as(OTHER, &context.path(".ctx"), &[], &["set", "a", "1"]).prints("");
    run_as(US, &ours, &[], &["-q", "init"]).prints("");
    run_as(US, &ours, &[], &["set", "a", "2"]).prints("");
    run_as(US, &ours, &[], &["get", "a"]).prints("2\n");
}

#[test]
fn what_is_named_is_used_whoever_it_belongs_to() {
    let Some((_context, ours)) = shared() else { return };
    run_as(US, &ours, &[], &["-c", "../.ctx/context.json", "get"]).prints("{}\n");
    run_as(US, &ours, &[("CTX_FILE", "../.ctx/context.json")], &["set", "a", "1"]).prints("");
}

#[test]
fn directories_can_be_declared_safe_one_by_one_below_another_or_all() {
    let Some((context, ours)) = shared() else { return };
    let here = context.directory().to_str().unwrap().to_owned();
    let above = context.directory().parent().unwrap().to_str().unwrap().to_owned();
    let get = |list: &str| run_as(US, &ours, &[("CTX_SAFE_DIRECTORY", list)], &["get"]).normalized(&context);
    let link = context.path("link");
    symlink(context.directory(), &link).unwrap();
    for list in [
        here.as_str(),
        "*",
        &format!("{above}/*"),
        "/*",
        &format!("/nowhere:{here}"),
        &format!(":{here}/"),
        link.to_str().unwrap(),
    ] {
        get(list).prints("{}\n");
    }
    for list in ["", "/nowhere", &above, &format!("{here}/*"), &format!("{here}/.ctx"), &format!("{here}2")] {
        get(list).fails(7, &refusal("DIR/.ctx"));
    }
    get("sub:*").fails(2, "ctx: CTX_SAFE_DIRECTORY names sub, which is neither * nor an absolute path\n");
}

#[test]
fn the_owner_of_the_working_directory_root_and_who_became_root_are_trusted() {
    let Some((context, ours)) = shared() else { return };
    // A container that runs as root in a checkout of somebody else.
    run_as(0, context.path(".ctx").as_path(), &[], &["set", "a", "1"]).prints("");
    run_as(0, &ours, &[("SUDO_UID", "1002")], &["get", "a"]).prints("1\n");
    run_as(US, &ours, &[("SUDO_UID", "1002")], &["get", "a"]).normalized(&context).fails(7, &refusal("DIR/.ctx"));
    for name in ["", "/context.json", "/context.json.audit.jsonl", "/context.json.lock"] {
        chown(context.path(&format!(".ctx{name}")), Some(0), Some(0)).unwrap();
        set_mode(&context.path(&format!(".ctx{name}")), 0o755);
    }
    run_as(US, &ours, &[], &["get", "a"]).prints("1\n");
}

#[test]
fn a_document_or_log_of_another_user_is_refused_unless_its_directory_is_shared() {
    let Some((context, ours)) = shared() else { return };
    let home = context.path(".ctx");
    chown(&home, Some(US), Some(US)).unwrap();
    set_mode(&home, 0o755);
    run_as(US, &ours, &[], &["get"]).normalized(&context).fails(7, &refusal("DIR/.ctx/context.json"));
    // `init --mode 0660`: the document is of whoever of the group wrote last.
    set_mode(&home, 0o770);
    run_as(US, &ours, &[], &["get"]).prints("{}\n");
    set_mode(&home, 0o755);
    context.remove(".ctx/context.json");
    context.write(".ctx/context.json.audit.jsonl", "");
    chown(home.join("context.json.audit.jsonl"), Some(OTHER), Some(OTHER)).unwrap();
    run_as(US, &ours, &[], &["get"]).normalized(&context).fails(7, &refusal("DIR/.ctx/context.json.audit.jsonl"));
}

#[test]
fn who_has_no_number_in_a_user_namespace_is_nobody_s_neighbour() {
    if missing(&[Need::Root, Need::Mounts]) {
        return;
    }
    let Some((context, ours)) = shared() else { return };
    let mut command = Command::new("unshare");
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).args(["-Ur", crate::support::CTX, "get"]).current_dir(&ours);
    let refused = refusal("DIR/.ctx").replace("1002", "65534");
    answer(command).normalized(&context).fails(7, &refused);
}

#[test]
fn a_link_that_leads_out_of_the_context_is_not_followed_unless_it_is_named() {
    let context = Context::empty();
    std::fs::create_dir_all(context.path("home")).unwrap();
    std::fs::create_dir_all(context.path("clone/.ctx")).unwrap();
    context.write("home/context.json", "{\"theme\":\"dark\"}\n");
    let clone = context.path("clone");
    let refused = |link: &str, target: &str| {
        format!(
            "ctx: could not use .ctx/context.json, which was found by searching: \
             {link} points outside its directory, to DIR/{target}\n\
             hint: if you trust it, name it: ctx -c .ctx/context.json status\n"
        )
    };
    symlink("../../home/context.json", clone.join(".ctx/context.json")).unwrap();
    for words in [&["set", "a", "1"][..], &["get"], &["init"]] {
        run(&clone, words).normalized(&context).fails(7, &refused(".ctx/context.json", "home/context.json"));
    }
    run(&clone, &["-c", ".ctx/context.json", "get", "theme"]).prints("dark\n");
    std::fs::remove_file(clone.join(".ctx/context.json")).unwrap();
    std::fs::remove_dir(clone.join(".ctx")).unwrap();
    symlink("../home", clone.join(".ctx")).unwrap();
    for words in [&["set", "a", "1"][..], &["init"]] {
        run(&clone, words).normalized(&context).fails(7, &refused(".ctx", "home"));
    }
    assert_eq!(context.read("home/context.json"), "{\"theme\":\"dark\"}\n");
    assert_eq!(std::fs::read_dir(context.path("home")).unwrap().count(), 1);
}

#[test]
fn a_link_that_stays_inside_is_followed() {
    let context = Context::empty();
    std::fs::create_dir_all(context.path("state")).unwrap();
    context.write("state/today.json", "{\"a\":1}\n");
    symlink("today.json", context.path("state/context.json")).unwrap();
    symlink("state", context.path(".ctx")).unwrap();
    run(context.directory(), &["set", "a", "2"]).prints("");
    assert_eq!(context.read("state/today.json"), "{\n  \"a\": 2\n}\n");
}

#[test]
fn a_link_of_another_user_to_what_is_ours_is_theirs() {
    let Some((context, ours)) = shared() else { return };
    std::fs::rename(context.path(".ctx"), context.path("kept")).unwrap();
    for name in ["kept", "kept/context.json"] {
        chown(context.path(name), Some(US), Some(US)).unwrap();
    }
    symlink("kept", context.path(".ctx")).unwrap();
    lchown(context.path(".ctx"), Some(OTHER), Some(OTHER)).unwrap();
    run_as(US, &ours, &[], &["get"]).normalized(&context).fails(7, &refusal("DIR/.ctx"));
    lchown(context.path(".ctx"), Some(US), Some(US)).unwrap();
    run_as(US, &ours, &[], &["get"]).prints("{}\n");
}

#[test]
fn nothing_is_begun_in_a_directory_that_another_user_put_there() {
    let Some((context, _)) = shared() else { return };
    context.remove(".ctx/context.json");
    let refused = refusal(".ctx").replace("DIR/.ctx", ".ctx").replace("hint: or create your own here: ctx init\n", "");
    run_as(US, context.directory(), &[], &["init"]).normalized(&context).fails(7, &refused);
    assert_eq!(std::fs::read_dir(context.path(".ctx")).unwrap().count(), 0);
}

#[test]
fn a_worktree_of_another_user_does_not_lead_to_their_context() {
    if missing(&[Need::AnotherUser, Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    set_mode(context.directory(), 0o1777);
    let main = directory(&context, "main", OTHER, 0o755);
    let git = |words: &str| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "1002", "--regid", "1002", "--clear-groups", "git"]).args(words.split(' '));
        command.env("HOME", "/nonexistent").current_dir(&main);
        assert_eq!(answer(command).code, 0, "{words}");
    };
    git("init -q");
    git("-c user.name=t -c user.email=t@example.com commit -q --allow-empty -m first");
    git("worktree add -q ../linked");
    run_as(OTHER, &main, &[], &["-q", "init", "--mode", "0666"]).prints("");
    run_as(OTHER, &context.path("linked"), &[], &["set", "a", "1"]).prints("");
    // What is unpacked or mounted over it is ours; the link above it is not.
    let ours = directory(&context, "linked/ours", US, 0o755);
    let refused = refusal("DIR/linked/.git").replace("DIR/.ctx", "DIR/main/.ctx").replace("=DIR", "=DIR/main");
    run_as(US, &ours, &[], &["get"]).normalized(&context).fails(7, &refused);
}
