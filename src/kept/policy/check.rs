//! Checks that a change respects the policies `once` and `deny`.

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::error::Failure;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::order::is_same;
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::kept::expiry;
use crate::kept::policy::declared::{Declared, MergePolicy, Policies};
use crate::log::conflict;
use crate::log::entry::Revision;
use crate::log::history::last_change;

/// Checks the operations of a draft after the first `before`. With `force`, returns the policies
/// that they override, for the record.
///
/// # Errors
/// Conflict if a value is protected.
pub fn check(draft: &Draft<'_>, before: usize, force: bool) -> Result<Vec<Value>> {
    let policies = Policies::of(draft.document())?;
    if !policies.all().iter().any(|declared| declared.merge.protects()) {
        return Ok(Vec::new());
    }
    let ends = expiry::changed_ends(draft, before);
    let mut projection = Projection::default();
    for end in &ends {
        projection.add(end);
        policies.protecting_below(end).for_each(|declared| projection.add(&declared.place));
    }
    let (old, new) = draft.touched(before, projection)?;
    let found = passed_over(&policies, &old, &new, &ends);
    match found.first() {
        Some((place, declared)) if !force => Err(conflict(draft, place, old.at(place).is_none(), declared)?.into()),
        _ => Ok(found.iter().map(|(_, d)| json!({"path": d.path().to_string(), "policy": d.merge})).collect()),
    }
}

/// Returns the policies that a change overrides, each with the first such place. `ends` are the
/// places whose expiry time changed.
#[must_use]
pub fn passed_over<'p>(
    policies: &'p Policies,
    old: &Document,
    new: &Document,
    ends: &[Pointer],
) -> Vec<(Pointer, &'p Declared)> {
    let mut search = Search { policies, place: Vec::new(), found: Vec::new() };
    // Both are what the change touches.
    search.compare(old.tree(), Some(new.tree()));
    for end in ends {
        search.look_at_end(end, old);
    }
    search.found
}

/// Walks through what a change touches, before and after it, and finds protected values that
/// differ.
struct Search<'p> {
    policies: &'p Policies,
    place: Vec<String>,
    found: Vec<(Pointer, &'p Declared)>,
}

impl<'p> Search<'p> {
    fn compare(&mut self, old: &Value, new: Option<&Value>) {
        if new.is_some_and(|new| is_same(old, new)) {
            return;
        }
        let over = self.policies.over(&self.place).filter(|declared| declared.merge.protects());
        match (old, new, over) {
            (Value::Object(old), Some(Value::Object(new)), over) => {
                // The order of keys is part of a value.
                let is_order = old == new && !old.keys().eq(new.keys());
                over.filter(|_| is_order).into_iter().for_each(|declared| self.note(declared));
                for (key, value) in old {
                    self.below(key, |search| search.compare(value, new.get(key)));
                }
                for key in new.keys().filter(|key| !old.contains_key(*key)) {
                    self.below(key, Search::look_at_added);
                }
            }
            (_, _, Some(declared)) => self.note(declared),
            // Values below may be protected.
            (Value::Object(old), _, None) => {
                for (key, value) in old {
                    self.below(key, |search| search.compare(value, None));
                }
            }
            _ => {}
        }
    }

    /// A new value here changes the value above it, which `deny` does not allow.
    fn look_at_added(&mut self) {
        let over = self.policies.over(&self.place);
        let denies = |d: &&Declared| d.merge == MergePolicy::Deny && d.place.tokens().len() < self.place.len();
        if let Some(declared) = over.filter(denies) {
            self.note(declared);
        }
    }

    /// The expiry time of a value changed, and so that of all values below it.
    fn look_at_end(&mut self, place: &Pointer, old: &Document) {
        let over = self.policies.over(place.tokens()).filter(|declared| declared.merge.protects());
        let below = self.policies.protecting_below(place);
        let over = over.filter(|_| old.at(place).is_some()).map(|declared| (place.clone(), declared));
        let below = below.filter(|d| old.at(&d.place).is_some()).map(|declared| (declared.place.clone(), declared));
        for (place, declared) in over.into_iter().chain(below).collect::<Vec<_>>() {
            self.place = place.tokens().to_vec();
            self.note(declared);
        }
    }

    fn below(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        if self.place.is_empty() && key == RESERVED_KEY {
            return;
        }
        self.place.push(key.to_owned());
        walk(self);
        self.place.pop();
    }

    fn note(&mut self, declared: &'p Declared) {
        if !self.found.iter().any(|(_, found)| *found == declared) {
            self.found.push((Pointer::new(self.place.clone()), declared));
        }
    }
}

