//! Entries that several clients share.

use serde_json::{Value, json};

use crate::agents::client::Client;
use crate::agents::event::ClientEvent;
use crate::agents::settings::{Entry, EntryKind};
use crate::agents::setup::{Program, hooks};

/// The verbs that clients may run without asking: whatever their options are, they change nothing, write no file and
/// run no other command, as `ctx lock -- CMD` does, which would be a way around every question. So `get` is not among
/// them, whose `--file-out` writes over any file, nor are `brief` and `messages`, which record that they were read.
/// What changes the document can go through the server, which reaches no other file.
pub const READING: [&str; 9] = ["diff", "has", "keys", "overview", "query", "search", "show", "status", "wait"];

/// The hooks of a client; `form` makes the item of an event from its command.
pub fn hook_entries(client: Client, program: &Program, version: bool, form: fn(String) -> Value) -> Vec<Entry> {
    let entry = |(event, hook): (ClientEvent, crate::agents::hook::Hook)| {
        let strict = if event == ClientEvent::Stop { " --strict" } else { "" };
        let arguments = format!("hook {}{strict} --client {}", event.word(), client.word());
        Entry {
            path: vec!["hooks", hook.event],
            kind: EntryKind::Item,
            value: form(format!("{} {arguments}", program.word)),
            sign: format!("ctx hook {}", event.word()),
            inside: None,
            beside: version.then(|| ("version", json!(1))),
        }
    };
    hooks(client).into_iter().map(entry).collect()
}

/// What starts the server for a client. Who has no other name there has the one that hooks and commands have.
pub fn serving(client: Client) -> [&'static str; 3] {
    ["mcp", "--client", client.word()]
}

/// The server, as a member of the object under `key`.
pub fn server(key: &'static str, value: Value) -> Entry {
    Entry { path: vec![key, "ctx"], kind: EntryKind::Member, value, sign: String::new(), inside: None, beside: None }
}

/// A rule in an array of texts.
pub fn rule(path: [&'static str; 2], rule: String) -> Entry {
    Entry {
        path: path.to_vec(),
        kind: EntryKind::Item,
        sign: rule.clone(),
        value: rule.into(),
        inside: None,
        beside: None,
    }
}
