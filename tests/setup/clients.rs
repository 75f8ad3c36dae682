//! The files of each client.

use std::fmt::Write as _;
use std::process::Command;

use super::Machine;
use crate::support::{CTX, Context, Need, answer, missing};

/// What is written for a client in a project, without the skill, and where that is.
const CLIENTS: [(&str, &str, &str); 6] = [
    ("claude", include_str!("claude.diff"), ".claude/skills/ctx/SKILL.md"),
    ("codex", include_str!("codex.diff"), ".agents/skills/ctx/SKILL.md"),
    ("gemini", include_str!("gemini.diff"), ".gemini/skills/ctx/SKILL.md"),
    ("cursor", include_str!("cursor.diff"), ".cursor/skills/ctx/SKILL.md"),
    ("copilot", include_str!("copilot.diff"), ".github/skills/ctx/SKILL.md"),
    ("opencode", include_str!("opencode.diff"), ".opencode/skills/ctx/SKILL.md"),
];

/// What is said of each.
const NOTES: [(&str, &str); 6] = [
    (
        "Claude Code",
        "ctx: Claude Code asks before it starts the server of .mcp.json for the first time
ctx: PreCompact: after compaction SessionStart runs again, with the source `compact`
",
    ),
    (
        "Codex CLI",
        "ctx: Codex reads .codex of a project that it trusts, and runs a hook once you trust it: /hooks
ctx: SessionStart: it runs with the first prompt, not before; one user saw 0.154.0 refuse such answers (openai/codex#45999)
",
    ),
    (
        "Gemini CLI",
        "ctx: Gemini CLI warns of new hooks of a project, and asks before it calls the server
",
    ),
    (
        "Cursor",
        "ctx: not verified: the form of Cursor's permission rules, so none is written, and it asks before it runs ctx
ctx: not verified: in which directory Cursor starts a server; if it finds no context, add \"-c\", FILE to its args
ctx: not verified: the events sessionStart, beforeSubmitPrompt, stop, preCompact, sessionEnd, of which only others than Cursor's vendor tell
ctx: sessionStart: cloud agents do not run it, and a first prompt given at once can be sent before it has answered
ctx: beforeSubmitPrompt: `additional_context` works in 3.20.17, and is not documented for this event
",
    ),
    (
        "GitHub Copilot CLI",
        "ctx: Copilot keeps permissions itself, so no rule is written: copilot --allow-tool 'ctx'
ctx: Copilot also reads hooks in .claude/settings.json: where Claude Code is set up too, they run twice
ctx: sessionStart: one user saw the CLI 1.0.8 ignore it (github/copilot-cli#2142)
",
    ),
    (
        "OpenCode",
        "ctx: OpenCode runs no commands at its events, only plugins, and those of version 1 do not run in 2: none is written
ctx: not verified: the permission rules of OpenCode 2, so none is written
",
    ),
];

/// The diff that makes the skill.
fn skill(path: &str, written: &str) -> String {
    let mut diff = format!("--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{} @@\n", written.lines().count());
    written.lines().for_each(|line| writeln!(diff, "+{line}").unwrap());
    diff
}

#[test]
fn each_client_is_shown_its_files_and_nothing_is_written_until_that_is_asked_for() {
    for ((client, diff, path), (name, notes)) in CLIENTS.into_iter().zip(NOTES) {
        let machine = Machine::new();
        let before = machine.all();
        let shown = machine.setup(client);
        assert_eq!(machine.all(), before);
        machine.setup(&format!("{client} --write"));
        let written = machine.read(&format!("project/{path}"));
        let said = format!(
            "{notes}ctx: nothing was written; these are the changes for {name} in TOP/project
hint: to make them: ctx setup {client} --write\n"
        );
        shown.prints_and_says(&format!("{diff}{}", skill(path, &written)), &said);
        let printed = Context::empty().run(&["skill"]).done();
        assert!(written.starts_with(&format!("{printed}\n<!-- Written by `ctx setup`")), "{written}");
    }
}

#[test]
fn what_is_shown_is_what_is_written_once_and_what_is_removed() {
    for ((client, diff, path), (name, notes)) in CLIENTS.into_iter().zip(NOTES) {
        let machine = Machine::new();
        let before = machine.all();
        let names = diff.lines().filter_map(|line| line.strip_prefix("+++ b/")).chain([path]);
        let paths = names.map(|name| format!("TOP/project/{name}\n")).collect::<Vec<_>>().concat();
        let said = format!(
            "{notes}ctx: set up {name} in TOP/project\nhint: to take it back: ctx setup {client} --remove --write\n"
        );
        machine.setup(&format!("{client} --write")).prints_and_says(&paths, &said);
        let written = machine.all();
        let done = format!("ctx: nothing to change: {name} is set up in TOP/project\n");
        for words in [client.to_owned(), format!("{client} --write"), format!("{client} --project --write")] {
            machine.setup(&words).prints_and_says("", &done);
        }
        assert_eq!(machine.all(), written);
        let removed = machine.setup(&format!("{client} --remove"));
        assert_eq!(removed.stdout.matches("\n+++ /dev/null\n").count(), paths.lines().count());
        assert_eq!(machine.all(), written);
        let took = format!("ctx: took ctx out of {name} in TOP/project\n");
        machine.setup(&format!("{client} --remove --write")).prints_and_says(&paths, &took);
        assert_eq!(machine.all(), before);
        let nothing = format!("ctx: nothing to change: nothing of ctx is in the files of {name} in TOP/project\n");
        machine.setup(&format!("{client} --remove --write")).prints_and_says("", &nothing);
    }
}

#[test]
fn each_command_of_a_hook_runs() {
    let hooks = CLIENTS.iter().flat_map(|(_, diff, _)| diff.lines()).filter_map(|line| line.split_once("\"ctx hook "));
    let hooks: Vec<&str> = hooks.map(|(_, words)| words.trim_end_matches(['"', ','])).collect();
    assert_eq!(hooks.len(), 23);
    for words in hooks {
        let machine = Machine::new();
        let mut command = Context::bare(&machine.project());
        command.arg("hook").args(words.split(' ')).env("HOME", machine.home());
        answer(command).prints("");
    }
}

#[test]
fn git_applies_what_is_shown() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    for (client, _, _) in CLIENTS {
        let (applied, written) = (Machine::new(), Machine::new());
        for machine in [&applied, &written] {
            machine.write("project/.mcp.json", "{\"mcpServers\":{ } }");
            machine.write("project/.gemini/settings.json", "{\r\n\t\"theme\": \"x\" // mine\r\n}\r\n");
            machine.write("project/.codex/config.toml", "model = 'x'");
        }
        let diff = applied.setup(client).stdout;
        written.setup(&format!("{client} --write"));
        applied.write("changes", diff);
        let mut git = Command::new("git");
        git.args(["apply", "../changes"]).current_dir(applied.project()).env("GIT_CEILING_DIRECTORIES", applied.top());
        std::fs::remove_dir(applied.project().join(".git")).unwrap();
        assert_eq!(answer(git).done(), "");
        std::fs::remove_file(applied.top().join("changes")).unwrap();
        std::fs::create_dir(applied.project().join(".git")).unwrap();
        assert_eq!(applied.all(), written.all(), "{client}");
    }
}

#[test]
fn the_files_of_a_user_are_in_the_home_directory_or_where_a_variable_says() {
    let cases = [
        (
            "claude",
            "CLAUDE_CONFIG_DIR",
            "home/.claude/settings.json home/.claude.json home/.claude/skills/ctx/SKILL.md",
            "else/settings.json else/.claude.json else/skills/ctx/SKILL.md",
        ),
        (
            "codex",
            "CODEX_HOME",
            "home/.codex/hooks.json home/.codex/config.toml home/.codex/rules/ctx.rules home/.agents/skills/ctx/SKILL.md",
            "else/hooks.json else/config.toml else/rules/ctx.rules home/.agents/skills/ctx/SKILL.md",
        ),
        (
            "gemini",
            "GEMINI_CLI_HOME",
            "home/.gemini/settings.json home/.gemini/skills/ctx/SKILL.md",
            "else/.gemini/settings.json else/.gemini/skills/ctx/SKILL.md",
        ),
        ("cursor", "", "home/.cursor/hooks.json home/.cursor/mcp.json home/.cursor/skills/ctx/SKILL.md", ""),
        (
            "copilot",
            "COPILOT_HOME",
            "home/.copilot/hooks/ctx.json home/.copilot/mcp-config.json home/.copilot/skills/ctx/SKILL.md",
            "else/hooks/ctx.json else/mcp-config.json else/skills/ctx/SKILL.md",
        ),
        (
            "opencode",
            "XDG_CONFIG_HOME",
            "home/.config/opencode/opencode.json home/.config/opencode/skills/ctx/SKILL.md",
            "else/opencode/opencode.json else/opencode/skills/ctx/SKILL.md",
        ),
    ];
    let lines = |names: &str| names.split(' ').map(|name| format!("TOP/{name}\n")).collect::<Vec<_>>().concat();
    for (client, variable, usual, named) in cases {
        let machine = Machine::new();
        let shown = machine.setup(&format!("{client} --user")).stdout;
        let heads = shown.lines().filter_map(|line| line.strip_prefix("+++ "));
        let heads = heads.map(|path| format!("{path}\n")).collect::<Vec<_>>().concat();
        assert_eq!(heads, lines(usual));
        assert_eq!(machine.setup(&format!("{client} --user --write")).stdout, lines(usual));
        if !variable.is_empty() {
            let mut command = machine.command(&format!("{client} --user --write"));
            command.env(variable, machine.top().join("else"));
            assert_eq!(
                machine.named(answer(command)).stdout,
                lines(named).replace("TOP/home/.agents/skills/ctx/SKILL.md\n", "")
            );
        }
        let said = machine.setup(&format!("{client} --user --remove")).stderr;
        assert!(said.contains(&format!("hint: to make them: ctx setup {client} --user --remove --write\n")), "{said}");
    }
}

#[test]
fn a_program_that_is_not_in_the_path_is_named_by_its_path() {
    let machine = Machine::new();
    let mut command = machine.command("cursor --write");
    command.env("PATH", "/nonexistent");
    let said = answer(command).stderr;
    assert!(said.starts_with("ctx: ctx is not in PATH, so the files name it by its path\n"), "{said}");
    assert!(machine.read("project/.cursor/mcp.json").contains(&format!("\"command\": \"{CTX}\",")));
    assert!(machine.read("project/.cursor/hooks.json").contains(&format!("\"{CTX} hook prompt --client cursor\"")));
    // It is ours all the same.
    assert_eq!(machine.setup("cursor").stdout, "");
    assert_eq!(machine.setup("cursor --remove --write").stdout.lines().count(), 3);
    assert!(!machine.project().join(".cursor").exists());
    // So is another ctx that comes first.
    machine.write("bin/ctx", "#!/bin/sh\n");
    let mut chmod = Command::new("chmod");
    answer({
        chmod.arg("+x").arg(machine.top().join("bin/ctx"));
        chmod
    })
    .done();
    let mut command = machine.command("cursor");
    command.env("PATH", format!("{}:{}", machine.top().join("bin").display(), CTX.strip_suffix("/ctx").unwrap()));
    assert!(answer(command).stdout.contains(&format!("+      \"command\": \"{CTX}\",\n")));
}

#[test]
fn the_project_is_where_a_repository_or_a_context_is() {
    let machine = Machine::new();
    std::fs::create_dir_all(machine.project().join("a/.ctx")).unwrap();
    std::fs::create_dir_all(machine.project().join("a/b/c")).unwrap();
    for (from, top) in [("", ""), ("a", "a"), ("a/b/c", "a")] {
        let mut command = machine.command("opencode --write");
        command.current_dir(machine.project().join(from));
        let written = machine.named(answer(command)).stdout;
        let top = format!("TOP/project/{top}").trim_end_matches('/').to_owned();
        let expected = format!("{top}/opencode.json\n{top}/.opencode/skills/ctx/SKILL.md\n");
        assert!(written == expected || written.is_empty() && from == "a/b/c", "{from}: {written}");
    }
    let mut command = machine.command("opencode");
    command.current_dir(machine.home());
    machine.named(answer(command)).fails(
        7,
        "ctx: could not set up OpenCode: neither .git nor .ctx is in TOP/home or a directory above, so no project is here
hint: to make this directory one: ctx init
hint: for all projects: ctx setup opencode --user\n",
    );
    let mut command = machine.command("opencode --user");
    command.env_remove("HOME");
    machine.named(answer(command)).fails(2, "ctx: could not set up OpenCode: HOME is not set to an absolute path\n");
}
