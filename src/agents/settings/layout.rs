//! How a file in JSON is laid out, and new values in that layout.

use serde_json::Value;

use crate::agents::settings::{Entry, EntryKind};

/// The line break, and the indentation of one level.
#[derive(Clone, Debug)]
pub struct Layout {
    pub newline: &'static str,
    pub unit: String,
}

impl Layout {
    /// That of a text: its first line break, and its first indented key or value.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let newline = if text.split('\n').next().is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
        let indentation = |line: &str| {
            let key = line.trim_start_matches([' ', '\t']);
            let indentation = line.get(..line.len() - key.len())?;
            (!indentation.is_empty() && key.starts_with('"')).then(|| indentation.to_owned())
        };
        let unit = text.lines().find_map(indentation).unwrap_or_else(|| "  ".to_owned());
        Self { newline, unit }
    }

    /// A file that has the entry alone.
    #[must_use]
    pub fn file(&self, entry: &Entry) -> String {
        format!("{}{}", self.made(&entry.path, entry, ""), self.newline)
    }

    /// The member that leads to the entry; `path` begins with its key.
    #[must_use]
    pub fn member(&self, path: &[&str], entry: &Entry, indent: &str) -> String {
        let Some((key, rest)) = path.split_first() else { return String::new() };
        let value = match (rest.is_empty(), entry.kind) {
            (true, EntryKind::Member) => self.value(&entry.value, indent),
            _ => self.made(rest, entry, indent),
        };
        format!("{}: {value}", Value::from(*key))
    }

    /// What is made for the entry: objects, and at the end of the path the array of an item.
    fn made(&self, path: &[&str], entry: &Entry, indent: &str) -> String {
        let inner = format!("{indent}{}", self.unit);
        if path.is_empty() {
            self.lines(['[', ']'], &[self.value(&entry.value, &inner)], indent)
        } else {
            self.lines(['{', '}'], &[self.member(path, entry, &inner)], indent)
        }
    }

    /// A value whose first line begins after `indent`.
    #[must_use]
    pub fn value(&self, value: &Value, indent: &str) -> String {
        let inner = format!("{indent}{}", self.unit);
        match value {
            Value::Object(members) if !members.is_empty() => {
                let member = |(key, value): (&String, &Value)| {
                    format!("{}: {}", Value::from(key.as_str()), self.value(value, &inner))
                };
                self.lines(['{', '}'], &members.iter().map(member).collect::<Vec<_>>(), indent)
            }
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item, &inner)).collect();
                self.lines(['[', ']'], &items, indent)
            }
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(Value::to_string).collect();
                format!("[{}]", items.join(", "))
            }
            _ => value.to_string(),
        }
    }

    fn lines(&self, [open, close]: [char; 2], elements: &[String], indent: &str) -> String {
        let (newline, unit) = (self.newline, &self.unit);
        let elements = elements.join(&format!(",{newline}{indent}{unit}"));
        format!("{open}{newline}{indent}{unit}{elements}{newline}{indent}{close}")
    }
}
