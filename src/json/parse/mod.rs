//! Reading JSON strictly (RFC 8259, and more): refuses what two readers could take differently, and says
//! where it stands.

mod members;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::json::digits::Source;
use crate::json::parse::members::Members;

/// How deep arrays and objects of a document may be nested.
pub const MAX_DEPTH: usize = 100;

/// The key by which `serde_json` passes numbers of arbitrary precision around; as
/// a key of a user's object it would silently become a number.
pub const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Why a text is not acceptable JSON, and where (both counted from 1, columns in bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {} column {}", self.reason, self.line, self.column)
    }
}

impl std::error::Error for JsonError {}

/// Parses one JSON text with at most [`MAX_DEPTH`] nested arrays and objects.
///
/// # Errors
/// Malformed JSON, a byte order mark, invalid UTF-8, lone surrogates, duplicate
/// keys, a depth over the limit, and anything behind the value.
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    parse_nested(text, MAX_DEPTH)
}

/// [`parse`] with another limit of depth: a record of the log wraps documents.
///
/// # Errors
/// As [`parse`].
pub fn parse_nested(text: &[u8], max_depth: usize) -> Result<Value, JsonError> {
    if text.starts_with(b"\xef\xbb\xbf") {
        return Err(at(text, 0, "a byte order mark, which JSON does not allow,"));
    }
    let text = std::str::from_utf8(text).map_err(|e| at(text, e.valid_up_to(), "a byte that is not UTF-8"))?;
    refuse_number_token(text)?;
    let mut parser = serde_json::Deserializer::from_str(text);
    let strict = Strict { room: max_depth, source: &Source::of(text) };
    let value = strict.deserialize(&mut parser).map_err(JsonError::from)?;
    parser.end()?;
    Ok(value)
}

/// The quoted token followed by a colon is a key wherever it stands, unless its first quote is
/// escaped: then it is the end of another key. Spelled with `\u`, the visitor sees it.
fn refuse_number_token(text: &str) -> Result<(), JsonError> {
    let quoted = format!("\"{NUMBER_TOKEN}\"");
    for start in memchr::memmem::find_iter(text.as_bytes(), quoted.as_bytes()) {
        let rest = text.get(start + quoted.len()..).unwrap_or_default();
        let before = text.as_bytes().get(..start).unwrap_or_default();
        let is_escaped = before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1;
        if !is_escaped && rest.trim_start().starts_with(':') {
            return Err(at(text.as_bytes(), start, "a reserved key"));
        }
    }
    Ok(())
}

fn at(text: &[u8], offset: usize, reason: &str) -> JsonError {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
    JsonError {
        line: 1 + memchr::memchr_iter(b'\n', before).count(),
        column: 1 + before.len() - line_start,
        reason: reason.to_owned(),
    }
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = text.strip_suffix(&place).unwrap_or(&text);
        // A trailing one without its leading one is called leading too.
        let is_lone = ["lone leading surrogate in hex escape", "unexpected end of hex escape"].contains(&reason);
        let reason = if is_lone { "a lone surrogate" } else { reason }.to_owned();
        // serde_json says column 0 for what it meets at the very start of a line.
        Self { line: error.line().max(1), column: error.column().max(1), reason }
    }
}

pub(super) struct Strict<'s> {
    pub room: usize,
    pub source: &'s Source<'s>,
}

impl Strict<'_> {
    fn deeper<E: serde::de::Error>(&self) -> Result<Self, E> {
        let room = self.room.checked_sub(1).ok_or_else(|| E::custom("nested too deeply"))?;
        Ok(Self { room, ..*self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    /// What is not negative comes as `u64`: so zero is `-0`, whose sign is lost here.
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(if v == 0 { Value::Number(Number::from_string_unchecked("-0".to_owned())) } else { v.into() })
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::String(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        let Strict { room, source } = self.deeper()?;
        while let Some(item) = seq.next_element_seed(Strict { room, source })? {
            items.push(item);
        }
        // Room for four items is made for the first one, and each takes 72 bytes.
        items.shrink_to_fit();
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let Some(first) = map.next_key_seed(Key)? else {
            self.deeper::<A::Error>()?;
            return Ok(Value::Object(Map::new()));
        };
        let first = match first {
            Name::Number => {
                let digits: String = map.next_value()?;
                return Ok(Value::Number(Number::from_string_unchecked(self.source.digits(digits))));
            }
            Name::Key(key) => key,
        };
        let Strict { room, source } = self.deeper::<A::Error>()?;
        let mut members = Members::default();
        members.add(first, map.next_value_seed(Strict { room, source })?);
        while let Some(name) = map.next_key_seed(Key)? {
            let Name::Key(key) = name else {
                return Err(A::Error::custom("a reserved key"));
            };
            if members.has(&key) {
                return Err(A::Error::custom(format!("the key {} a second time", Value::String(key))));
            }
            members.add(key, map.next_value_seed(Strict { room, source })?);
        }
        Ok(Value::Object(members.into_map()))
    }
}

/// A member's name, or `serde_json`'s mark that a number follows.
enum Name {
    Key(String),
    Number,
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    /// Borrowed is either `serde_json`'s own mark or a key without escapes, and
    /// [`refuse_number_token`] has ruled out the latter.
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Name, E> {
        Ok(if v == NUMBER_TOKEN { Name::Number } else { Name::Key(v.to_owned()) })
    }

    /// Copied is a key that was spelled with escapes.
    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Name, E> {
        if v == NUMBER_TOKEN { Err(E::custom("a reserved key")) } else { Ok(Name::Key(v.to_owned())) }
    }
}

#[cfg(test)]
mod tests;
