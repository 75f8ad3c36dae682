//! The arguments of a call: each is taken once, and what is left is refused.

use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::options::ttl::parse_ttl;

/// The arguments that were not taken yet.
pub struct Arguments(pub Map<String, Value>);

impl Arguments {
    /// A value of any kind, null too.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name)
    }

    /// A value that is not null: clients send null for what they leave out.
    fn given(&mut self, name: &str) -> Option<Value> {
        self.value(name).filter(|value| !value.is_null())
    }

    /// # Errors
    /// Fails if it is no text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(not_a(name, "a string", &other)),
        }
    }

    /// # Errors
    /// Fails if it is missing, or no text.
    pub fn needed(&mut self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    /// # Errors
    /// Fails if it is no list of texts.
    pub fn texts(&mut self, name: &str) -> Result<Vec<String>> {
        let text = |item: Value| match item {
            Value::String(text) => Ok(text),
            other => Err(not_a(name, "an array of strings", &other)),
        };
        match self.given(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => items.into_iter().map(text).collect(),
            Some(other) => Err(not_a(name, "an array of strings", &other)),
        }
    }

    /// # Errors
    /// Fails if it is no object.
    pub fn object(&mut self, name: &str) -> Result<Option<Map<String, Value>>> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(other) => Err(not_a(name, "an object", &other)),
        }
    }

    /// # Errors
    /// Fails if it is neither true nor false.
    pub fn flag(&mut self, name: &str) -> Result<bool> {
        match self.given(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(other) => Err(not_a(name, "a boolean", &other)),
        }
    }

    /// # Errors
    /// Fails if it is no whole number of `range`.
    pub fn number(&mut self, name: &str, range: std::ops::RangeInclusive<u64>) -> Result<Option<u64>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let number = value.as_u64().filter(|number| range.contains(number));
        let (least, most) = (range.start(), range.end());
        number.map(Some).ok_or_else(|| {
            Failure::new(Kind::Usage, format!("{name} is {value}, not a whole number from {least} to {most}")).into()
        })
    }

    /// # Errors
    /// Fails if it does not parse. A number is read as its digits.
    pub fn parsed<T: FromStr<Err: Display>>(&mut self, name: &str) -> Result<Option<T>> {
        let text = match self.given(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) => number.to_string(),
            Some(other) => return Err(not_a(name, "a string or number", &other)),
        };
        let invalid = |e: T::Err| Failure::new(Kind::Usage, format!("{name} is {text:?}: {e}"));
        Ok(Some(text.parse().map_err(invalid)?))
    }

    /// # Errors
    /// Fails if it is none of `words`.
    pub fn chosen<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<Option<T>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let found = words.iter().find(|(word, _)| *word == text);
        let all = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let unknown = || Failure::new(Kind::Usage, format!("{name} is {text:?}, none of {}", all())).into();
        found.map(|(_, chosen)| Some(*chosen)).ok_or_else(unknown)
    }

    /// # Errors
    /// Fails if it is no duration, such as `30s` or `10m`.
    pub fn duration(&mut self, name: &str) -> Result<Option<Duration>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let invalid = |e| Failure::new(Kind::Usage, format!("{name} is {text:?}: {e}")).hint("write it as 30s or 10m");
        Ok(Some(parse_ttl(&text).map_err(invalid)?))
    }

    /// # Errors
    /// Fails if an argument is left: it is misspelt, or this action does not take it.
    pub fn done(self) -> Result<()> {
        let left: Vec<&str> =
            self.0.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str()).collect();
        if left.is_empty() {
            return Ok(());
        }
        let why = format!("this call does not take {}", left.join(", "));
        Err(Failure::new(Kind::Usage, why).hint("tools/list tells the arguments of each tool").into())
    }
}

/// The failure that an argument is missing.
pub fn missing(name: &str) -> anyhow::Error {
    Failure::new(Kind::Usage, format!("{name} is missing")).fact("argument", name).into()
}

fn not_a(name: &str, wanted: &str, found: &Value) -> anyhow::Error {
    Failure::new(Kind::Usage, format!("{name} is {}, not {wanted}", kind_of(found))).fact("argument", name).into()
}
