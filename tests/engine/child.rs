//! Running command lines in a process of their own, one after another, on one engine.
//!
//! Standard error belongs to the process, so a test that compares it needs one that nobody else writes
//! to: the test binary runs itself.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use ctxfile::internals::platform::filesystem::native::Native;
use ctxfile::internals::store::volume::Volume;

use crate::engine::memory::Memory;
use crate::support::Answer;

/// Which engine a child uses: `memory` or `file`.
const ENGINE: &str = "CTX_TEST_ENGINE";

/// The command lines, as a JSON array of arrays.
const LINES: &str = "CTX_TEST_LINES";

/// The file for exit codes and what was printed.
const ANSWERS: &str = "CTX_TEST_ANSWERS";

/// What stands between the errors of two command lines.
const MARK: &str = "\u{1e}";

/// Runs `ctx -c context.json LINE` for each line, in `directory`.
pub fn run(engine: &str, directory: &Path, lines: &[&[&str]]) -> Vec<Answer> {
    let answers = directory.join("answers.json");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "engine::child::runs_lines_for_the_test_that_started_it", "--nocapture"]);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("USER", "tester");
    // An editor that changes what it is given once.
    command.env("VISUAL", "sed -i s/text/edited/");
    command.env("CTX_AGENT", "planner").current_dir(directory).stdin(Stdio::null());
    command.env(ENGINE, engine).env(LINES, serde_json::to_string(lines).unwrap()).env(ANSWERS, &answers);
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    let printed: Vec<(i32, String)> = serde_json::from_str(&std::fs::read_to_string(answers).unwrap()).unwrap();
    let said = stderr.split(MARK).map(str::to_owned);
    printed.into_iter().zip(said).map(|((code, stdout), stderr)| Answer { code, stdout, stderr }).collect()
}

#[test]
fn runs_lines_for_the_test_that_started_it() {
    let Some(engine) = std::env::var_os(ENGINE) else { return };
    let lines: Vec<Vec<String>> = serde_json::from_str(&std::env::var(LINES).unwrap()).unwrap();
    let memory = Memory::default();
    let answers: Vec<(i32, String)> = lines
        .iter()
        .map(|line| {
            let volume: Box<dyn Volume> = if engine == "memory" { Box::new(memory.clone()) } else { Box::new(Native) };
            let answer = run_on(volume, line.iter().map(String::as_str));
            io::stderr().write_all(MARK.as_bytes()).unwrap();
            answer
        })
        .collect();
    std::fs::write(std::env::var_os(ANSWERS).unwrap(), serde_json::to_string(&answers).unwrap()).unwrap();
}

/// Runs one command line; its exit code, and what it printed.
pub fn run_on<'a>(volume: Box<dyn Volume>, line: impl Iterator<Item = &'a str>) -> (i32, String) {
    let printed = Printed::default();
    let arguments: Vec<std::ffi::OsString> =
        ["ctx", "-c", "context.json"].into_iter().chain(line).map(Into::into).collect();
    let code = ctxfile::run_on(volume, Some(Box::new(printed.clone())), &arguments);
    let text = String::from_utf8(printed.0.lock().unwrap().clone()).unwrap();
    (i32::from(code), text)
}

#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
