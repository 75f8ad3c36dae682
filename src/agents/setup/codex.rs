//! Codex CLI: developers.openai.com/codex (hooks, config, rules, skills).

use serde_json::json;

use crate::agents::client::Client;
use crate::agents::settings::toml::Server;
use crate::agents::settings::whole::Whole;
use crate::agents::setup::entries::{READING, hook_entries, serving};
use crate::agents::setup::{ClientFile, Content, Directory, Place, Program, Scope, json, skill};

const CONFIGURATION: Directory = Directory::Home { variable: "CODEX_HOME", otherwise: ".codex" };
const HOME: Directory = Directory::Home { variable: "", otherwise: "" };

pub fn files(scope: Scope, program: &Program) -> Vec<ClientFile> {
    let form = |command| json!({"hooks": [{"type": "command", "command": command}]});
    let hooks = hook_entries(Client::Codex, program, false, form);
    let server = Server {
        path: ["mcp_servers", "ctx"],
        command: program.path.clone(),
        arguments: serving(Client::Codex).to_vec(),
    };
    let rules = Whole { text: rules(), comment: ("# ", "") };
    let file = |under, names, content| ClientFile { place: Place { under, names }, content };
    match scope {
        Scope::Project => vec![
            json(Directory::Project, &[".codex/hooks.json"], hooks),
            file(Directory::Project, &[".codex/config.toml"], Content::Toml(server)),
            file(Directory::Project, &[".codex/rules/ctx.rules"], Content::Whole(rules)),
            skill(Directory::Project, &[".agents/skills/ctx/SKILL.md"]),
        ],
        Scope::User => vec![
            json(CONFIGURATION, &["hooks.json"], hooks),
            file(CONFIGURATION, &["config.toml"], Content::Toml(server)),
            file(CONFIGURATION, &["rules/ctx.rules"], Content::Whole(rules)),
            skill(HOME, &[".agents/skills/ctx/SKILL.md"]),
        ],
    }
}

fn rules() -> String {
    let verbs: Vec<String> = READING.iter().map(|verb| format!("{verb:?}")).collect();
    let verbs = verbs.join(", ");
    format!(
        "# What Codex may run without asking: commands of ctx that only read.\n\
         prefix_rule(\n    pattern = [\"ctx\", [{verbs}]],\n    decision = \"allow\",\n    \
         match = [\"ctx query .build.status\"],\n    \
         not_match = [\"ctx get build.report --file-out report.txt\", \"ctx lock -- make\"],\n)\n"
    )
}

pub fn notes(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Project => {
            &["Codex reads .codex of a project that it trusts, and runs a hook once you trust it: /hooks"]
        }
        Scope::User => &["Codex runs a hook once you trust it: /hooks"],
    }
}
