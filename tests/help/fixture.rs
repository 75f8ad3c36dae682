//! A context in which the examples of the help pages work.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::{CTX, answer};

/// Programs and files that examples name, and eleven revisions.
const BASE: &str = r#"
mkdir bin
for program in deploy.sh fetch.sh migrate.sh wake.sh; do printf '#!/bin/sh\ncat >/dev/null\n' >$program; done
for program in make nano think; do printf '#!/bin/sh\n:\n' >bin/$program; done
chmod +x ./*.sh bin/*
echo '{"build":{"status":"running","attempts":3}}' >plan.json
echo '{"defaults":{"image":"small"}}' >settings.json
printf '{"id":"p1","url":"a"}\n{"id":"p2","url":"b"}\n' >pages.jsonl
echo '{"op":"set","path":"build.status","value":"green"}' >changes.jsonl
echo '[{"op":"replace","path":"/plan/step","value":2}]' >changes.json
echo '{"type":"object","properties":{"attempts":{"type":"integer"}}}' >schema.json
echo 'ten words' >report.txt
for side in base ours theirs; do echo '{"a":1}' >$side.json; done
git init -q .
ctx -q init >/dev/null
ctx merge '{"build":{"status":"running","attempts":3},"pages":["a.html","b.html"],"plan":{"step":1}}'
ctx set text='teh end' 'counters:={"seen":1}' release:='{}' barrier:=5
ctx set build.status red && ctx undo
ctx tag v1
ctx policy merge counters sum
ctx authority set lead reviewer
ctx --agent bob emit greeting '{"text":"hello"}'
ctx --agent bob set build.color blue
ctx --agent bob incr build.attempts
test "$(ctx status --json | jq .rev)" = 11
"#;

const PENDING: &str = "ctx --agent bob handoff create ann -m 'parse the pages' --ref pages";
const ACCEPTED: &str = "ctx --agent bob handoff create ann -m 'parse the pages' --ref pages; ctx handoff accept h12";
const ENDED: &str =
    "ctx --agent bob handoff create ann -m 'parse the pages'; ctx handoff accept h12; ctx handoff complete h12";
const TASK: &str = "ctx task add --queue pages --payload '{\"url\":\"a\"}'";
const CLAIMED: &str = "ctx task add --queue pages --payload '{\"url\":\"a\"}'; ctx task claim";
const DONE: &str =
    "ctx task add --queue pages --payload '{\"url\":\"a\"}'; ctx task claim; ctx task complete t12 --result 1";
const LEASE: &str = "ctx lease acquire deploy";
const VOTE: &str = "ctx vote open release --options ship,wait --voters ann,bob,eve";

/// What others do while the example runs.
const PEER: &str = r"
until [ -e over ]; do
    ctx --agent bob set build.status red
    ctx --agent bob handoff create ann -m 'parse the pages'
    ctx --agent bob set build.status green
done >/dev/null 2>&1 &
";

/// What comes before an example: its handoff, task or lease is revision 12.
fn before(page: &str, example: &str) -> String {
    match page {
        "init" => "rm -rf .ctx",
        "options" => "cp plan.json other.json",
        "redo" => "ctx undo",
        "schema" | "schema check" | "schema show" | "schema unset" => "ctx schema set schema.json build",
        "policy limit" => "ctx policy limit 1GiB",
        "policy access" if example.contains("--remove") => "ctx policy access coder --write build",
        "log retain" => "ctx log retain 100",
        "handoff" if example.contains("complete") => ACCEPTED,
        "handoff wait" if example.contains("h12") => ENDED,
        "handoff complete" | "handoff fail" | "handoff note" | "handoff release" => ACCEPTED,
        "handoff cancel" => "ctx handoff create bob -m 'parse the pages'",
        "handoff create" => "",
        "handoff steal" => "ctx handoff create bob -m 'parse the pages'; ctx --agent bob handoff accept h12",
        _ if page.starts_with("handoff") => PENDING,
        "lease renew" | "lease release" | "lease list" => LEASE,
        "lease steal" => "ctx --agent bob lease acquire deploy",
        "task add" if example.contains("--after") => "ctx task add fetch",
        "view" | "render" if example.contains("t12") => TASK,
        "task cancel" => "ctx task add --queue pages --payload 1; ctx task add fetch parse",
        "task claim" | "task list" | "task progress" | "task remove" | "task show" | "task work" => TASK,
        "task collect" | "task wait" | "task" => DONE,
        "task complete" | "task fail" | "task release" | "task renew" => CLAIMED,
        "task retry" => "ctx task add --queue pages --payload 1; ctx task cancel t12 -m x",
        "task steal" => "ctx task add --queue pages --payload 1; ctx --agent bob task claim",
        "vote wait" => {
            return format!("{VOTE}; for voter in bob eve; do ctx --agent $voter vote cast release ship; done");
        }
        "vote" if example.contains("wait") => return before("vote wait", example),
        "vote" | "vote cast" | "vote show" | "vote list" | "vote close" => VOTE,
        "wait" => return format!("{DONE}; ctx set build.status=green linux.done=1 mac.done=1"),
        _ => "",
    }
    .to_owned()
}

/// The directory that each example gets a copy of.
pub struct Prepared {
    directory: TempDir,
}

impl Prepared {
    pub fn new() -> Self {
        let prepared = Self { directory: TempDir::new().unwrap() };
        let done = answer(shell(prepared.directory.path(), &format!("set -e\n{BASE}")));
        assert_eq!(done.code, 0, "{done:?}");
        prepared
    }

    /// The example, in a directory that is gone once it is dropped.
    pub fn command(&self, page: &str, example: &str) -> (Command, TempDir) {
        let directory = TempDir::new().unwrap();
        let copied = Command::new("cp").arg("-a").arg(self.directory.path().join(".")).arg(directory.path()).status();
        assert!(copied.unwrap().success());
        let before = answer(shell(directory.path(), &before(page, example)));
        assert_eq!(before.code, 0, "{page}: {before:?}");
        let script = match page {
            // A shell of its own, since an example may exit.
            "watch" => format!("{PEER}\n( {example} ); code=$?; touch over; wait; exit $code"),
            _ => example.to_owned(),
        };
        (shell(directory.path(), &script), directory)
    }
}

/// A script that finds ctx and the programs of examples.
fn shell(directory: &Path, script: &str) -> Command {
    let (ctx, path) = (Path::new(CTX).parent().unwrap(), std::env::var("PATH").unwrap());
    let path = format!("{}:{}:{path}", ctx.display(), directory.join("bin").display());
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).current_dir(directory).env_clear().stdin(Stdio::null());
    for (name, value) in [("PATH", path.as_str()), ("USER", "ann"), ("CTX_AGENT", "ann"), ("CTX_SESSION", "s1")] {
        shell.env(name, value);
    }
    shell.envs([("TOKEN", "abc"), ("EDITOR", "true"), ("HOME", "/nonexistent")]);
    shell
}
