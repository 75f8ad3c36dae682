//! Cursor: cursor.com/docs (context/skills); the forms of `hooks.json` and `mcp.json` as others report them.

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::setup::entries::{hook_entries, server, serving};
use crate::agents::setup::{ClientFile, Directory, Program, Scope, json, skill};

const HOME: Directory = Directory::Home { variable: "", otherwise: "" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let hooks = hook_entries(Client::Cursor, program, true, |command| json!({"command": command}));
    let mcp = vec![server("mcpServers", json!({"command": program.path, "args": serving(Client::Cursor)}))];
    let under = if scope == Scope::Project { Directory::Project } else { HOME };
    vec![
        json(under, &[".cursor/hooks.json"], hooks),
        json(under, &[".cursor/mcp.json"], mcp),
        skill(under, &[".cursor/skills/ctx/SKILL.md"]),
    ]
}

pub fn notes(_scope: Scope) -> &'static [&'static str] {
    &[
        "not verified: the form of Cursor's permission rules, so none is written, and it asks before it runs ctx",
        "not verified: in which directory Cursor starts a server; if it finds no context, add \"-c\", FILE to its args",
    ]
}
