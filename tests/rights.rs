//! To whom the files belong, whom they let in, and who is kept out: nobody whom the document lets
//! in is shut out, whoever wrote last, and nobody else gets in.

mod lists;
mod owner;
mod planted;
mod shut_out;
mod sticky;

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::process::Command;

use crate::support::{Answer, CTX, Context, Need, answer, missing};

const DOCUMENT: &str = "context.json";
const LOG: &str = "context.json.audit.jsonl";
const LOCK: &str = "context.json.lock";
const TEMPORARY: &str = ".context.json.tmp";

/// A user, their group, and the groups that they are in besides.
#[derive(Clone, Copy)]
struct User(u32, u32, &'static [u32]);

const ANN: User = User(1000, 1000, &[2000]);
const BEN: User = User(1001, 1001, &[2000]);
/// In Ben's own group, and in none that anything is shared with.
const EVE: User = User(1002, 1001, &[]);

impl User {
    /// A command of this user, in the directory of the context.
    fn command(self, context: &Context, words: &[&str]) -> Command {
        let Self(uid, gid, groups) = self;
        let groups = groups.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let groups = if groups.is_empty() { "--clear-groups".to_owned() } else { format!("--groups={groups}") };
        // As a descriptor: a user may not be able to reach the directory where it was built.
        let script = "id=$1 group=$2 more=$3; shift 3; \
             exec setpriv --reuid \"$id\" --regid \"$group\" \"$more\" \"$@\" 3<\"$0\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, CTX, &uid.to_string(), &gid.to_string(), &groups]).args(words);
        command.current_dir(context.directory()).env("CTX", "/proc/self/fd/3").env("CTX_AGENT", "planner");
        command
    }

    /// `ctx -c context.json WORD…`, words between spaces, with the umask that most people have.
    fn ctx(self, context: &Context, words: &str) -> Answer {
        let script = format!("umask 022; exec \"$CTX\" -c context.json {words}");
        answer(self.command(context, &["sh", "-c", &script])).normalized(context)
    }

    fn sh(self, context: &Context, script: &str) -> Answer {
        answer(self.command(context, &["sh", "-c", script]))
    }

    fn may_read(self, context: &Context, name: &str) -> bool {
        self.command(context, &["cat", name]).output().unwrap().status.success()
    }
}

fn nobody_else_here() -> bool {
    missing(&[Need::AnotherUser])
}

fn set_mode(context: &Context, name: &str, mode: u32) {
    std::fs::set_permissions(context.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
}

fn give(context: &Context, name: &str, (uid, gid): (u32, u32)) {
    chown(context.path(name), Some(uid), Some(gid)).unwrap();
}

/// A directory of this owner and mode.
fn directory_of(owner: (u32, u32), mode: u32) -> Context {
    let context = Context::empty();
    give(&context, ".", owner);
    set_mode(&context, ".", mode);
    context
}

/// User, group and mode.
fn of(context: &Context, name: &str) -> (u32, u32, u32) {
    let metadata = std::fs::symlink_metadata(context.path(name)).unwrap();
    (metadata.uid(), metadata.gid(), metadata.mode() & 0o7777)
}

#[track_caller]
fn all_are(context: &Context, expected: (u32, u32, u32)) {
    for name in context.files() {
        assert_eq!(of(context, &name), expected, "{name}");
    }
}

/// What root says and does as agent planner, in this directory.
fn root(context: &Context, words: &str) -> Answer {
    User(0, 0, &[]).ctx(context, words)
}

/// What getfacl(1) says of a file, without its owner.
fn list(context: &Context, name: &str) -> String {
    let mut command = Command::new("getfacl");
    answer({
        command.args(["-nc", name]).current_dir(context.directory());
        command
    })
    .done()
    .trim_end()
    .to_owned()
}

fn setfacl(context: &Context, words: &[&str]) {
    let status = Command::new("setfacl").args(words).current_dir(context.directory()).status().unwrap();
    assert!(status.success());
}
