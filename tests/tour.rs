//! The tour of the guide, and who broke it, are run as they stand: each script in a directory of its own, and
//! what it prints is compared whole.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Answer, CTX, Need, answer, missing};

const GUIDE: &str = include_str!("../docs/guide.md");

/// The headings of the tour, each with its script and what that prints.
fn patterns() -> Vec<(&'static str, &'static str, &'static str)> {
    let tour = GUIDE.split("\n## Tour\n").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
    tour.split("\n### ")
        .skip(1)
        .map(|pattern| {
            let block = |kind: &str| {
                let from = pattern.split(&format!("```{kind}\n")).nth(1).expect("the pattern has the block");
                from.split("```").next().unwrap_or_default()
            };
            (pattern.lines().next().unwrap_or_default(), block("sh"), block("text"))
        })
        .collect()
}

/// The script of another section, and what that prints.
fn section(heading: &str) -> (&'static str, &'static str) {
    let from = GUIDE.split(&format!("\n## {heading}\n")).nth(1).expect("the guide has the section");
    let block = |kind: &str| from.split(&format!("```{kind}\n")).nth(1).and_then(|rest| rest.split("```").next());
    (block("sh").unwrap(), block("text").unwrap())
}

/// Without what differs from run to run: times, the host and process ids.
fn timeless(text: &str) -> String {
    let is_time = |word: &str| chrono::DateTime::parse_from_rfc3339(word).is_ok();
    let line = |line: &str| match line.split_once(": ") {
        Some((name @ ("host" | "pid"), _)) => format!("{name}: X"),
        _ => line.split(' ').map(|word| if is_time(word) { "TIME" } else { word }).collect::<Vec<_>>().join(" "),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// Runs a script with the binary on the path, as a reader of the guide would.
fn run(script: &str) -> Answer {
    let directory = TempDir::new().unwrap();
    let binaries = Path::new(CTX).parent().unwrap().display();
    let mut command = Command::new("sh");
    command.args(["-eu", "-c", script]).current_dir(directory.path()).env_clear().env("USER", "tester");
    command.env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap()));
    answer(command)
}

#[test]
fn the_scripts_of_the_tour_print_what_the_guide_says() {
    if missing(&[Need::Program("jq")]) {
        return;
    }
    let patterns = patterns();
    assert_eq!(patterns.len(), 6);
    for (name, script, printed) in patterns {
        let expected = Answer { code: 0, stdout: printed.to_owned(), stderr: String::new() };
        assert_eq!(run(script), expected, "{name}");
    }
}

#[test]
fn three_commands_lead_from_a_wrong_value_to_the_culprit_and_back() {
    let (script, printed) = section("Who broke it?");
    let Answer { code, stdout, stderr } = run(script);
    assert_eq!((code, timeless(&stdout), stderr.as_str()), (0, timeless(printed), ""));
}
