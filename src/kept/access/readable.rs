//! The part of a value that may be read.

use serde_json::{Map, Value};

use crate::json::key_path::{KeyPath, Segment};
use crate::kept::access::{Access, Side};

impl Access {
    /// The part of the value at `path` that may be read; `None` if none may. What may not be read is left out of
    /// objects, and is null in arrays, so that the other items keep their places.
    #[must_use]
    pub fn readable(&self, path: &KeyPath, value: &Value) -> Option<Value> {
        self.read.part(path, value)
    }
}

impl Side {
    /// The part of the value at `path` that is allowed. As [`Access::readable`].
    #[must_use]
    pub fn part(&self, path: &KeyPath, value: &Value) -> Option<Value> {
        if self.is_free() || (!path.is_root() && self.allows(path)) {
            return Some(value.clone());
        }
        if !self.leads_below(path) {
            return None;
        }
        match value {
            Value::Object(members) => {
                let part = |(key, value): (&String, &Value)| {
                    Some((key.clone(), self.part(&path.child(Segment::Key(key.clone())), value)?))
                };
                let part: Map<String, Value> = members.iter().filter_map(part).collect();
                (!part.is_empty() || self.allows(path)).then(|| part.into())
            }
            Value::Array(items) => {
                let part = |(index, item)| self.part(&path.child(Segment::Index(index)), item);
                let parts: Vec<Option<Value>> = items.iter().enumerate().map(part).collect();
                let last = parts.iter().rposition(Option::is_some)?;
                Some(parts.into_iter().take(last + 1).map(Option::unwrap_or_default).collect())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::document::Document;
    use crate::json::key_path::KeyPath;
    use crate::kept::access::Access;

    fn of(patterns: &Value, path: &str) -> Value {
        let value = json!({
            "a": {"b": 1, "c": 2}, "l": [{"n": 1, "x": 2}, {"n": 3}, 4], "e": {}, "_ctx": {"access": {"me": {"read": patterns}}}
        });
        let document = Document::try_from(value).unwrap();
        let access = Access::of(&document, &"me".parse().unwrap()).unwrap();
        let path: KeyPath = path.parse().unwrap();
        let value = if path.is_root() { document.to_value() } else { document.get(&path).unwrap().clone() };
        access.readable(&path, &value).unwrap_or_default()
    }

    #[test]
    fn what_may_not_be_read_is_left_out() {
        for (patterns, path, readable) in [
            (json!(["a.b"]), ".", json!({"a": {"b": 1}})),
            (json!(["a.b"]), "a.b", json!(1)),
            (json!(["a.b"]), "a.c", json!(null)),
            (json!(["a"]), "a", json!({"b": 1, "c": 2})),
            (json!(["l.*.n"]), ".", json!({"l": [{"n": 1}, {"n": 3}]})),
            (json!(["l[1]", "e"]), ".", json!({"l": [null, {"n": 3}], "e": {}})),
            (json!(["."]), ".", json!({"a": {"b": 1, "c": 2}, "l": [{"n": 1, "x": 2}, {"n": 3}, 4], "e": {}})),
            (json!([]), ".", json!(null)),
            (json!(["none"]), ".", json!(null)),
        ] {
            assert_eq!(of(&patterns, path), readable, "{patterns} {path}");
        }
    }
}
