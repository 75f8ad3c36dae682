//! A place that both sides changed to different values.

use serde_json::{Map, Value};

use crate::edit::guard::shorten;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::redaction::{Redacted, UNSHOWN};
use crate::log::entry::Entry;

/// What messages call the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SideNames {
    pub ours: &'static str,
    pub theirs: &'static str,
}

impl SideNames {
    /// Of two files, as git calls them.
    pub const OF_FILES: Self = Self { ours: "ours", theirs: "theirs" };

    /// Of the document as it is now, and of what a change brings.
    pub const OF_CHANGE: Self = Self { ours: "present", theirs: "input" };
}

/// A place with its value in the base, in ours and in theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub place: Pointer,
    pub base: Option<Value>,
    pub ours: Option<Value>,
    pub theirs: Option<Value>,
}

impl Conflict {
    #[must_use]
    pub fn path(&self) -> KeyPath {
        KeyPath::from(&self.place)
    }

    /// Returns one line, with who changed ours, if known, and without redacted values.
    #[must_use]
    pub fn line(&self, names: SideNames, ours: Option<&Entry>, redacted: &Redacted) -> String {
        let is_shown = !redacted.concerns(&self.place);
        let shown = |value: &Option<Value>| match value {
            None => "nothing".to_owned(),
            Some(value) if is_shown => shorten(value),
            Some(_) => UNSHOWN.to_owned(),
        };
        let (base, value, theirs) = (shown(&self.base), shown(&self.ours), shown(&self.theirs));
        let by = ours.map(|entry| {
            let (author, rev) = (&entry.change.author, entry.link.rev);
            format!(" (by {} at {} in revision {rev})", author.agent, author.at)
        });
        format!(
            "{}: base {base}, {} {value}{}, {} {theirs}",
            self.path(),
            names.ours,
            by.unwrap_or_default(),
            names.theirs
        )
    }

    /// Returns the same as JSON, without the sides that have no value.
    #[must_use]
    pub fn to_json(&self, names: SideNames, ours: Option<&Entry>, redacted: &Redacted) -> Value {
        let is_shown = !redacted.concerns(&self.place);
        let shown = |value: &Value| if is_shown { value.clone() } else { UNSHOWN.into() };
        let mut members = Map::from_iter([("path".to_owned(), Value::from(self.path().to_string()))]);
        for (name, value) in [("base", &self.base), (names.ours, &self.ours), (names.theirs, &self.theirs)] {
            members.extend(value.as_ref().map(|value| (name.to_owned(), shown(value))));
        }
        if let Some(Entry { change, link, .. }) = ours {
            members.insert("agent".to_owned(), change.author.agent.as_str().into());
            members.insert("at".to_owned(), change.author.at.as_str().into());
            members.insert("rev".to_owned(), link.rev.number().into());
        }
        members.into()
    }
}

/// Lists conflicts, each on its own line, after a heading.
#[must_use]
pub fn listed(lines: &[String], with: &str) -> String {
    let conflicts = if lines.len() == 1 { "conflict" } else { "conflicts" };
    format!("{} {conflicts} {with}\n  {}", lines.len(), lines.join("\n  "))
}
