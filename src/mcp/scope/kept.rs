//! What of the things that ctx keeps may be told in the log: agents coordinate by some, others are about places.

use serde_json::Value;

use crate::draft::expiries;
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::kept::collection::Kept as _;
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::once::Once;
use crate::kept::ownership::Ownership;
use crate::kept::read_position::ReadPosition;
use crate::kept::tag::Tag;
use crate::kept::task::Task;
use crate::kept::tidied::index::Tidied;
use crate::kept::vote::Vote;
use crate::kept::{policy, redaction, schema};
use crate::log::entry::Entry;
use crate::mcp::scope::rules::{Scope, steps};

/// The members of `_ctx` by which agents coordinate.
const SHARED: [&str; 8] = [
    Handoff::MEMBER,
    Task::MEMBER,
    Lease::MEMBER,
    Vote::MEMBER,
    Once::MEMBER,
    ReadPosition::MEMBER,
    Tag::MEMBER,
    Tidied::MEMBER,
];

/// The members of `_ctx` whose keys are paths of values.
const PLACED: [&str; 5] =
    [policy::Declared::MEMBER, schema::Declared::MEMBER, Ownership::MEMBER, expiries::MEMBER, redaction::MEMBER];

impl Scope {
    /// Whether an operation on what ctx keeps tells of nothing that may not be seen.
    pub(super) fn tells_kept(&self, operation: &Operation) -> bool {
        match operation {
            Operation::Add { path, value } | Operation::Replace { path, value } => {
                self.tells(path.tokens(), Some(value))
            }
            Operation::Move { .. } | Operation::Copy { .. } => false,
            other => self.tells(other.path().tokens(), None),
        }
    }

    fn tells(&self, place: &[String], value: Option<&Value>) -> bool {
        let below = |value: &Value| {
            value.as_object().is_none_or(|members| {
                members.iter().all(|(key, value)| {
                    let place: Vec<String> = place.iter().cloned().chain([key.clone()]).collect();
                    self.tells(&place, Some(value))
                })
            })
        };
        match place {
            [_] => value.is_none_or(below),
            [_, member, ..] if SHARED.contains(&member.as_str()) => true,
            [_, member] if PLACED.contains(&member.as_str()) => value.is_none_or(below),
            [_, member, path, ..] if PLACED.contains(&member.as_str()) => {
                path.parse::<KeyPath>().is_ok_and(|path| self.allows_all(&steps(&path.pointer_in(&Value::Null))))
            }
            _ => false,
        }
    }

    /// Whether a record is of a handoff among others.
    pub(super) fn is_of_others(&self, entry: &Entry) -> bool {
        let (change, author) = (&entry.change, &entry.change.author);
        let is_handoff = change.op.starts_with("handoff.");
        let is_own = self.reader.as_ref().is_some_and(|reader| author.agent == reader.as_str());
        let id = change.args.get("id").and_then(Value::as_str);
        is_handoff && !is_own && !id.is_some_and(|id| self.handoffs.iter().any(|own| own == id))
    }
}

/// Whether an operation changes what ctx keeps.
pub fn is_of_kept(operation: &Operation) -> bool {
    operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY)
}
