//! What people and agents type first, with the habits of other programs, and what ctx answers.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::{CTX, answer};

/// Each call after `$ `, then what it prints on both streams, then `=> ` and its exit code.
const CALLS: &str = include_str!("first_calls.txt");

const PREPARED: &str = r#"set -e
ctx -q init
ctx merge '{"build":{"status":"running"},"list":[1],"n":1}'
ctx --agent bob set n 2
echo '# Plan' >plan.md
echo '{"n":9}' >plan.json
echo '{"n":8}' >other.json
"#;

#[test]
fn each_first_call_is_answered_as_the_table_says() {
    let blocks = CALLS.split("\n\n$ ").map(|block| block.trim_start_matches("$ ").trim_end());
    let (mut count, mut wrong) = (0, Vec::new());
    for block in blocks {
        let call = block.lines().next().unwrap();
        let directory = TempDir::new().unwrap();
        assert_eq!(answer(shell(directory.path(), PREPARED)).code, 0);
        let answer = answer(shell(directory.path(), &format!("exec 2>&1\n{call}")));
        let told = without_times(&answer.stdout);
        let got = format!("{call}\n{told}=> {}", answer.code);
        count += 1;
        if got != block {
            wrong.push(format!("$ {got}"));
        }
    }
    assert!(wrong.is_empty(), "what ctx answers now:\n{}", wrong.join("\n\n"));
    assert!(count >= 60, "{count} calls");
}

fn shell(directory: &Path, script: &str) -> Command {
    let path = format!("{}:/usr/bin:/bin", Path::new(CTX).parent().unwrap().display());
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(directory).env_clear().stdin(Stdio::null());
    command.env("PATH", path).env("CTX_AGENT", "ann");
    command
}

/// The text with TIME in place of each time.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| word.len() == 24 && word.ends_with('Z') && word.as_bytes()[10] == b'T';
    let words = text.split_inclusive([' ', '\n']).map(|word| {
        let bare = word.trim_end();
        if is_time(bare) { word.replace(bare, "TIME") } else { word.to_owned() }
    });
    words.collect()
}
