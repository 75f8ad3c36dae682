//! The program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ctxfile::run(std::env::args_os().collect())
}
