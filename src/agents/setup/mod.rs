//! What `ctx setup` puts in the files of each client: hooks, the server for MCP, the skill, permission rules. Looked
//! up in November 2026; what could not be verified is not written, or it is said.

mod claude;
mod codex;
mod copilot;
mod cursor;
mod entries;
mod gemini;
mod opencode;

use crate::agents::client::Client;
use crate::agents::event::ClientEvent;
use crate::agents::hook::{Evidence, Form, Hook, hook};
use crate::agents::settings::Entry;
use crate::agents::settings::toml::Server;
use crate::agents::settings::whole::Whole;
use crate::agents::skill::SKILL;

/// Whom the files are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everybody who works in a project.
    Project,
    /// One user, in all projects.
    User,
}

/// Where a file is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub under: Directory,
    /// Relative to it. Of several the first that exists counts, or else the first.
    pub names: &'static [&'static str],
}

/// A directory that only the system knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    Project,
    /// What an environment variable names, or else this directory of the home directory.
    Home {
        variable: &'static str,
        otherwise: &'static str,
    },
}

/// What ctx puts in a file.
#[derive(Clone, Debug)]
pub enum Content {
    Json(Vec<Entry>),
    Toml(Server),
    Whole(Whole),
}

/// A file of a client.
#[derive(Clone, Debug)]
pub struct ClientFile {
    pub place: Place,
    pub content: Content,
}

/// How ctx is run: by its name, or by its path if the name means something else.
#[derive(Clone, Debug)]
pub struct Program {
    /// For execve(2).
    pub path: String,
    /// The same as a word of a shell.
    pub word: String,
}

/// Returns the files of a client.
#[must_use]
pub fn files(client: Client, scope: Scope, program: &Program) -> Vec<ClientFile> {
    match client {
        Client::Claude => claude::files(scope, program),
        Client::Codex => codex::files(scope, program),
        Client::Gemini => gemini::files(scope, program),
        Client::Cursor => cursor::files(scope, program),
        Client::Copilot => copilot::files(scope, program),
        Client::OpenCode => opencode::files(scope, program),
    }
}

/// Returns what a user should know of the setup: what could not be verified, what else is to be done.
#[must_use]
pub fn notes(client: Client, scope: Scope) -> Vec<String> {
    let own: &[&str] = match client {
        Client::Claude => claude::notes(scope),
        Client::Codex => codex::notes(scope),
        Client::Gemini => gemini::notes(scope),
        Client::Cursor => cursor::notes(scope),
        Client::Copilot => copilot::notes(scope),
        Client::OpenCode => opencode::notes(scope),
    };
    let hooks = || hooks(client).into_iter().map(|(_, hook)| hook);
    let reported: Vec<&str> =
        hooks().filter(|hook| hook.evidence == Evidence::Reported).map(|hook| hook.event).collect();
    let mut notes: Vec<String> = own.iter().map(|note| (*note).to_owned()).collect();
    if !reported.is_empty() {
        let (name, events) = (client.name(), reported.join(", "));
        notes.push(format!("not verified: the events {events}, of which only others than {name}'s vendor tell"));
    }
    notes.extend(hooks().filter_map(|hook| hook.note.map(|note| format!("{}: {note}", hook.event))));
    notes
}

/// The hooks of a client that run a command of ctx: where it reads no answer, only those that forget a session.
fn hooks(client: Client) -> Vec<(ClientEvent, Hook)> {
    let is_of_use = |(event, hook): &(ClientEvent, Hook)| match event {
        // The work of a subagent cannot be told from that of its parent.
        ClientEvent::SubagentStop => false,
        ClientEvent::PreCompact | ClientEvent::SessionEnd => true,
        _ => hook.form != Form::Nothing,
    };
    if client == Client::OpenCode {
        return Vec::new();
    }
    let all = ClientEvent::ALL.into_iter().filter_map(|(_, event)| Some((event, hook(client, event)?)));
    all.filter(is_of_use).collect()
}

/// The skill, under the directory that a client reads skills from.
fn skill(under: Directory, names: &'static [&'static str]) -> ClientFile {
    let skill = Whole { text: format!("{SKILL}\n"), comment: ("<!-- ", " -->") };
    ClientFile { place: Place { under, names }, content: Content::Whole(skill) }
}

fn json(under: Directory, names: &'static [&'static str], entries: Vec<Entry>) -> ClientFile {
    ClientFile { place: Place { under, names }, content: Content::Json(entries) }
}
