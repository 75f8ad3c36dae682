use std::path::Path;
use std::process::Command;

use crate::support::{CTX, answer};

const README: &str = include_str!("../README.md");

#[test]
fn two_agents_and_a_ci_step_work_together_through_one_file() {
    let binaries = Path::new(CTX).parent().unwrap().display();
    let mut command = Command::new("sh");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pipeline.sh"));
    command.env_clear().env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap()));
    let printed = README.split("sh tests/pipeline.sh\n```\n\n```text\n").nth(1).expect("the README shows it");
    answer(command).prints(printed.split("```").next().unwrap());
}
