//! GitHub Copilot CLI: github/docs `content/copilot` (reference/hooks-reference.md,
//! reference/copilot-cli-reference/cli-config-dir-reference.md).

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::setup::entries::{hook_entries, server, serving};
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

const CONFIGURATION: Directory = Directory::Home { variable: "COPILOT_HOME", otherwise: ".copilot" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let hooks = hook_entries(Client::Copilot, program, true, |command| json!({"type": "command", "bash": command}));
    let mcp = json!({"type": "local", "command": program.path, "args": serving(Client::Copilot), "tools": ["*"]});
    let mcp = vec![server("mcpServers", mcp)];
    match scope {
        Scope::Project => vec![
            json(Directory::Project, &[".github/hooks/ctx.json"], hooks),
            json(Directory::Project, &[".github/mcp.json"], mcp),
            skill(Directory::Project, &[".github/skills/ctx/SKILL.md"]),
        ],
        Scope::User => vec![
            json(CONFIGURATION, &["hooks/ctx.json"], hooks),
            json(CONFIGURATION, &["mcp-config.json"], mcp),
            skill(CONFIGURATION, &["skills/ctx/SKILL.md"]),
        ],
    }
}

pub fn notes(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Project => &[
            "Copilot keeps permissions itself, so no rule is written: copilot --allow-tool 'ctx'",
            "Copilot also reads hooks in .claude/settings.json: where Claude Code is set up too, they run twice",
        ],
        Scope::User => &["Copilot keeps permissions itself, so no rule is written: copilot --allow-tool 'ctx'"],
    }
}