/// `is_new` if there was nothing at the place before: what changes is then the value that gains it.
fn conflict(draft: &Draft<'_>, place: &Pointer, is_new: bool, declared: &Declared) -> Result<Failure> {
    let (path, policy, of) = (KeyPath::from(place), declared.merge.word(), declared.path());
    let above = place.split_last().filter(|_| is_new).map(|(parents, _)| Pointer::new(parents.to_vec()));
    let why = match (declared.merge, &above) {
        (MergePolicy::Once, _) => "the first value is kept".to_owned(),
        (_, Some(above)) => format!("nothing may be added to {}", KeyPath::from(above)),
        _ => "the value may not be changed".to_owned(),
    };
    let change = last_change(draft.history(), above.as_ref().unwrap_or(place), Revision::START)?;
    Ok(conflict::conflict(&format!("{path}: {why}, by the policy {policy} of {of}"), change.as_ref())
        .fact("path", path.to_string())
        .fact("policy", policy)
        .fact("declared_for", of.to_string())
        .hint("ctx policy list")
        .hint("--force changes it anyway, and the record says so"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::policy::declared::declare;
    use crate::log::history::NoHistory;

    /// The policies that a change from one document to another overrides.
    fn passed_over(policies: &[(&str, MergePolicy)], old: Value, new: &Value) -> Vec<String> {
        let document = Document::try_from(old).unwrap();
        let mut draft = Draft::new(document, Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
        for (path, merge) in policies {
            declare(&mut draft, &path.parse().unwrap(), *merge).unwrap();
        }
        let before = draft.operations().count();
        draft.turn_into(&KeyPath::root(), new).unwrap();
        let forced = check(&draft, before, true).unwrap();
        assert_eq!(check(&draft, before, false).is_err(), !forced.is_empty());
        forced.iter().map(|forced| forced["path"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn once_lets_a_value_come_and_lets_it_neither_change_nor_go() {
        let policies = [("a", MergePolicy::Once)];
        for (old, new, allowed) in [
            (json!({}), json!({"a": 1}), true),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), true),
            (json!({"a": 1}), json!({"a": 2}), false),
            (json!({"a": 1}), json!({}), false),
            (json!({"a": null}), json!({"a": 1}), false),
            (json!({"a": {"x": 1}}), json!({"a": {"x": 1, "y": 2}}), true),
            (json!({"a": {"x": 1}}), json!({"a": {"y": 2}}), false),
            (json!({"a": {"x": 1}}), json!({"a": 7}), false),
            (json!({"a": [1]}), json!({"a": [1, 2]}), false),
        ] {
            assert_eq!(passed_over(&policies, old.clone(), &new).is_empty(), allowed, "{old} to {new}");
        }
    }

    #[test]
    fn deny_lets_nothing_be_added_below_what_is_there_either() {
        let policies = [("a.b", MergePolicy::Deny)];
        for (old, new, allowed) in [
            (json!({"a": {}}), json!({"a": {"b": {"x": 1}}}), true),
            (json!({"a": {"b": {"x": 1}}}), json!({"a": {"b": {"x": 1}, "c": 1}}), true),
            (json!({"a": {"b": {"x": 1}}}), json!({"a": {"b": {"x": 1, "y": 2}}}), false),
            (json!({"a": {"b": {}}}), json!({"a": {"b": {"x": 1}}}), false),
            (json!({"a": {"b": 1}}), json!({}), false),
            (json!({"a": {"b": 1}}), json!({"a": [1]}), false),
        ] {
            assert_eq!(passed_over(&policies, old.clone(), &new).is_empty(), allowed, "{old} to {new}");
        }
    }

    #[test]
    fn the_nearest_policy_decides_and_what_ctx_keeps_has_none() {
        let policies = [(".", MergePolicy::Deny), ("a", MergePolicy::Replace), ("a.b", MergePolicy::Once)];
        let old = json!({"a": {"b": 1, "c": 1}, "d": 1});
        let passed_over = |new: &Value| passed_over(&policies, old.clone(), new);
        assert!(passed_over(&json!({"a": {"b": 1, "c": 2}, "d": 1})).is_empty());
        assert_eq!(passed_over(&json!({"a": {"b": 2}, "d": 1})), ["a.b"]);
        assert_eq!(passed_over(&json!({"a": {"b": 1}, "d": 2})), ["."]);
        assert_eq!(passed_over(&json!({"d": 2})), [".", "a.b"]);
    }
}
