//! What a test needs of the machine. Where that is not there the test says so and ends; in CI it fails.
//!
//! The harness counts such a test as passed and hides what it prints. So each is told on the process's own
//! standard error, and noted in a file, from which the proof, which `cargo test` runs last, makes one line.

#![allow(dead_code, reason = "one binary writes the notes, the other reads them")]

use std::collections::BTreeMap;
use std::fs::{File, read_to_string, remove_file};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::parent_id;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CTX: &str = env!("CARGO_BIN_EXE_ctx");

/// Something of the machine that a test cannot do without.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// A program on the path.
    Program(&'static str),
    /// To be root.
    Root,
    /// To run ctx as another user, by [`ctx_as`]: root, and setpriv(1).
    AnotherUser,
    /// Mounts that nobody else sees, in a user namespace: `unshare -Urm`.
    Mounts,
    /// The same without a user namespace, so that it covers what is root's alone: `unshare -m`.
    MountsOfRoot,
    /// A namespace of processes, in a user namespace: `unshare -Ufpr`.
    Processes,
    /// A pseudo-terminal, by script(1).
    Terminal,
    /// setfacl(1), and a directory for temporary files that keeps access control lists.
    Acl,
    /// chattr(1), and a directory for temporary files that keeps what it sets.
    Attributes,
    /// strace(1), and leave to use it.
    Tracing,
    /// The documents that `.ci/install` fetches, in `CTX_TEST_DOCUMENTS`.
    Documents,
    /// The test suite of jq among them.
    Suite,
    /// The clients of the Model Context Protocol beside them.
    Clients,
}

/// Whether something that the test needs is not there. The test then returns at once; in CI it fails here.
#[must_use]
pub fn missing(needs: &[Need]) -> bool {
    let Some(lack) = lack(needs) else { return false };
    assert!(std::env::var_os("CI").is_none(), "{lack}, and in CI no test is skipped");
    note(&lack);
    true
}

/// What is not there of all this, as a clause; `None` if everything is.
pub fn lack(needs: &[Need]) -> Option<String> {
    needs.iter().find_map(|need| need.lack())
}

impl Need {
    /// Why it is not there, as a clause; `None` where it is.
    fn lack(self) -> Option<String> {
        let is_root = rustix::process::geteuid().is_root();
        let lack = |is_there: bool, lack: &str| (!is_there).then(|| lack.to_owned());
        match self {
            Self::Program(name) => lack(is_on_the_path(name), &format!("{name} is missing")),
            Self::Root => lack(is_root, "not root"),
            Self::AnotherUser => Self::Root.lack().or_else(|| Self::Program("setpriv").lack()).or_else(|| {
                let is_there = ctx_as(65534).arg("--version").output().is_ok_and(|output| output.status.success());
                lack(is_there, "ctx cannot be run as another user")
            }),
            Self::Mounts => Self::Program("unshare")
                .lack()
                .or_else(|| lack(succeeds("unshare", &["-Urm", "true"]), "no private mount namespace can be had")),
            Self::MountsOfRoot => Self::Root
                .lack()
                .or_else(|| Self::Program("unshare").lack())
                .or_else(|| lack(succeeds("unshare", &["-m", "true"]), "no private mount namespace can be had")),
            Self::Processes => Self::Program("unshare")
                .lack()
                .or_else(|| lack(succeeds("unshare", &["-Ufpr", "true"]), "no private pid namespace can be had")),
            Self::Terminal => Self::Program("script")
                .lack()
                .or_else(|| lack(succeeds("script", &["-qec", "true", "/dev/null"]), "no terminal can be had")),
            Self::Acl => Self::Program("setfacl").lack().or_else(|| {
                let file = tempfile::NamedTempFile::new().unwrap();
                let grant = ["-m", "u:65534:r", file.path().to_str().unwrap()];
                lack(succeeds("setfacl", &grant), "no access control list can be set")
            }),
            Self::Attributes => Self::Program("chattr").lack().or_else(|| {
                let file = tempfile::NamedTempFile::new().unwrap();
                let path = file.path().to_str().unwrap();
                let can = succeeds("chattr", &["+a", path]) && succeeds("chattr", &["-a", path]);
                lack(can, "no attribute of a file can be set")
            }),
            Self::Tracing => Self::Program("strace").lack().or_else(|| {
                let inject = ["-qq", "-o", "/dev/null", "-e", "inject=fsync:signal=SIGCONT:when=1", "true"];
                lack(succeeds("strace", &inject), "strace may not trace")
            }),
            Self::Suite => Self::Documents.lack().or_else(|| {
                let is_there = documents().is_some_and(|directory| directory.join("jq.test").is_file());
                lack(is_there, "jq.test is missing")
            }),
            Self::Clients => Self::Documents.lack().or_else(|| {
                let is_there = documents().is_some_and(|directory| directory.join("clients/complete").is_file());
                lack(is_there, "clients of MCP are missing")
            }),
            Self::Documents => lack(documents().is_some(), "CTX_TEST_DOCUMENTS names no directory"),
        }
    }
}

/// ctx as a user and a group who are root's to choose; its arguments are to be added. It is handed over as a
/// descriptor, since a user may not be able to reach the directory where it was built.
pub fn ctx_as(user: u32) -> Command {
    let script = r#"id=$1; shift; exec setpriv --reuid "$id" --regid "$id" --clear-groups /proc/self/fd/3 "$@" 3<"$0""#;
    let mut command = Command::new("sh");
    command.args(["-c", script, CTX, &user.to_string()]);
    command
}

/// Where documents are that nobody here wrote.
pub fn documents() -> Option<PathBuf> {
    std::env::var_os("CTX_TEST_DOCUMENTS").map(PathBuf::from).filter(|directory| directory.is_dir())
}

fn is_on_the_path(program: &str) -> bool {
    let is_executable =
        |path: &Path| path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| is_executable(&directory.join(program)))
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The file of notes of one run of `cargo test`, which is the parent of all its tests: another run has
/// another process, or another time at which that process began.
pub fn notes_of(cargo: u32) -> PathBuf {
    let stat = read_to_string(format!("/proc/{cargo}/stat")).unwrap_or_default();
    // The 22nd field; the second is a name in parentheses, which may hold blanks.
    let began = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19)).unwrap_or("unknown");
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("skipped-{cargo}-{began}"))
}

/// Notes what the running test lacks, past the harness.
fn note(lack: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Not by `eprintln!`, which the harness catches.
    io::stderr().write_all(format!("skipped: {lack} ({test})\n").as_bytes()).unwrap();
    let mut file = File::options().create(true).append(true).open(notes_of(parent_id())).unwrap();
    file.write_all(format!("{lack}\n").as_bytes()).unwrap();
}

/// What the tests before this one lacked in this run of `cargo test`, one for each that was skipped.
pub fn take_notes() -> Vec<String> {
    let notes = notes_of(parent_id());
    let noted = read_to_string(&notes).unwrap_or_default();
    // None where nothing was noted.
    let _ = remove_file(notes);
    noted.lines().map(str::to_owned).collect()
}

/// One line about all that was skipped, in the order of the lacks' names; `None` if nothing was.
pub fn summary(lacks: &[String]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lack in lacks {
        *counts.entry(lack).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(lack, count)| format!("{lack} ({count})")).collect();
    (!lacks.is_empty()).then(|| format!("{} skipped: {}", lacks.len(), counts.join(", ")))
}
