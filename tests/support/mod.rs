//! A context in a directory of its own, and what the binary says about it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub mod needs;

pub use needs::{Need, ctx_as, missing};

/// The binary under test.
pub const CTX: &str = env!("CARGO_BIN_EXE_ctx");

/// A directory that holds `context.json`, or nothing yet.
pub struct Context {
    directory: TempDir,
}

/// What a command answered: all of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Context {
    /// A directory without a document.
    pub fn empty() -> Self {
        Self { directory: TempDir::new().unwrap() }
    }

    /// A document that was there before ctx.
    pub fn holding(text: &str) -> Self {
        let context = Self::empty();
        context.write("context.json", text);
        context
    }

    /// A document whose members were set by `planner`, in revision 1.
    pub fn with(object: &str) -> Self {
        let context = Self::empty();
        context.run(&["merge", object]).done();
        context
    }

    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub fn document(&self) -> String {
        self.read("context.json")
    }

    pub fn log(&self) -> String {
        self.read("context.json.audit.jsonl")
    }

    /// One of the two lines of the lock file, as it says it: 0 the anchor, 1 the holder.
    pub fn lock_line(&self, line: usize) -> String {
        self.read("context.json.lock")[line * 1024..(line + 1) * 1024 - 14].trim_end().to_owned()
    }

    /// Replaces one of the two lines of the lock file, with the checksum that it ends with.
    pub fn write_lock_line(&self, line: usize, text: &str) {
        let sum = ctxfile::internals::store::file::lock::slot::checksum(text.as_bytes());
        let mut lock = self.read("context.json.lock");
        lock.replace_range(line * 1024..(line + 1) * 1024, &format!("{text:<1010} {sum}\n"));
        let mut file = std::fs::OpenOptions::new().write(true).open(self.path("context.json.lock")).unwrap();
        file.write_all(lock.as_bytes()).unwrap();
    }

    /// The names of all files beside the document, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.directory()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The ops of all records, oldest first.
    pub fn ops(&self) -> Vec<String> {
        self.records().iter().map(|record| record["op"].as_str().unwrap().to_owned()).collect()
    }

    /// All records, oldest first.
    pub fn records(&self) -> Vec<serde_json::Value> {
        self.log().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The command `ctx -c context.json ARGUMENTS`, as agent `planner`, in this directory.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Self::bare(self.directory());
        command.args(["-c", "context.json"]).args(arguments).env("CTX_AGENT", "planner");
        command
    }

    /// The binary without arguments, and without anything in its environment that it reads.
    pub fn bare(directory: &Path) -> Command {
        let mut command = Command::new(CTX);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("USER", "tester").current_dir(directory).stdin(Stdio::null());
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Answer {
        answer(self.command(arguments))
    }

    pub fn run_as(&self, agent: &str, arguments: &[&str]) -> Answer {
        let mut command = self.command(arguments);
        command.env("CTX_AGENT", agent);
        answer(command)
    }

    pub fn run_with_input<A: AsRef<OsStr>>(&self, arguments: &[A], input: impl AsRef<[u8]>) -> Answer {
        answer_to_input(self.command(arguments), input.as_ref())
    }
}

pub fn answer(mut command: Command) -> Answer {
    command.output().unwrap().into()
}

/// Feeds the command's standard input. It may end without having read all of it.
pub fn answer_to_input(mut command: Command, input: &[u8]) -> Answer {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output.into()
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Answer {
    /// It succeeded and said nothing on standard error; what it printed.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{self:?}");
        self.stdout
    }

    /// It succeeded and printed this, and nothing else.
    #[track_caller]
    pub fn prints(self, stdout: &str) {
        assert_eq!(self, Self { code: 0, stdout: stdout.to_owned(), stderr: String::new() });
    }

    /// It succeeded, printed this, and said that.
    #[track_caller]
    pub fn prints_and_says(self, stdout: &str, stderr: &str) {
        assert_eq!(self, Self { code: 0, stdout: stdout.to_owned(), stderr: stderr.to_owned() });
    }

    /// It failed with this exit code, printed nothing, and said exactly this.
    #[track_caller]
    pub fn fails(self, code: i32, stderr: &str) {
        assert_eq!(self, Self { code, stdout: String::new(), stderr: stderr.to_owned() });
    }

    /// It failed with this exit code, printed this, and said exactly that.
    #[track_caller]
    pub fn prints_and_fails(self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(self, Self { code, stdout: stdout.to_owned(), stderr: stderr.to_owned() });
    }

    /// The same answer with times of records, digests and the test's directory named, not spelled.
    pub fn normalized(mut self, context: &Context) -> Self {
        let directory = context.directory().to_str().unwrap();
        for text in [&mut self.stdout, &mut self.stderr] {
            *text = hide_digests(&hide_times(&text.replace(directory, "DIR")));
        }
        self
    }
}

/// Times as records write them become `TIME`.
fn hide_times(text: &str) -> String {
    const SHAPE: &str = "0000-00-00T00:00:00.000Z";
    replace_runs(text, SHAPE.len(), "TIME", |run| {
        run.chars().zip(SHAPE.chars()).all(|(c, s)| if s == '0' { c.is_ascii_digit() } else { c == s })
    })
}

/// SHA-256 digests become `DIGEST`.
fn hide_digests(text: &str) -> String {
    replace_runs(text, 64, "DIGEST", |run| run.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c)))
}

fn replace_runs(text: &str, len: usize, name: &str, is_run: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(run) = rest.get(..len).filter(|run| is_run(run)) {
            out.push_str(name);
            rest = &rest[run.len()..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}
