//! Claude Code: docs.claude.com/en/docs/claude-code (settings, hooks, mcp, skills, iam).

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::setup::entries::{READING, hook_entries, rule, server, serving};
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

const CONFIGURATION: Directory = Directory::Home { variable: "CLAUDE_CONFIG_DIR", otherwise: ".claude" };

/// The state file, which has the servers of a user, is beside that directory, or in the one that is named.
const STATE: Directory = Directory::Home { variable: "CLAUDE_CONFIG_DIR", otherwise: "" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let form = |command| json!({"hooks": [{"type": "command", "command": command}]});
    let mut settings = hook_entries(Client::Claude, program, false, form);
    let rules = READING.iter().map(|verb| format!("Bash(ctx {verb}:*)"));
    let rules = ["mcp__ctx".to_owned()].into_iter().chain(rules);
    settings.extend(rules.map(|text| rule(["permissions", "allow"], text)));
    let mcp = vec![server("mcpServers", json!({"command": program.path, "args": serving(Client::Claude)}))];
    match scope {
        Scope::Project => vec![
            json(Directory::Project, &[".claude/settings.json"], settings),
            json(Directory::Project, &[".mcp.json"], mcp),
            skill(Directory::Project, &[".claude/skills/ctx/SKILL.md"]),
        ],
        Scope::User => vec![
            json(CONFIGURATION, &["settings.json"], settings),
            json(STATE, &[".claude.json"], mcp),
            skill(CONFIGURATION, &["skills/ctx/SKILL.md"]),
        ],
    }
}

pub fn notes(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Project => &["Claude Code asks before it starts the server of .mcp.json for the first time"],
        Scope::User => &["end Claude Code before: while it runs, it may write .claude.json again as it was"],
    }
}
