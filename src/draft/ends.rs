//! The expiry times of a draft, by the places of their values.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;

/// The member of `_ctx` that holds the expiry times, by canonical path.
pub const MEMBER: &str = "expiries";

/// The expiry times of a document, by canonical path.
#[must_use]
pub fn members(document: &Document) -> Option<&Map<String, Value>> {
    document.kept(MEMBER)?.as_object()
}

/// Where the expiry time of the value at this canonical path is kept.
#[must_use]
pub fn kept_at(path: &str) -> KeyPath {
    KeyPath::new([RESERVED_KEY, MEMBER, path].map(|key| Segment::Key(key.to_owned())).to_vec())
}

/// After so many questions it is worth it to index all expiry times.
const FEW: usize = 4;

/// Finds expiry times. Looks at all of them at first, and makes an index if asked often.
#[derive(Debug, Default)]
pub(super) struct Ends {
    asked: usize,
    index: Option<Index>,
}

#[derive(Debug, Default)]
struct Index {
    /// The keys of a value, and the path under which its expiry time is kept, with its position.
    positions: BTreeMap<(Vec<String>, String), usize>,
    next: usize,
}

impl Ends {
    /// Where the expiry times of the values at `path` and below it are kept.
    pub fn within(&mut self, document: &Document, path: &KeyPath) -> Vec<KeyPath> {
        self.asked += 1;
        if self.asked <= FEW {
            return at_or_below(document, path);
        }
        let index = self.index.get_or_insert_with(|| {
            let mut index = Index::default();
            members(document).into_iter().flat_map(|members| members.keys()).for_each(|path| index.add(path));
            index
        });
        let place = document.pointer(path);
        let from = (place.tokens().to_vec(), String::new());
        let within = index.positions.range(from..).take_while(|((keys, _), _)| keys.starts_with(place.tokens()));
        let mut found: Vec<(usize, &str)> = within.map(|((_, path), position)| (*position, path.as_str())).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, path)| kept_at(path)).collect()
    }

    /// Notes an operation that the draft applies.
    pub fn note(&mut self, operation: &Operation) {
        let Some(index) = &mut self.index else { return };
        match (operation, operation.path().tokens()) {
            (_, [first, ..]) if first != RESERVED_KEY => {}
            (_, [_, member, ..]) if member != MEMBER => {}
            (_, [_, _, _, _, ..]) | (Operation::Replace { .. }, [_, _, _]) => {}
            (Operation::Add { .. }, [_, _, path]) => index.add(path),
            (Operation::Remove { .. }, [_, _, path]) => index.remove(path),
            _ => self.index = None,
        }
    }
}

impl Index {
    fn add(&mut self, path: &str) {
        if let Some(place) = place(path) {
            self.positions.entry(place).or_insert(self.next);
            self.next += 1;
        }
    }

    fn remove(&mut self, path: &str) {
        place(path).and_then(|place| self.positions.remove(&place));
    }
}

fn place(path: &str) -> Option<(Vec<String>, String)> {
    let place = path.parse::<KeyPath>().ok()?.pointer_in(&Value::Null);
    Some((place.tokens().to_vec(), path.to_owned()))
}

/// Where the expiry times of the values at `path` and below it are kept.
fn at_or_below(document: &Document, path: &KeyPath) -> Vec<KeyPath> {
    let Some(members) = members(document) else { return Vec::new() };
    let place = document.pointer(path);
    let written = KeyPath::from(&place).to_string();
    // Many values may expire, and a change may set many: only a path that can match is parsed. A path
    // below begins with the text of the path above it, unless either has brackets or slashes.
    let may_be = |path: &&String| path.starts_with(&written) || path.contains(['[', '/']);
    let is_within = |path: &&String| {
        let path = path.parse::<KeyPath>().ok();
        path.is_some_and(|path| path.pointer_in(&Value::Null).tokens().starts_with(place.tokens()))
    };
    members.keys().filter(may_be).filter(is_within).map(|path| kept_at(path)).collect()
}
