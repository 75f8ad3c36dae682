//! The part of a value that may be seen, and what of a change is not allowed.

use serde_json::{Map, Value};

use crate::json::key_path::Segment;
use crate::json::order::is_same;
use crate::mcp::scope::rules::Scope;

impl Scope {
    /// The part of the value at a place that may be seen; `None` if that is nothing. An item that may not be seen is
    /// null: those behind it stay where they are.
    pub fn part(&self, place: &[Segment], value: &Value) -> Option<Value> {
        if self.allows_all(place) {
            return Some(value.clone());
        }
        let is_allowed = self.allows(place);
        if !is_allowed && !self.allows_any(place) {
            return None;
        }
        let below = |segment: Segment| place.iter().cloned().chain([segment]).collect::<Vec<_>>();
        let (part, is_empty) = match value {
            Value::Object(members) => {
                let seen = |(key, value): (&String, &Value)| {
                    Some((key.clone(), self.part(&below(Segment::Key(key.clone())), value)?))
                };
                let seen: Map<String, Value> = members.iter().filter_map(seen).collect();
                let is_empty = seen.is_empty();
                (Value::Object(seen), is_empty)
            }
            Value::Array(items) => {
                let seen = |(i, item): (usize, &Value)| self.part(&below(Segment::Key(i.to_string())), item);
                let seen: Vec<Option<Value>> = items.iter().enumerate().map(seen).collect();
                let is_empty = seen.iter().all(Option::is_none);
                (seen.into_iter().map(Option::unwrap_or_default).collect(), is_empty)
            }
            other => (other.clone(), true),
        };
        (is_allowed || !is_empty).then_some(part)
    }

    /// The first place at or below `place` where a change from one value to another is not allowed.
    pub fn refused(&self, place: &[Segment], old: Option<&Value>, new: Option<&Value>) -> Option<Vec<Segment>> {
        let is_unchanged = match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => is_same(old, new),
            _ => false,
        };
        if is_unchanged || self.allows_all(place) {
            return None;
        }
        if !self.allows(place) && !self.allows_any(place) {
            return Some(place.to_vec());
        }
        let keys = below(old, new);
        let (is_allowed, is_leaf) = (self.allows(place), keys.is_empty());
        // A container may come and go with what is in it, and change into something else only where that is allowed.
        let is_turned = matches!((old, new), (Some(old), Some(new)) if old.is_object() != new.is_object() || old.is_array() != new.is_array());
        if !is_allowed && (is_leaf || is_turned) {
            return Some(place.to_vec());
        }
        keys.into_iter().find_map(|key| {
            let inner = |value: Option<&Value>| value.and_then(|value| member(value, &key)).cloned();
            let below: Vec<Segment> = place.iter().cloned().chain([Segment::Key(key.clone())]).collect();
            self.refused(&below, inner(old).as_ref(), inner(new).as_ref())
        })
    }
}

/// The keys and indices of two values.
fn below(old: Option<&Value>, new: Option<&Value>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for value in old.into_iter().chain(new) {
        match value {
            Value::Object(members) => keys.extend(members.keys().cloned()),
            Value::Array(items) => keys.extend((0..items.len()).map(|i| i.to_string())),
            _ => {}
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn scope(allow: &[&str], deny: &[&str]) -> Scope {
        let globs = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Scope { allow: globs(allow), deny: globs(deny), ..Scope::default() }
    }

    #[test]
    fn only_what_is_allowed_and_not_denied_is_seen() {
        let value = json!({"a": {"b": 1, "s": 2}, "l": [{"s": 1, "x": 2}], "_ctx": {"n": 1}, "z": {}});
        for (allow, deny, seen) in [
            (&[][..], &["a.s"][..], json!({"a": {"b": 1}, "l": [{"s": 1, "x": 2}], "z": {}})),
            (&[], &["**.s"], json!({"a": {"b": 1}, "l": [{"x": 2}], "z": {}})),
            (&[], &["l[0]"], json!({"a": {"b": 1, "s": 2}, "l": [null], "z": {}})),
            (&["a"], &["a.s"], json!({"a": {"b": 1}})),
            (&["a.b", "z"], &[], json!({"a": {"b": 1}, "z": {}})),
            (&["q"], &[], Value::Null),
        ] {
            assert_eq!(scope(allow, deny).part(&[], &value).unwrap_or_default(), seen, "{allow:?} {deny:?}");
        }
    }

    #[test]
    fn a_change_is_refused_where_it_is_not_allowed() {
        let refused = |allow: &[&str], deny: &[&str], old: Value, new: Value| {
            let place = scope(allow, deny).refused(&[], Some(&old), Some(&new))?;
            Some(
                place
                    .iter()
                    .map(|step| if let Segment::Key(key) = step { key.as_str() } else { "?" })
                    .collect::<Vec<_>>()
                    .join("."),
            )
        };
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(refused(&[], &["a.s"], json!({"a": {"s": 1}}), json!({"a": {"s": 1, "b": 2}})), None);
        assert_eq!(refused(&[], &["a.s"], json!({"a": {"s": 1}}), json!({"a": {"b": 2}})), named("a.s"));
        assert_eq!(refused(&[], &["a.s"], json!({"a": {"s": 1}}), json!({"a": 3})), named("a.s"));
        assert_eq!(refused(&[], &["a.s"], json!({}), json!({"a": {"s": 1}})), named("a.s"));
        assert_eq!(refused(&["a.b"], &[], json!({}), json!({"a": {"b": 1}})), None);
        assert_eq!(refused(&["a.b"], &[], json!({}), json!({"a": {"b": 1, "c": 1}})), named("a.c"));
        assert_eq!(refused(&["a.b"], &[], json!({"a": {"b": 1}}), json!({"a": 1})), named("a"));
        assert_eq!(refused(&["a.b"], &[], json!({}), json!({"a": {}})), named("a"));
        assert_eq!(refused(&["x"], &[], json!({}), json!({"y": 1})), named("y"));
    }
}
