//! A projection of a document: the branches that some places lead to, and nothing else.
//!
//! What looks at a change projects the document on the places that the change touches, and so never
//! visits the rest. Keys stay in their order. Arrays are taken as a whole, because an operation on
//! one item moves others.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::json::key_path::Segment;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::text::indexed::Indexed;
use crate::json::text::start::Shape;

/// Which branches are wanted.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// The value and all below it.
    whole: bool,
    /// All keys of the object. Members that are not wanted are null.
    keys: bool,
    below: HashMap<String, Self>,
}

impl Projection {
    /// Adds the value at a place.
    pub fn add(&mut self, place: &Pointer) {
        self.at(place.tokens()).whole = true;
    }

    /// Adds all keys of the object at a place, but not their values.
    pub fn add_keys(&mut self, place: &[String]) {
        self.at(place).keys = true;
    }

    /// Adds what an operation touches. An operation that moves a key needs the keys beside it.
    pub fn add_operation(&mut self, operation: &Operation) {
        match operation {
            Operation::Arrange { path, .. } => {
                let parents = path.split_last().map(|(parents, _)| parents);
                self.add_keys(parents.unwrap_or_default());
            }
            Operation::Move { from, path } | Operation::Copy { from, path } => {
                self.add(from);
                self.add(path);
            }
            operation => self.add(operation.path()),
        }
    }

    fn at(&mut self, tokens: &[String]) -> &mut Self {
        tokens.iter().fold(self, |above, token| above.below.entry(token.clone()).or_default())
    }

    /// The wanted branches of a document that is held as its text. Nothing else is parsed.
    #[must_use]
    pub fn of_text(&self, text: &Indexed) -> Value {
        self.branch(text, &mut Vec::new()).unwrap_or_default()
    }

    fn branch(&self, text: &Indexed, path: &mut Vec<Segment>) -> Option<Value> {
        let shape = text.shape(path)?;
        if self.whole || self.keys || !matches!(shape, Shape::Object) {
            return text.get(path).map(|value| self.of(value));
        }
        let mut members = Vec::with_capacity(self.below.len());
        for (key, below) in &self.below {
            path.push(Segment::Key(key.clone()));
            if let Some(value) = below.branch(text, path) {
                members.push((text.position(path), key, value));
            }
            path.pop();
        }
        if members.len() > 1 && members.iter().any(|(position, ..)| position.is_none()) {
            return text.get(path).map(|value| self.of(value));
        }
        members.sort_by_key(|(position, ..)| *position);
        Some(members.into_iter().map(|(_, key, value)| (key.clone(), value)).collect::<Map<_, _>>().into())
    }

    /// The wanted branches of a value.
    #[must_use]
    pub fn of(&self, value: &Value) -> Value {
        let Value::Object(members) = value else { return value.clone() };
        if self.whole {
            return value.clone();
        }
        let branch =
            |key: &String, value: &Value| (key.clone(), self.below.get(key).map_or(Value::Null, |p| p.of(value)));
        if self.keys {
            return members.iter().map(|(key, value)| branch(key, value)).collect::<Map<_, _>>().into();
        }
        // Usually one branch is wanted of many.
        if self.below.len() < 2 {
            let found = self.below.keys().filter_map(|key| members.get_key_value(key));
            return found.map(|(key, value)| branch(key, value)).collect::<Map<_, _>>().into();
        }
        let wanted = members.iter().filter(|(key, _)| self.below.contains_key(*key));
        wanted.map(|(key, value)| branch(key, value)).collect::<Map<_, _>>().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn projected(places: &[&str], keys: &[&str]) -> String {
        let mut projection = Projection::default();
        for place in places {
            projection.add(&place.parse().unwrap());
        }
        for place in keys {
            projection.add_keys(place.parse::<Pointer>().unwrap().tokens());
        }
        let value = json!({"z": 1, "a": {"c": {"d": 1, "e": [1, {"x": 2}]}, "b": 2}, "y": [1, {"x": 2}], "n": null});
        projection.of(&value).to_string()
    }

    #[test]
    fn only_the_branches_that_are_wanted_are_there_in_their_order() {
        assert_eq!(projected(&[], &[]), "{}");
        assert_eq!(projected(&["/y/1/x", "/a/c/d", "/z/below"], &[]), r#"{"z":1,"a":{"c":{"d":1}},"y":[1,{"x":2}]}"#);
        assert_eq!(projected(&["/a/c", "/a/c/d"], &[]), r#"{"a":{"c":{"d":1,"e":[1,{"x":2}]}}}"#);
        assert_eq!(projected(&["/a/nothing"], &[]), r#"{"a":{}}"#);
        assert_eq!(projected(&["/a/b"], &["", "/a"]), r#"{"z":null,"a":{"c":null,"b":2},"y":null,"n":null}"#);
    }
}
