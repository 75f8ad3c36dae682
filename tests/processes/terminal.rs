//! Signals of a terminal: they reach the command once, and the shell stops and continues both.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::{pids, running};
use crate::support::{CTX, Context, Need, missing};

/// A shell on a terminal of its own, by script(1).
struct Terminal {
    child: Child,
    keys: ChildStdin,
    screen: BufReader<ChildStdout>,
}

impl Terminal {
    fn of(context: &Context, line: &str) -> Self {
        let mut command = Command::new("script");
        command.args(["-qec", line, "/dev/null"]).current_dir(context.directory());
        command.env("CTX", CTX).env("CTX_FILE", "context.json").env("CTX_AGENT", "planner").env("SHELL", "/bin/sh");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (keys, screen) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, keys, screen }
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Reads lines up to one that ends with this.
    fn shows(&mut self, end: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.screen.read_line(&mut line).unwrap(), 0, "{end} was never shown");
            if line.trim_end().ends_with(end) {
                return line.trim_end().to_owned();
            }
        }
    }
}

/// Counts interrupts until it reads `end`.
const COUNTS: &str = r#"trap 'n=$((n+1)); echo interrupted' INT; echo ready
while read line; [ "$line" != end ]; do :; done
echo $n times; exit 5"#;

#[test]
fn an_interrupt_of_a_terminal_reaches_the_command_once() {
    if missing(&[Need::Terminal]) {
        return;
    }
    for verb in ["lock", "lease run deploy", "once migrate"] {
        let context = Context::with(r#"{"a":1}"#);
        context.write("counts.sh", COUNTS);
        let mut terminal =
            Terminal::of(&context, &format!("trap : INT; \"$CTX\" {verb} -- sh counts.sh; echo code $?"));
        terminal.shows("ready");
        terminal.types("\x03");
        terminal.shows("interrupted");
        terminal.types("end\n");
        assert_eq!(terminal.shows("times"), "1 times", "{verb}");
        terminal.shows("code 5");
        terminal.child.wait().unwrap();
    }
}

#[test]
fn what_a_command_began_ends_with_it_by_an_interrupt_of_a_terminal() {
    if missing(&[Need::Terminal]) {
        return;
    }
    for verb in ["lock", "once migrate", "lease run deploy"] {
        let context = Context::with(r#"{"a":1}"#);
        context.write(
            "begins.sh",
            "(trap '' INT; exec sleep 1000) & echo $! >>pids; exec sh -c 'echo ready; exec sleep 1000'",
        );
        let line = format!("trap : INT; \"$CTX\" {verb} -- sh begins.sh; echo code $?");
        let mut terminal = Terminal::of(&context, &line);
        terminal.shows("ready");
        terminal.types("\x03");
        terminal.shows("code 130");
        assert_eq!(running(&pids(&context)), 0, "{verb}");
        terminal.child.wait().unwrap();
    }
}

#[test]
fn a_shell_stops_ctx_with_its_command_and_continues_both() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    context.write("reads.sh", "echo ready; read line; echo \"read $line\"; exit 5");
    let line = "set -m; \"$CTX\" lock -- sh reads.sh; echo stopped $?; fg; echo code $?";
    let mut terminal = Terminal::of(&context, line);
    terminal.shows("ready");
    terminal.types("\x1a");
    terminal.shows("stopped 148");
    terminal.types("on\n");
    assert_eq!(terminal.shows("read on"), "read on");
    terminal.shows("code 5");
    terminal.child.wait().unwrap();
}
