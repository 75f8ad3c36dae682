//! What a person sees: on a real pseudo-terminal, by script(1).

use std::process::Command;

use crate::support::{CTX, Context, Need, answer, missing};

/// What the command shows on a terminal of so many columns.
fn shown(context: &Context, columns: usize, command: &str) -> String {
    let line = format!("stty cols {columns}; {command}");
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).current_dir(context.directory()).env("CTX", CTX);
    script.env("CTX_FILE", "context.json").env("CTX_AGENT", "planner").env_remove("NO_COLOR");
    script.stdin(std::process::Stdio::null());
    answer(script).stdout.replace("\r\n", "\n")
}

const EVIL: &str = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}z";
const SHOWN: &str = "a\\u001b[31m\\u007f\\u009b\\u202ez";

#[test]
fn nothing_that_could_command_a_terminal_reaches_it() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::empty();
    let key = serde_json::to_string(EVIL).unwrap();
    context.run(&["--literal", "set", EVIL, EVIL]).done();
    context.run(&["set", "lines", "one\n\ttwo\r"]).done();
    context.run(&["get", &format!("[{key}]")]).prints(&format!("{EVIL}\n"));
    assert_eq!(shown(&context, 80, &format!("\"$CTX\" get '[{key}]'")), format!("{SHOWN}\n"));
    assert_eq!(shown(&context, 80, "\"$CTX\" get lines"), "one\n\ttwo\\u000d\n");
    let of_the_past = ["diff 0 --color never", "blame --color never", "show --color never"];
    let commands = ["keys", "get", "log --color never", "namespaces", "get nothing.here", "status"];
    for command in commands.into_iter().chain(of_the_past) {
        let text = shown(&context, 200, &format!("\"$CTX\" {command}"));
        let evil = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(evil), "{command}: {text:?}");
    }
    assert!(shown(&context, 80, "\"$CTX\" keys").contains("\\u202ez"));
}

#[test]
fn a_line_of_the_log_fits_the_terminal() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::empty();
    context.run(&["set", "long", &"x".repeat(500), "-m", &"because ".repeat(20)]).done();
    let log = shown(&context, 60, "\"$CTX\" -q log --color never");
    let widths: Vec<usize> = log.lines().map(|line| line.chars().count()).collect();
    assert_eq!(widths, [60, 60], "{log}");
    for command in ["diff", "blame", "show"] {
        for columns in [20, 60] {
            let line = format!("TERM=dumb \"$CTX\" -q {command} --color never");
            let shown = shown(&context, columns, &line);
            assert_eq!(shown.lines().map(|line| line.chars().count()).max(), Some(columns), "{shown}");
        }
    }
    for command in ["overview", "overview --max-bytes 256", "log --oneline", "log --stat"] {
        let shown = shown(&context, 20, &format!("\"$CTX\" -q {command} --color never"));
        // A command is not cut.
        let lines = shown.lines().filter(|line| !line.starts_with("to see"));
        assert!(lines.clone().all(|line| line.chars().count() <= 20) && lines.count() > 0, "{command}: {shown}");
    }
    // Values are clipped with their size, and the command that prints them whole is said.
    let told = shown(&context, 60, "\"$CTX\" log --color never");
    let expected = format!(
        "    long: \"{}… (502 B)\nctx: long values are shown in part\nhint: to print them whole: ctx show 1 --full\n",
        "x".repeat(40)
    );
    assert!(told.ends_with(&expected), "{told}");
    assert!(context.run(&["log"]).done().contains(&"x".repeat(500)));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    let painted = |text: &str| text.contains("\u{1b}[33m1\u{1b}[m");
    assert!(!painted(&context.run(&["log"]).done()));
    assert!(painted(&context.run(&["--color", "always", "log"]).done()));
    let log = shown(&context, 80, "\"$CTX\" log");
    assert!(painted(&log), "{log:?}");
    assert!(!painted(&shown(&context, 80, "\"$CTX\" --color never log")));
    assert!(!painted(&shown(&context, 80, "NO_COLOR=1 \"$CTX\" log")));
}

#[test]
fn a_watch_shows_a_long_event_in_part_and_the_whole_of_it_when_asked() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::empty();
    context.run(&["emit", "built", &"x".repeat(5_000)]).done();
    let watch = |options: &str| shown(&context, 80, &format!("\"$CTX\" watch --since 0 -n 1 {options}"));
    let length = |options: &str| watch(options).lines().next().unwrap().len();
    let in_part = watch("");
    assert!(in_part.contains(r#""data":{"begins":"xxx"#) && in_part.contains(r#""bytes":5000"#), "{in_part}");
    assert!(length("") < 1_000 && length("--full") > 5_000 && length("--json") > 5_000);
    assert!(length("--json --max-bytes 400") < 400);
    // In a pipe it is exact.
    assert!(context.run(&["watch", "--since", "0", "-n", "1"]).stdout.len() > 5_000);
}
