//! The walk that finds what differs between two values: for patches, for `ctx diff`, and for the steps
//! that turn a value of a draft into another.

use serde_json::{Map, Value};

use crate::json::RESERVED_KEY;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::{Operation, Patch};
use crate::json::redaction_hash::is_hash;

/// One place that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'v> {
    pub path: KeyPath,
    /// The value before, if there was one.
    pub old: Option<&'v Value>,
    /// The value after, if there is one.
    pub new: Option<&'v Value>,
}

impl Difference<'_> {
    fn operation(&self) -> Operation {
        let path = self.path.pointer_in(&Value::Null);
        match (self.old, self.new) {
            (None, Some(value)) => Operation::Add { path, value: value.clone() },
            (Some(_), Some(value)) => Operation::Replace { path, value: value.clone() },
            (_, None) => Operation::Remove { path },
        }
    }
}

/// The patch (RFC 6902) that makes these differences, in their order.
#[must_use]
pub fn patch(differences: &[Difference<'_>]) -> Patch {
    Patch(differences.iter().map(Difference::operation).collect())
}

/// The patch that turns `old` into `new`. Objects are compared member by member, arrays are values.
#[must_use]
pub fn patch_between(old: &Value, new: &Value) -> Patch {
    patch(&Differ::default().differences(KeyPath::root(), old, new))
}

/// How two arrays are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrays {
    /// As values: they are equal or not.
    #[default]
    Whole,
    /// Items at the end may have been added. Everything else is another array.
    Grown,
    /// Item by item, between the items that both begin with and those that both end with.
    Items,
}

/// Which differences are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Differ {
    pub arrays: Arrays,
    /// Compares the hashes of redacted values as values, not as objects.
    pub whole_hashes: bool,
    /// Leaves out what ctx keeps.
    pub visible_only: bool,
}

impl Differ {
    /// The differences between two values at `path`, members that are gone before the others.
    #[must_use]
    pub fn differences<'v>(self, path: KeyPath, old: &'v Value, new: &'v Value) -> Vec<Difference<'v>> {
        let mut walk = Walk { differ: self, found: Vec::new() };
        walk.values(path, old, new);
        walk.found
    }
}

struct Walk<'v> {
    differ: Differ,
    found: Vec<Difference<'v>>,
}

impl<'v> Walk<'v> {
    fn values(&mut self, path: KeyPath, old: &'v Value, new: &'v Value) {
        let is_value = self.differ.whole_hashes && (is_hash(old) || is_hash(new));
        match (old, new) {
            (Value::Object(old), Value::Object(new)) if !is_value => self.members(&path, old, new),
            (old, new) if old == new => {}
            (Value::Array(old), Value::Array(new)) if self.differ.arrays == Arrays::Items => {
                self.items(&path, old, new);
            }
            (Value::Array(old), Value::Array(new)) if self.differ.arrays == Arrays::Grown && new.starts_with(old) => {
                self.added(&path, new, old.len()..new.len());
            }
            (old, new) => self.found.push(Difference { path, old: Some(old), new: Some(new) }),
        }
    }

    fn members(&mut self, path: &KeyPath, old: &'v Map<String, Value>, new: &'v Map<String, Value>) {
        let visible_only = self.differ.visible_only && path.is_root();
        let is_wanted = |key: &&String| !visible_only || *key != RESERVED_KEY;
        let child = |key: &String| path.child(Segment::Key(key.clone()));
        for (key, old) in old.iter().filter(|(key, _)| is_wanted(key) && !new.contains_key(*key)) {
            self.found.push(Difference { path: child(key), old: Some(old), new: None });
        }
        for (key, new) in new.iter().filter(|(key, _)| is_wanted(key)) {
            match old.get(key) {
                Some(old) => self.values(child(key), old, new),
                None => self.found.push(Difference { path: child(key), old: None, new: Some(new) }),
            }
        }
    }

    fn items(&mut self, path: &KeyPath, old: &'v [Value], new: &'v [Value]) {
        let same = |pairs: &mut dyn Iterator<Item = (&Value, &Value)>| pairs.take_while(|(a, b)| a == b).count();
        let before = same(&mut old.iter().zip(new));
        let shorter = old.len().min(new.len());
        let behind = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter - before);
        for (index, (old, new)) in old.iter().zip(new).enumerate().take(shorter - behind).skip(before) {
            self.values(path.child(Segment::Index(index)), old, new);
        }
        // From the end, so that no item moves before its turn.
        for (index, old) in old.iter().enumerate().take(old.len() - behind).skip(shorter - behind).rev() {
            self.found.push(Difference { path: path.child(Segment::Index(index)), old: Some(old), new: None });
        }
        self.added(path, new, shorter - behind..new.len() - behind);
    }

    fn added(&mut self, path: &KeyPath, new: &'v [Value], range: std::ops::Range<usize>) {
        let items = new.iter().enumerate().take(range.end).skip(range.start);
        self.found.extend(items.map(|(index, new)| {
            let path = path.child(Segment::Index(index));
            Difference { path, old: None, new: Some(new) }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_patch_between_two_values_leads_from_one_to_the_other() {
        let (old, new) = (json!({"a": 1, "b": {"c": 1, "d": [1]}}), json!({"b": {"c": 2, "d": [1]}, "e": {}}));
        let patch = patch_between(&old, &new);
        assert_eq!(patch.0.len(), 3);
        let mut value = old;
        patch.apply(&mut value).unwrap();
        assert_eq!(value, new);
    }

    #[test]
    fn arrays_are_compared_as_is_asked_for() {
        for (arrays, expected) in [
            (Arrays::Whole, ["g", "m"].as_slice()),
            (Arrays::Grown, &["g[1]", "m"]),
            (Arrays::Items, &["g[1]", "m[0].x"]),
        ] {
            let (old, new) = (json!({"g": [1], "m": [{"x": 1}, 2]}), json!({"g": [1, 2], "m": [{"x": 2}, 2]}));
            let differ = Differ { arrays, ..Differ::default() };
            let found = differ.differences(KeyPath::root(), &old, &new);
            let paths: Vec<String> = found.iter().map(|difference| difference.path.to_string()).collect();
            assert_eq!(paths, expected);
        }
    }
}
