//! The real binary on a real file system, under strace(1): killed before each of
//! its system calls, and each of them failed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use tempfile::TempDir;

use crate::needs::{self, Need};
use crate::report::{Extent, Row};
use crate::witness::{records, sha256};

const CTX: &str = env!("CARGO_BIN_EXE_ctx");
const DOCUMENT: &str = "context.json";
const LOG: &str = "context.json.audit.jsonl";
const FLUSHES: &str = "the flushes of a commit were counted";

/// A command, and how the directory that it runs in comes about.
struct Traced {
    name: &'static str,
    prepare: fn(&Path),
    command: &'static [&'static str],
    /// How often the last word of the command is in the document, when it is done.
    done: fn(&Value) -> bool,
}

const TRACED: &[Traced] = &[
    Traced { name: "a first set", prepare: |_| {}, command: &["set", "a", "done"], done: |d| d["a"] == "done" },
    Traced { name: "set", prepare: seed, command: &["set", "a", "done"], done: |d| d["a"] == "done" },
    Traced {
        name: "merge",
        prepare: seed,
        command: &["merge", r#"{"m":{"x":"done"}}"#],
        done: |d| d["m"]["x"] == "done",
    },
    Traced {
        name: "handoff accept",
        prepare: |directory| {
            seed(directory);
            succeed(directory, &["handoff", "create", "b", "-m", "work"]);
        },
        command: &["handoff", "accept", "h2", "--agent", "b", "--raw"],
        done: |d| d["_ctx"]["handoffs"]["h2"]["status"] == "accepted",
    },
    Traced {
        name: "a recovery from a death before the rename",
        prepare: |directory| {
            seed(directory);
            let killed = "inject=rename:signal=SIGKILL:when=1";
            drop(strace(directory, &["-e", killed], &["set", "a", "2"]));
        },
        command: &["set", "b", "done"],
        done: |d| d["b"] == "done",
    },
    Traced {
        name: "a recovery from a torn record",
        prepare: |directory| {
            seed(directory);
            let log = directory.join(LOG);
            let torn = [std::fs::read(&log).unwrap(), br#"{"op":"set","args":{"pa"#.to_vec()].concat();
            std::fs::write(log, torn).unwrap();
        },
        command: &["set", "b", "done"],
        done: |d| d["b"] == "done",
    },
];

/// The calls that touch files; the others are the language's and the loader's.
const CALLS: &[&str] = &[
    "openat",
    "read",
    "pread64",
    "write",
    "pwrite64",
    "fdatasync",
    "fsync",
    "rename",
    "renameat2",
    "ftruncate",
    "flock",
    "unlink",
    "statx",
    "newfstatat",
    "fstat",
    "lstat",
    "fchmod",
    "fchown",
    "utimensat",
    "flistxattr",
    "close",
    "mkdir",
];

/// Those that a full disk can fail.
const WRITING: &[&str] = &["openat", "write", "pwrite64", "fdatasync", "fsync", "rename", "renameat2", "mkdir"];

fn seed(directory: &Path) {
    succeed(directory, &["set", "a=1", "n=1"]);
}

fn ctx(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(CTX);
    command.env_clear().env("USER", "tester").current_dir(directory).args(["-c", DOCUMENT]).args(arguments);
    command
}

fn succeed(directory: &Path, arguments: &[&str]) {
    let output = ctx(directory, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

fn strace(directory: &Path, options: &[&str], arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null"]).args(options).args(["--", CTX, "-c", DOCUMENT]).args(arguments);
    command.current_dir(directory).env("USER", "tester").output()
}

/// What is done to one call.
#[derive(Clone, Debug)]
struct Injection {
    traced: usize,
    call: String,
    number: usize,
    what: &'static str,
}

pub fn prove(extent: Extent) -> Vec<Row> {
    let kinds = [
        ("the binary was killed before a system call", "signal=SIGKILL"),
        ("a system call of the binary failed with EIO", "error=EIO"),
        ("a system call of the binary failed with ENOSPC", "error=ENOSPC"),
    ];
    if let Some(why) = needs::lack(&[Need::Tracing]) {
        let kinds = kinds.iter().map(|(kind, _)| *kind).chain([FLUSHES]);
        return kinds.map(|kind| Row::skipped(kind, &*why)).collect();
    }
    let calls: Vec<Vec<(String, usize)>> = TRACED.iter().map(calls_of).collect();
    let mut rows: Vec<Row> = kinds
        .into_iter()
        .map(|(kind, what)| {
            let mut injections = Vec::new();
            for (traced, calls) in calls.iter().enumerate() {
                let hit = calls.iter().filter(|(call, _)| what != "error=ENOSPC" || WRITING.contains(&call.as_str()));
                injections.extend(hit.map(|(call, number)| Injection {
                    traced,
                    call: call.clone(),
                    number: *number,
                    what,
                }));
            }
            let step = extent.pick(3, 1);
            every(kind, &injections.into_iter().step_by(step).collect::<Vec<_>>())
        })
        .collect();
    rows.push(flushes());
    rows
}

/// The calls of a command from the first that names the context on, and how many of
/// that name came before.
fn calls_of(traced: &Traced) -> Vec<(String, usize)> {
    let directory = TempDir::new().unwrap();
    (traced.prepare)(directory.path());
    let file = directory.path().join("trace");
    let options = ["-o", file.to_str().unwrap()];
    assert!(strace(directory.path(), &options, traced.command).unwrap().status.success(), "nothing happens to it");
    let mut counts = std::collections::BTreeMap::new();
    let mut calls = Vec::new();
    let mut begun = false;
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        let Some(call) = call.split('(').next().filter(|call| CALLS.contains(call)) else { continue };
        begun = begun || line.contains(DOCUMENT);
        let number = counts.entry(call.to_owned()).and_modify(|n| *n += 1).or_insert(1);
        if begun {
            calls.push((call.to_owned(), *number));
        }
    }
    calls
}

fn every(kind: &str, injections: &[Injection]) -> Row {
    let (row, next) = (Mutex::new(Row::new(kind)), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(injection) = injections.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let judged = inject(injection);
                    row.lock().unwrap().count(judged.map_err(|why| {
                        let Injection { traced, call, number, .. } = injection;
                        format!("{}, {call} {number}: {why}", TRACED[*traced].name)
                    }));
                }
            });
        }
    });
    row.into_inner().unwrap()
}

