//! What the document knows: keys, handoffs, tasks, agents and so on, with what they are about.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde_json::Value;

use crate::cli::complete::candidate::Candidate;
use crate::json::document::Document;
use crate::json::document::listing::Listing;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::{RESERVED_KEY, kind_of};
use crate::kept::redaction::Redacted;
use crate::output::fit;
use crate::session::Session;

/// The most columns of what a word is about.
const COLUMNS: usize = 60;

/// The size of a document up to which values are shown, in bytes.
const SHOWN: u64 = 256 * 1024;

/// The most paths that are offered.
const MOST: usize = 2_000;

/// How many records are searched for agents.
const RECORDS: usize = 500;

/// What the document knows.
pub struct Known {
    document: Document,
    size: u64,
}

/// Returns the agents of the newest records.
pub fn agents(session: &Session) -> Vec<Candidate> {
    let Ok(store) = session.open_silently() else { return Vec::new() };
    let (mut agents, mut left) = (BTreeSet::new(), RECORDS);
    // What was found before an error stays.
    drop(store.newest_first(&mut |entry| {
        agents.insert(entry.change.author.agent);
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }));
    agents.into_iter().map(|agent| Candidate::new(agent, "")).collect()
}

impl Known {
    /// Reads the context that the session names, if there is one; silent if that fails.
    pub fn of(session: &Session) -> Option<Self> {
        let snapshot = session.open_silently().ok()?.read().ok()?;
        Some(Self { document: snapshot.document, size: snapshot.size })
    }

    pub fn namespaces(&self) -> Vec<Candidate> {
        let is_namespace = |key: &&String| {
            let listing = self.document.listing(&KeyPath::key(key.as_str()));
            key.as_str() != RESERVED_KEY && matches!(listing, Some(Listing::Keys(_)))
        };
        self.keys(&KeyPath::root()).iter().filter(is_namespace).map(|key| Candidate::new(key, "")).collect()
    }

    /// Returns the entries of a collection that have one of these statuses, or any if there is none.
    pub fn kept(&self, member: &str, statuses: &[&str]) -> Vec<Candidate> {
        let entries = self.document.kept(member).and_then(Value::as_object).into_iter().flatten();
        let status = |entry: &Value| entry.get("status").and_then(Value::as_str).map(str::to_owned);
        let entries = entries.filter(|(_, entry)| {
            statuses.is_empty() || status(entry).is_some_and(|status| statuses.contains(&status.as_str()))
        });
        entries.map(|(key, entry)| Candidate::new(key, about(entry))).collect()
    }

    pub fn queues(&self) -> Vec<Candidate> {
        let tasks = self.document.kept("tasks").and_then(Value::as_object).into_iter().flatten();
        let queues: BTreeSet<&str> = tasks.filter_map(|(_, task)| task.get("queue")?.as_str()).collect();
        queues.into_iter().map(|queue| Candidate::new(queue, "")).collect()
    }

    pub fn options(&self, topic: Option<&String>) -> Vec<Candidate> {
        let votes = self.document.kept("votes");
        let options = topic.and_then(|topic| votes?.get(topic)?.get("options")?.as_array());
        options.into_iter().flatten().filter_map(Value::as_str).map(|option| Candidate::new(option, "")).collect()
    }

    /// Returns the tags, and the newest revisions.
    pub fn points(&self) -> Vec<Candidate> {
        let head = [Candidate::new("HEAD", "the newest revision"), Candidate::new("HEAD~1", "the one before")];
        self.kept("tags", &[]).into_iter().chain(head).collect()
    }

    /// Returns the paths that begin with `current`, one step further than it. A single one comes with those
    /// below it, so that the shell adds no space behind it.
    pub fn paths(&self, current: &str, session: &Session) -> Vec<Candidate> {
        let Ok(namespace) = session.namespace() else { return Vec::new() };
        if session.takes_literal_keys() {
            return self.keys(&namespace).into_iter().map(|key| Candidate::new(key, "")).collect();
        }
        let (dot, current) = current.strip_prefix('.').map_or(("", current), |rest| (".", rest));
        let Some(parent) = parent_of(current) else { return Vec::new() };
        let mut found = self.children(&namespace, &parent, current);
        if let [(only, _)] = found.as_slice() {
            found.extend(self.children(&namespace, &only.clone(), current));
        }
        found.into_iter().map(|(path, about)| Candidate::new(format!("{dot}{path}"), about)).collect()
    }

    /// Returns the paths one step below `parent` that begin with `current`.
    fn children(&self, namespace: &KeyPath, parent: &KeyPath, current: &str) -> Vec<(KeyPath, String)> {
        let whole = namespace.clone().join(parent.clone());
        let segments: Vec<Segment> = if let Some(len) = self.document.items_at(&whole) {
            (0..len).map(Segment::Index).collect()
        } else {
            let keys = self.document.keys_suggested(&whole, begun(current, parent), MOST);
            keys.into_iter().map(Segment::Key).collect()
        };
        let children = segments.into_iter().map(|segment| parent.child(segment));
        let children = children.filter(|path| path.to_string().starts_with(current)).take(MOST);
        children.map(|path| (path.clone(), self.preview(&namespace.clone().join(path)))).collect()
    }

    fn keys(&self, path: &KeyPath) -> Vec<String> {
        match self.document.listing(path) {
            Some(Listing::Keys(keys)) => keys,
            _ => Vec::new(),
        }
    }

    /// Returns a value on one line, if the document is small and the value is not redacted.
    fn preview(&self, path: &KeyPath) -> String {
        if self.size > SHOWN {
            return String::new();
        }
        if Redacted::of(&self.document).concerns(&self.document.pointer(path)) {
            return "redacted".to_owned();
        }
        match self.document.get(path) {
            Some(value @ (Value::Object(_) | Value::Array(_))) => kind_of(value).to_owned(),
            Some(value) => fit(&value.to_string(), Some(COLUMNS)),
            None => String::new(),
        }
    }
}

/// Returns the path of the object or array that the last step of `current` is in.
fn parent_of(current: &str) -> Option<KeyPath> {
    if current.starts_with('/') {
        return None;
    }
    let ends = current.match_indices(['.', '[']).map(|(at, _)| at).collect::<Vec<_>>();
    let parents = ends.into_iter().rev().filter_map(|end| current.get(..end));
    parents.filter(|parent| !parent.is_empty()).find_map(|parent| parent.parse().ok()).or(Some(KeyPath::root()))
}

/// Returns how the last key of `current` begins, below `parent`; nothing if it is quoted.
fn begun<'c>(current: &'c str, parent: &KeyPath) -> &'c str {
    let above = if parent.is_root() { String::new() } else { parent.to_string() };
    let rest = current.strip_prefix(&above).unwrap_or_default();
    let key = if above.is_empty() { Some(rest) } else { rest.strip_prefix('.') };
    key.filter(|key| !key.contains(['[', '"', '\''])).unwrap_or_default()
}

/// Returns what an entry is about, and where it stands.
fn about(entry: &Value) -> String {
    let text = |member: &str| entry.get(member).and_then(Value::as_str);
    let summary = text("summary").or_else(|| text("queue")).or_else(|| text("holder")).unwrap_or_default();
    let status = text("status").map(|status| format!("{status}: ")).unwrap_or_default();
    fit(&format!("{status}{summary}"), Some(COLUMNS))
}
