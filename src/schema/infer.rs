//! The schema of an example.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

/// A schema that a value fits: the types, the keys that all objects in one place have, and what items have in
/// common. Values are not listed.
#[must_use]
pub fn infer(value: &Value) -> Value {
    Shape::of(value).schema()
}

/// What is known of the values in one place.
#[derive(Default)]
struct Shape {
    /// The names of their types, in the order of their appearance.
    types: Vec<&'static str>,
    /// The keys of members, their shapes, and in how many objects they are.
    members: Vec<(String, Shape, usize)>,
    /// The index of the member of each key.
    of_key: HashMap<String, usize>,
    objects: usize,
    items: Option<Box<Shape>>,
}

impl Shape {
    fn of(value: &Value) -> Self {
        let mut shape = Self::default();
        shape.add(value);
        shape
    }

    fn add(&mut self, value: &Value) {
        self.add_type(type_of(value));
        match value {
            Value::Object(members) => {
                self.objects += 1;
                for (key, value) in members {
                    let next = self.members.len();
                    let at = *self.of_key.entry(key.clone()).or_insert(next);
                    if at == next {
                        self.members.push((key.clone(), Self::default(), 0));
                    }
                    if let Some((_, shape, count)) = self.members.get_mut(at) {
                        shape.add(value);
                        *count += 1;
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.items.get_or_insert_default().add(item);
                }
            }
            _ => {}
        }
    }

    fn add_type(&mut self, name: &'static str) {
        let is_known = |name: &str| self.types.contains(&name);
        if is_known(name) || (name == "integer" && is_known("number")) {
            return;
        }
        if name == "number" {
            self.types.retain(|known| *known != "integer");
        }
        self.types.push(name);
    }

    fn schema(&self) -> Value {
        let mut schema = Map::new();
        let types = match self.types.as_slice() {
            [one] => json!(one),
            several => json!(several),
        };
        schema.insert("type".to_owned(), types);
        if self.objects > 0 {
            let of = |(key, shape, _): &(String, Self, usize)| (key.clone(), shape.schema());
            let members: Map<String, Value> = self.members.iter().map(of).collect();
            let in_all = self.members.iter().filter(|(_, _, count)| *count == self.objects);
            let required: Vec<&String> = in_all.map(|(key, ..)| key).collect();
            if !members.is_empty() {
                schema.insert("properties".to_owned(), members.into());
            }
            if !required.is_empty() {
                schema.insert("required".to_owned(), json!(required));
            }
        }
        if let Some(items) = &self.items {
            schema.insert("items".to_owned(), items.schema());
        }
        schema.into()
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.as_str().contains(['.', 'e', 'E']) => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_objects_have_in_common_is_required_and_types_are_joined() {
        let value = json!([{"a": 1, "b": "x"}, {"b": null, "a": 1.5, "c": []}, {"a": 2, "b": "y"}]);
        let wanted = json!({"type": "array", "items": {
            "type": "object",
            "properties": {
                "a": {"type": "number"},
                "b": {"type": ["string", "null"]},
                "c": {"type": "array"},
            },
            "required": ["a", "b"],
        }});
        assert_eq!(infer(&value), wanted);
        assert_eq!(infer(&json!({})), json!({"type": "object"}));
    }
}
