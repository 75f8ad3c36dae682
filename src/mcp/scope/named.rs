//! Whether a call may change what it names. It is asked before the document is, so that a refusal tells nothing of it.

use serde_json::{Map, Value};

use crate::json::key_path::{KeyPath, Segment};
use crate::mcp::scope::rules::{Scope, steps};

/// What a call names.
pub enum Naming<'v> {
    /// The value at a place becomes this one.
    Set(&'v Value),
    /// The members of the object at a place become these, each for itself.
    Merge(&'v Map<String, Value>),
    /// The value at a place goes.
    Remove,
}

impl Scope {
    /// The first place that a call names and may not change, whatever is there. What it does to values that it does
    /// not name is judged with the change.
    pub fn refuses(&self, path: &KeyPath, naming: &Naming<'_>) -> Option<Vec<Segment>> {
        let place = steps(&path.pointer_in(&Value::Null));
        match naming {
            _ if self.is_free() => None,
            Naming::Set(value) => self.refuses_set(&place, value),
            Naming::Merge(members) => self.refuses_merge(&place, members),
            Naming::Remove => self.refuses_set(&place, &Value::Null),
        }
    }

    fn refuses_set(&self, place: &[Segment], value: &Value) -> Option<Vec<Segment>> {
        if self.allows_all(place) {
            return None;
        }
        if !self.allows(place) {
            return Some(place.to_vec());
        }
        self.denied_in(place).or_else(|| self.refuses_below(place, value))
    }

    fn refuses_below(&self, place: &[Segment], value: &Value) -> Option<Vec<Segment>> {
        let each = |(key, value): (String, &Value)| {
            let below: Vec<Segment> = place.iter().cloned().chain([Segment::Key(key)]).collect();
            if self.allows(&below) { self.refuses_below(&below, value) } else { Some(below) }
        };
        match value {
            Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).find_map(each),
            Value::Array(items) => items.iter().enumerate().map(|(i, item)| (i.to_string(), item)).find_map(each),
            _ => None,
        }
    }

    fn refuses_merge(&self, place: &[Segment], members: &Map<String, Value>) -> Option<Vec<Segment>> {
        if self.allows_all(place) {
            return None;
        }
        if !self.allows_any(place) || (members.is_empty() && !self.allows(place)) {
            return Some(place.to_vec());
        }
        members.iter().find_map(|(key, value)| {
            let below: Vec<Segment> = place.iter().cloned().chain([Segment::Key(key.clone())]).collect();
            match value {
                Value::Object(members) => self.refuses_merge(&below, members),
                value => self.refuses_set(&below, value),
            }
        })
    }

    /// A place below this one that is denied by its name.
    fn denied_in(&self, place: &[Segment]) -> Option<Vec<Segment>> {
        let named = self.deny.iter().map(|glob| steps(&glob.above().pointer_in(&Value::Null)));
        named.into_iter().find(|denied| denied.len() > place.len() && denied.starts_with(place))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_call_names_is_judged_without_the_document() {
        let refused = |allow: &[&str], deny: &[&str], path: &str, naming: Naming<'_>| {
            let globs = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
            let scope = Scope { allow: globs(allow), deny: globs(deny), ..Scope::default() };
            scope.refuses(&path.parse().unwrap(), &naming).map(|place| KeyPath::new(place).to_string())
        };
        let named = |name: &str| Some(name.to_owned());
        for (allow, deny, path, value, expected) in [
            (&[][..], &["s"][..], "s.pin", json!(1), named("s.pin")),
            (&[], &["s.pin"], "s", json!({"o": 1}), named("s.pin")),
            (&[], &["**.pin"], "s", json!({"pin": 1}), named("s.pin")),
            (&[], &["**.pin"], "s", json!([{"pin": 1}]), named("s.0.pin")),
            (&[], &["**.pin"], "s", json!({"o": 1}), None),
            (&["a.b"], &[], "a", json!({"b": 1}), named("a")),
            (&["a.b"], &[], "a.b.c", json!(1), None),
            (&["a.b"], &[], "_ctx.x", json!(1), named("_ctx.x")),
        ] {
            assert_eq!(refused(allow, deny, path, Naming::Set(&value)), expected, "{path} {value}");
        }
        for (allow, deny, object, expected) in [
            (&[][..], &["s.pin"][..], json!({"s": {"pin": 1}}), named("s.pin")),
            (&[], &["s.pin"], json!({"s": {"o": 1}}), None),
            (&[], &["s.pin"], json!({"s": null}), named("s.pin")),
            (&[], &["s.pin"], json!({"s": 1}), named("s.pin")),
            (&["a.b"], &[], json!({"a": {"b": 1}}), None),
            (&["a.b"], &[], json!({"a": {}}), named("a")),
            (&["a.b"], &[], json!({"z": {}}), named("z")),
        ] {
            let members = object.as_object().unwrap();
            assert_eq!(refused(allow, deny, ".", Naming::Merge(members)), expected, "{object}");
        }
        assert_eq!(refused(&[], &["s"], "s.none", Naming::Remove), named("s.none"));
    }
}
