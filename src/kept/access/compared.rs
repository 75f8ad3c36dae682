//! What a change touched that its author may not write.

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::order::is_same;
use crate::kept::access::allowed::Side;
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
use crate::{draft::expiries, kept::redaction};

/// The members of `_ctx` by which agents coordinate, which all may write; and those about values, which follow the
/// values. All others are settings.
const FREE: [&str; 11] = [
    Handoff::MEMBER,
    Ownership::MEMBER,
    Task::MEMBER,
    Lease::MEMBER,
    Vote::MEMBER,
    Once::MEMBER,
    ReadPosition::MEMBER,
    Tag::MEMBER,
    Tidied::MEMBER,
    expiries::MEMBER,
    redaction::MEMBER,
];

/// Whether all may write what ctx keeps at this place, as far as this module knows.
pub(super) fn is_free(place: &[String]) -> bool {
    matches!(place, [first, member, ..] if first == RESERVED_KEY && FREE.contains(&member.as_str()))
}

/// Walks through what a change touches, before and after it, and finds what differs and is not allowed.
pub(super) struct Search<'s> {
    side: &'s Side,
    path: KeyPath,
    pub(super) found: Vec<KeyPath>,
}

impl<'s> Search<'s> {
    pub(super) fn new(side: &'s Side) -> Self {
        Self { side, path: KeyPath::root(), found: Vec::new() }
    }

    /// Compares the values at the path; `None` if there is none.
    pub(super) fn compare(&mut self, old: Option<&Value>, new: Option<&Value>) {
        match (old, new) {
            _ if self.is_allowed() => {}
            (Some(old), Some(new)) if is_same(old, new) => {}
            _ if self.is_entry() && !self.side.leads_below(&self.path) => self.note(),
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                for (key, value) in old {
                    self.below(Segment::Key(key.clone()), Some(value), new.get(key));
                }
                for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
                    self.below(Segment::Key(key.clone()), None, Some(value));
                }
                let stays =
                    |key: &&String| old.contains_key(*key) && new.contains_key(*key) && !self.allows((*key).clone());
                if !old.keys().filter(stays).eq(new.keys().filter(stays)) {
                    self.note();
                }
            }
            (Some(Value::Array(old)), Some(Value::Array(new))) => {
                for index in 0..old.len().max(new.len()) {
                    self.below(Segment::Index(index), old.get(index), new.get(index));
                }
            }
            // What holds only what is allowed may come and go with it.
            (None, Some(Value::Object(members))) | (Some(Value::Object(members)), None)
                if members.len() == 1 || (!members.is_empty() && self.side.leads_below(&self.path)) =>
            {
                for (key, value) in members {
                    self.below(Segment::Key(key.clone()), old.map(|_| value), new.map(|_| value));
                }
            }
            (None, Some(Value::Array(items))) | (Some(Value::Array(items)), None)
                if !items.is_empty() && self.side.leads_below(&self.path) =>
            {
                for (index, value) in items.iter().enumerate() {
                    self.below(Segment::Index(index), old.map(|_| value), new.map(|_| value));
                }
            }
            (None, None) => {}
            _ => self.note(),
        }
    }

    /// Notes a place that is not allowed.
    pub(super) fn look_at(&mut self, path: KeyPath) {
        if !self.side.allows(&path) {
            self.found.push(path);
        }
    }

    fn below(&mut self, segment: Segment, old: Option<&Value>, new: Option<&Value>) {
        let above = self.path.clone();
        self.path = above.child(segment);
        self.compare(old, new);
        self.path = above;
    }

    /// Whether the value at the path is, with all below. The document is not: it holds what ctx keeps.
    fn is_allowed(&self) -> bool {
        let is_free = match self.path.segments() {
            [Segment::Key(first), Segment::Key(member)] => first == RESERVED_KEY && FREE.contains(&member.as_str()),
            _ => false,
        };
        is_free || (!self.path.is_root() && self.side.allows(&self.path))
    }

    /// Whether the path is that of one entry, or one setting, that ctx keeps.
    fn is_entry(&self) -> bool {
        self.path.is_reserved() && self.path.segments().len() == 3
    }

    fn allows(&self, key: String) -> bool {
        self.side.allows(&self.path.child(Segment::Key(key)))
    }

    fn note(&mut self) {
        self.found.push(self.path.clone());
    }
}
