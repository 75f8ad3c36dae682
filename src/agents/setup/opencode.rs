//! `OpenCode`: anomalyco/opencode `packages/web/src/content/docs` (mcp-servers, skills, plugins), opencode.ai/v2/docs and
//! opencode.ai/docs/migrate-v1: version 2 has servers in `mcp.servers`, and reads those of version 1 as well.

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::settings::Entry;
use crate::agents::setup::entries::{server, serving};
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

const CONFIGURATION: Directory = Directory::Home { variable: "XDG_CONFIG_HOME", otherwise: ".config" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let command = [&[program.path.as_str()][..], &serving(Client::OpenCode)].concat();
    let mcp = json!({"type": "local", "command": command});
    let mcp = vec![Entry { inside: Some("servers"), ..server("mcp", mcp) }];
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
        "OpenCode runs no commands at its events, only plugins, and those of version 1 do not run in 2: none is written",
        "not verified: the permission rules of OpenCode 2, so none is written",
    ]
}