/// Runs the command with one fault, and looks at what is left.
fn inject(injection: &Injection) -> Result<(), String> {
    let traced = &TRACED[injection.traced];
    let directory = TempDir::new().unwrap();
    let directory = directory.path();
    (traced.prepare)(directory);
    let before = Before::of(directory);
    let option = format!("inject={}:{}:when={}", injection.call, injection.what, injection.number);
    let output = strace(directory, &["-e", &option], traced.command).map_err(|e| e.to_string())?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    before.judge(directory, traced, output.status.code(), &stderr).map_err(|why| format!("{why}; it said {stderr:?}"))
}

/// Whether a command that failed says that it may have committed, or that its answer alone is lost.
fn says_that_it_may_be_there(stderr: &str) -> bool {
    stderr.contains("outcome unknown") || stderr.contains("committed as revision")
}

/// What was there before the fault.
struct Before {
    document: Option<Vec<u8>>,
    log: Vec<u8>,
}

fn read(directory: &Path, name: &str) -> Option<Vec<u8>> {
    std::fs::read(directory.join(name)).ok()
}

impl Before {
    fn of(directory: &Path) -> Self {
        let mut log = read(directory, LOG).unwrap_or_default();
        log.truncate(log.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1));
        Self { document: read(directory, DOCUMENT), log }
    }

    fn judge(&self, directory: &Path, traced: &Traced, code: Option<i32>, stderr: &str) -> Result<(), String> {
        if code == Some(101) || stderr.contains("panicked") {
            return Err("it panicked".to_owned());
        }
        self.check_raw(directory)?;
        let probe = ctx(directory, &["set", "probe", "1"]).output().unwrap();
        if !probe.status.success() {
            return Err(format!("then nothing can be written: {}", String::from_utf8_lossy(&probe.stderr)));
        }
        let verified = ctx(directory, &["verify"]).output().unwrap();
        if !verified.status.success() {
            return Err(format!("then it does not verify: {}", String::from_utf8_lossy(&verified.stderr)));
        }
        self.check_log(directory)?;
        let document: Value =
            serde_json::from_slice(&read(directory, DOCUMENT).unwrap_or_default()).unwrap_or_default();
        match (code, (traced.done)(&document)) {
            (Some(0), false) => Err("it was acknowledged, and is not there".to_owned()),
            (Some(code), true) if code != 0 && !says_that_it_may_be_there(stderr) => {
                Err(format!("it was refused with exit code {code}, and is there"))
            }
            _ => Ok(()),
        }
    }

    /// Any tool reads the document of before or after.
    fn check_raw(&self, directory: &Path) -> Result<(), String> {
        let Some(raw) = read(directory, DOCUMENT) else {
            return if self.document.is_none() { Ok(()) } else { Err("the document is gone".to_owned()) };
        };
        let digest = sha256(&raw);
        let log = read(directory, LOG).unwrap_or_default();
        let published = records(&log).iter().any(|record| record["post"] == digest.as_str());
        if published { Ok(()) } else { Err(format!("the document is none that was published: {}", raw.escape_ascii())) }
    }

    fn check_log(&self, directory: &Path) -> Result<(), String> {
        let log = read(directory, LOG).unwrap_or_default();
        if !log.starts_with(&self.log) {
            return Err("records that were there are not there any more".to_owned());
        }
        for (record, rev) in records(&log).iter().zip(1..) {
            if record["rev"].as_u64() != Some(rev) {
                return Err(format!("record {rev} has revision {}", record["rev"]));
            }
            if matches!(record["op"].as_str(), Some("external" | "gap" | "import")) {
                return Err(format!("nobody edited the document, but the log says {}", record["op"]));
            }
        }
        let left: Vec<PathBuf> = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
        match left.iter().find(|path| path.extension().is_some_and(|e| e == "tmp")) {
            Some(left) => Err(format!("{} is left behind", left.file_name().unwrap_or_default().display())),
            None => Ok(()),
        }
    }
}

/// How often a command flushes, by fdatasync(2) or fsync(2).
fn flushes() -> Row {
    let mut row = Row::new(FLUSHES);
    for (durability, first, later) in [("full", 3, 2), ("log", 2, 1), ("fast", 0, 0)] {
        let directory = TempDir::new().unwrap();
        let count = |arguments: &[&str]| {
            let file = directory.path().join("trace");
            let options = ["-e", "trace=fsync,fdatasync", "-o", file.to_str().unwrap()];
            drop(strace(directory.path(), &options, arguments));
            std::fs::read_to_string(&file).unwrap().lines().filter(|line| line.contains("sync(")).count()
        };
        for (arguments, promised) in [
            (&["set", "a", "1", "--durability", durability][..], first),
            (&["set", "a", "2", "--durability", durability], later),
            (&["merge", r#"{"a":3}"#, "--durability", durability], later),
            (&["emit", "topic", "--durability", durability], later.min(1)),
            (&["get", "a"], 0),
        ] {
            let found = count(arguments);
            let told = || format!("`ctx {}` flushed {found} times, not {promised}", arguments.join(" "));
            row.count(if found == promised { Ok(()) } else { Err(told()) });
        }
    }
    row
}
