//! Records that are too long to be read, by who wrote them.

use serde_json::Value;

use crate::json;
use crate::log::entry::{Entry, Revision};

/// How much of the end of a record holds its author, in bytes.
pub const AUTHOR_LEN: usize = 8 * 1024;

/// The beginning of the author's members at the end of a line.
const AUTHOR: &[u8] = b",\"agent\":\"";

/// A record that was not read, since it is too long or too far back: what its end says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub rev: Revision,
    pub agent: String,
    pub at: String,
    /// The digest of the record, as it says.
    pub h: String,
}

impl Unread {
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let author = &entry.change.author;
        Self { rev: entry.link.rev, agent: author.agent.clone(), at: author.at.clone(), h: entry.h.to_string() }
    }

    /// Reads the end of a line, without its newline. Its digest is not checked.
    #[must_use]
    pub fn of_line_end(end: &[u8]) -> Option<Self> {
        let mut members = end.get(memchr::memmem::rfind(end, AUTHOR)?..)?.to_vec();
        if let Some(comma) = members.first_mut() {
            *comma = b'{';
        }
        let members = json::parse(&members).ok()?;
        let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
        let rev = members.get("rev").and_then(Value::as_u64).map(Revision::new)?;
        Some(Self { rev, agent: text("agent")?, at: text("at")?, h: text("h")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::digest::Digest;
    use crate::log::entry::{Author, Change, Link};

    #[test]
    fn the_end_of_a_line_names_its_author_whatever_is_before() {
        let author = Author { agent: "bob".into(), at: "then".into(), ..Author::default() };
        let evil = serde_json::json!({"x": 1, "agent": "mallory", "at": "never", "rev": 9});
        let message = Some("{\"x\":1,\"agent\":\"mallory\"".to_owned());
        let change = Change { author, args: evil.clone(), state: Some(evil), message, ..Change::default() };
        let link = Link { rev: Revision::new(7), prev: Digest::NONE, post: Digest::NONE };
        let entry = Entry::seal(change, link).unwrap();
        assert_eq!(Unread::of_line_end(&entry.line), Some(Unread::of(&entry)));
        assert_eq!(Unread::of_line_end(&entry.line[entry.line.len() - 300..]), None);
    }
}
