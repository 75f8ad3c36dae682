//! Files that ctx does not change: nothing at all is written then.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::Machine;
use crate::support::{CTX, Need, answer, ctx_as, missing};

/// Sets Claude Code up beside a file of it that is bad; checks that it fails with this, and that nothing changed.
#[track_caller]
fn refused(machine: &Machine, words: &str, code: i32, stderr: &str) {
    let before = machine.all();
    machine.setup(words).fails(code, stderr);
    machine.setup(&format!("{words} --write")).fails(code, stderr);
    assert_eq!(machine.all(), before);
}

const ASIDE: &str = "hint: look at it: ls -l TOP/project/.mcp.json; and move it away: \
    mv TOP/project/.mcp.json TOP/project/.mcp.json.old\n";

#[test]
fn a_file_that_does_not_parse_or_means_something_else_is_refused_with_its_line() {
    let cases: [(&[u8], &str); 7] = [
        (b"{\n  \"mcpServers\": {\n", "line 2: it is not JSON: unterminated object at column 17"),
        (b"{\"a\": 1 \"b\": 2}", "line 1: it is not JSON: expected comma at column 8"),
        (b"// none\n", "line 1: it is empty, which is not JSON"),
        (b"\n[1]", "line 2: it is an array, not an object"),
        (b"{\n\"mcpServers\": \"x\"}", "line 2: \"mcpServers\" is a string, not an object"),
        (b"{\"mcpServers\": {},\n\"mcpServers\": {}}", "line 2: the key \"mcpServers\" is there twice"),
        (b"{\n\n\"a\": \"\xff\"}", "line 3: it is not UTF-8"),
    ];
    for (text, why) in cases {
        let machine = Machine::new();
        machine.write("project/.mcp.json", text);
        let said = format!("ctx: could not set up Claude Code: TOP/project/.mcp.json, {why}\n{ASIDE}");
        refused(&machine, "claude", 5, &said);
    }
    let machine = Machine::new();
    machine.write("project/.codex/config.toml", "a = 1\nmcp_servers = {}\n");
    let said = "ctx: could not set up Codex CLI: TOP/project/.codex/config.toml, line 2: no table can be added to mcp_servers, which is an inline table or no table
hint: look at it: ls -l TOP/project/.codex/config.toml; and move it away: mv TOP/project/.codex/config.toml TOP/project/.codex/config.toml.old\n";
    refused(&machine, "codex", 5, said);
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let machine = Machine::new();
    let path = machine.project().join(".mcp.json");
    let not = |what: &str| {
        format!(
            "ctx: could not set up Claude Code: could not use TOP/project/.mcp.json: it is {what}, not a regular file\n{ASIDE}"
        )
    };
    let mut mkfifo = Command::new("mkfifo");
    mkfifo.arg(&path);
    assert_eq!(answer(mkfifo).done(), "");
    refused(&machine, "claude", 7, &not("a FIFO"));
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    refused(&machine, "claude", 7, &not("a directory"));
}

#[test]
fn a_link_out_of_the_project_or_to_nothing_is_not_followed() {
    let machine = Machine::new();
    machine.write("home/.claude/settings.json", "{}\n");
    symlink(machine.home().join(".claude"), machine.project().join(".claude")).unwrap();
    let said = "ctx: could not set up Claude Code: TOP/project/.claude/settings.json is a link out of the project, to TOP/home/.claude/settings.json
hint: to change the files of all projects: ctx setup claude --user\n";
    refused(&machine, "claude", 7, said);
    std::fs::remove_file(machine.project().join(".claude")).unwrap();
    symlink("nowhere", machine.project().join(".mcp.json")).unwrap();
    let said = "ctx: could not set up Claude Code: TOP/project/.mcp.json is a symbolic link that leads to nothing
hint: ls -l TOP/project/.mcp.json\n";
    refused(&machine, "claude", 7, said);
}

#[test]
fn a_file_beyond_all_measure_is_not_read_to_its_end() {
    let machine = Machine::new();
    let file = std::fs::File::create(machine.project().join(".mcp.json")).unwrap();
    file.set_len(1 << 40).unwrap();
    let answer = machine.setup("claude --write");
    answer.fails(5, "ctx: could not set up Claude Code: TOP/project/.mcp.json is longer than 33554432 bytes\n");
}

#[test]
fn a_read_only_file_is_left() {
    if missing(&[Need::AnotherUser]) {
        return;
    }
    let machine = Machine::new();
    machine.write("project/.mcp.json", "{}\n");
    let mut chmod = Command::new("chmod");
    chmod.args(["-R", "a+rwX"]).arg(machine.top());
    answer(chmod).done();
    let mut chmod = Command::new("chmod");
    chmod.arg("0444").arg(machine.project().join(".mcp.json"));
    answer(chmod).done();
    let mut command = ctx_as(4711);
    command.current_dir(machine.project()).args(["setup", "claude", "--write"]).env("HOME", machine.home());
    let said = machine.named(answer(command));
    let why = "ctx: could not set up Claude Code: could not write TOP/project/.mcp.json: it is read-only for you\n";
    assert_eq!((said.code, said.stderr.starts_with(why)), (7, true), "{said:?}");
    assert!(!machine.project().join(".claude").exists());
}

#[test]
fn another_who_changes_the_files_is_waited_for_as_long_as_asked() {
    if missing(&[Need::Program("flock")]) {
        return;
    }
    let machine = Machine::new();
    let mut command = Command::new("flock");
    command.arg(machine.project()).args([CTX, "setup", "claude", "--write", "--no-wait"]);
    command.current_dir(machine.project()).env("HOME", machine.home());
    machine.named(answer(command)).fails(
        4,
        "ctx: could not set up Claude Code: could not lock TOP/project in time: another command changes files there
hint: see which: fuser -v TOP/project; wait longer: --wait 1m\n",
    );
}

#[test]
fn nothing_in_a_file_reaches_a_terminal_as_it_is() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let machine = Machine::new();
    machine.write("project/.mcp.json", "{\"a\x1b[31m\": 1}");
    let mut script = Command::new("script");
    script.args(["-qec", &format!("{CTX} setup claude"), "/dev/null"]);
    script.current_dir(machine.project()).env("HOME", machine.home());
    let shown = answer(script).stdout;
    assert!(shown.contains("\\u001b[31m") && !shown.contains("a\x1b[31m"), "{shown}");
}

#[test]
fn what_a_killed_setup_left_is_removed_by_the_next_and_nothing_else_is() {
    let machine = Machine::new();
    let left = |directory: &str| format!("project/{directory}.ctx-setup-{}.tmp", "0a".repeat(16));
    let others = ["project/.ctx-setup-notes.tmp", "project/.ctx-0123.tmp", "project/.claude/.ctx-setup-0a.tmp.old"];
    for words in ["claude --write", "claude --write", "claude --remove --write"] {
        for other in others {
            machine.write(other, "other");
        }
        for directory in ["", ".claude/", ".claude/skills/ctx/"] {
            machine.write(&left(directory), "{}");
        }
        machine.setup("claude");
        assert!(machine.all().contains_key(&left("")), "nothing is written without --write");
        machine.setup(words);
        let names: Vec<String> = machine.all().into_keys().filter(|name| name.contains(".tmp")).collect();
        let mut expected = others.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected, "{words}");
    }
}
