//! OpenCode: anomalyco/opencode `packages/web/src/content/docs` (mcp-servers, skills, plugins, config).

use serde_json::json;

use crate::agents::setup::entries::server;
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

const CONFIGURATION: Directory = Directory::Home { variable: "XDG_CONFIG_HOME", otherwise: ".config" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let mcp = json!({"type": "local", "command": [program.path, "mcp"], "enabled": true});
    let mcp = vec![server("mcp", mcp)];
    match scope {
        Scope::Project => vec![
            json(Directory::Project, &["opencode.json", "opencode.jsonc"], mcp),
            skill(Directory::Project, &[".opencode/skills/ctx/SKILL.md"]),
        ],
        Scope::User => vec![
            json(CONFIGURATION, &["opencode/opencode.json", "opencode/opencode.jsonc"], mcp),
            skill(CONFIGURATION, &["opencode/skills/ctx/SKILL.md"]),
        ],
    }
}

pub fn notes(_scope: Scope) -> &'static [&'static str] {
    &[
        "OpenCode runs no commands at its events, only plugins in JavaScript: none is written, since none was tried",
        "OpenCode runs commands without asking unless its settings say otherwise, so no rule is written",
    ]
}
