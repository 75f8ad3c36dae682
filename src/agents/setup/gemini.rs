//! Gemini CLI: google-gemini/gemini-cli `docs` (hooks, tools/mcp-server.md, cli/skills.md, reference/configuration.md).

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::setup::entries::{READING, hook_entries, rule, server, serving};
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

/// It has a directory `.gemini`.
const HOME: Directory = Directory::Home { variable: "GEMINI_CLI_HOME", otherwise: "" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let form = |command| json!({"hooks": [{"name": "ctx", "type": "command", "command": command}]});
    let mut settings = hook_entries(Client::Gemini, program, false, form);
    settings.push(server("mcpServers", json!({"command": program.path, "args": serving(Client::Gemini)})));
    let rules = READING.iter().map(|verb| format!("run_shell_command(ctx {verb})"));
    settings.extend(rules.map(|text| rule(["tools", "allowed"], text)));
    let under = if scope == Scope::Project { Directory::Project } else { HOME };
    vec![json(under, &[".gemini/settings.json"], settings), skill(under, &[".gemini/skills/ctx/SKILL.md"])]
}

pub fn notes(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Project => &["Gemini CLI warns of new hooks of a project, and asks before it calls the server"],
        Scope::User => &["Gemini CLI asks before it calls the server"],
    }
}
