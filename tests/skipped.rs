//! What the machine lacks is told, counted, and in CI a failure. These tests run some of this binary's own
//! again, where no program can be found.

use std::process::Command;

use crate::support::needs::{notes_of, summary};
use crate::support::{Answer, Context, answer};

const NEEDS_GIT: &str = "git::git_merges_two_branches_member_by_member";

/// The test that needs git, run by the harness without any program on its path.
fn without_git(ci: Option<&str>) -> Answer {
    let context = Context::empty();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", NEEDS_GIT])
        .env("PATH", context.directory())
        .env_remove("CI")
        .env_remove("RUST_TEST_THREADS");
    command.envs(ci.map(|ci| ("CI", ci)));
    answer(command)
}

#[test]
fn a_test_that_cannot_be_run_passes_says_why_and_is_noted_for_the_last_line() {
    // To its child this process is what `cargo test` is to itself.
    let notes = notes_of(std::process::id());
    let answer = without_git(None);
    let told = format!("skipped: git is missing ({NEEDS_GIT})\n");
    assert_eq!((answer.code, answer.stderr.as_str()), (0, told.as_str()), "{answer:?}");
    assert!(answer.stdout.contains("1 passed"), "{answer:?}");
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), "git is missing\n");
    std::fs::remove_file(notes).unwrap();
}

#[test]
fn in_ci_a_test_that_cannot_be_run_fails() {
    let answer = without_git(Some("true"));
    assert_eq!(answer.code, 101, "{answer:?}");
    assert!(answer.stdout.contains("git is missing, and in CI no test is skipped"), "{answer:?}");
    assert!(answer.stdout.contains("1 failed"), "{answer:?}");
}

#[test]
fn one_line_counts_what_was_skipped_and_names_what_is_missing() {
    assert_eq!(summary(&[]), None);
    let lacks = ["not root", "git is missing", "not root", "jq is missing", "git is missing", "git is missing"];
    let lacks = lacks.map(str::to_owned);
    assert_eq!(summary(&lacks), Some("6 skipped: git is missing (3), jq is missing (1), not root (2)".to_owned()));
    assert_eq!(summary(&lacks[..1]), Some("1 skipped: not root (1)".to_owned()));
}
