//! What the rules of JSON Schema expect, in words.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use crate::json::pointer::Pointer;
use crate::schema::violation::Violation;

/// How much of a value is shown.
const SHOWN: usize = 120;

/// How many characters of what is expected are shown, or about as many.
const WORDS: usize = 300;

/// How many alternatives are named.
const ALTERNATIVES: usize = 4;

/// An error of the library as violations: one for each key that is too much.
pub fn violations(error: &ValidationError<'_>) -> Vec<Violation> {
    let place: Pointer = error.instance_path().as_str().parse().unwrap_or_default();
    let value: &Value = error.instance();
    let one = |place: Pointer, expected: String, found: Option<&Value>| Violation {
        place,
        rule: error.kind().keyword().to_owned(),
        rule_at: error.schema_path().as_str().to_owned(),
        expected: clipped(expected),
        found: found.map_or_else(|| "nothing".to_owned(), shortened),
        size: found.and_then(size),
        indices: Vec::new(),
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let each = |name: &String| {
                // Some names come as they are written in JSON.
                let key = value.get(name).map_or_else(|| serde_json::from_str(name).ok(), |_| Some(name.clone()));
                let key = key.unwrap_or_else(|| name.clone());
                one(place.child(key.as_str()), "no such key".to_owned(), value.get(&key))
            };
            unexpected.iter().map(each).collect()
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().map_or_else(|| property.to_string(), str::to_owned);
            vec![one(place.child(key), "a value".to_owned(), None)]
        }
        _ => vec![one(place, expected(error), Some(value))],
    }
}

fn expected(error: &ValidationError<'_>) -> String {
    let items = |count: u64| if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    let keys = |count: u64| if count == 1 { "1 key".to_owned() } else { format!("{count} keys") };
    let characters = |count: u64| if count == 1 { "1 character".to_owned() } else { format!("{count} characters") };
    match error.kind() {
        ValidationErrorKind::Type { kind } => types(kind),
        ValidationErrorKind::Enum { options } => one_of(options),
        ValidationErrorKind::Constant { expected_value } => shortened(expected_value),
        ValidationErrorKind::Minimum { limit } => format!("at least {limit}"),
        ValidationErrorKind::Maximum { limit } => format!("at most {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("more than {limit}"),
        ValidationErrorKind::ExclusiveMaximum { limit } => format!("less than {limit}"),
        ValidationErrorKind::MultipleOf { multiple_of } => format!("a multiple of {multiple_of}"),
        ValidationErrorKind::MinLength { limit } => format!("at least {}", characters(*limit)),
        ValidationErrorKind::MaxLength { limit } => format!("at most {}", characters(*limit)),
        ValidationErrorKind::MinItems { limit } => format!("at least {}", items(*limit)),
        ValidationErrorKind::MaxItems { limit } => format!("at most {}", items(*limit)),
        ValidationErrorKind::MinProperties { limit } => format!("at least {}", keys(*limit)),
        ValidationErrorKind::MaxProperties { limit } => format!("at most {}", keys(*limit)),
        ValidationErrorKind::AdditionalItems { limit } => format!("at most {limit} items"),
        ValidationErrorKind::UnevaluatedItems { .. } => "no more items".to_owned(),
        ValidationErrorKind::UniqueItems => "items that all differ".to_owned(),
        ValidationErrorKind::Contains => "items of which enough fit `contains`".to_owned(),
        ValidationErrorKind::Pattern { pattern } => format!("text that matches {pattern:?}"),
        ValidationErrorKind::BacktrackLimitExceeded { .. } | ValidationErrorKind::RegexEngineFailure { .. } => {
            "text that the pattern can be matched with in bounded time".to_owned()
        }
        ValidationErrorKind::Format { format } => format!("text in the format {format:?}"),
        ValidationErrorKind::PropertyNames { error } => format!("keys that are {}", expected(error)),
        ValidationErrorKind::Not { schema } => format!("what does not fit {}", shortened(schema)),
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            alternatives(context, error.instance_path().as_str())
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => "what fits one of the alternatives, not several".to_owned(),
        ValidationErrorKind::FalseSchema => "nothing".to_owned(),
        ValidationErrorKind::ContentEncoding { content_encoding } => format!("text in {content_encoding}"),
        ValidationErrorKind::ContentMediaType { content_media_type } => {
            format!("text of the type {content_media_type}")
        }
        _ => error.masked().to_string(),
    }
}

fn types(kind: &TypeKind) -> String {
    let named = |name: &str| match name {
        "null" => "null".to_owned(),
        name if name.starts_with(['a', 'i', 'o']) => format!("an {name}"),
        name => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(one) => named(one.as_str()),
        TypeKind::Multiple(several) => joined(several.iter().map(|one| named(one.as_str())).collect()),
    }
}

/// The values that are allowed, as many as are shown.
fn one_of(options: &Value) -> String {
    let Some(all) = options.as_array() else { return shortened(options) };
    let (mut shown, mut length) = (Vec::new(), 0);
    for option in all {
        let text = shortened(option);
        length += text.chars().count() + 2;
        if length > WORDS && !shown.is_empty() {
            shown.push(format!("{} more", all.len() - shown.len()));
            break;
        }
        shown.push(text);
    }
    if all.len() == 1 { shown.concat() } else { format!("one of {}", shown.join(", ")) }
}

fn size(value: &Value) -> Option<usize> {
    match value {
        Value::Array(items) => Some(items.len()),
        Value::Object(members) => Some(members.len()),
        _ => None,
    }
}

/// What would do, by the first thing that each alternative misses. `above` is where they all are.
fn alternatives(branches: &[Vec<ValidationError<'static>>], above: &str) -> String {
    let mut known = BTreeMap::new();
    for branch in branches {
        let Some(found) = branch.first().and_then(|error| violations(error).into_iter().next()) else { continue };
        let place = found.place.to_string();
        let at = place.strip_prefix(above).unwrap_or(&place);
        let text = if at.is_empty() { found.expected } else { format!("at {at} {}", found.expected) };
        let order = known.len();
        known.entry(text).or_insert(order);
    }
    let mut texts: Vec<(usize, String)> = known.into_iter().map(|(text, order)| (order, text)).collect();
    texts.sort();
    let more = texts.len() > ALTERNATIVES;
    let mut texts: Vec<String> = texts.into_iter().take(ALTERNATIVES).map(|(_, text)| text).collect();
    if more {
        texts.push("something else".to_owned());
    }
    if texts.is_empty() { "what fits one of the alternatives".to_owned() } else { joined(texts) }
}

fn joined(mut all: Vec<String>) -> String {
    let last = all.pop().unwrap_or_default();
    if all.is_empty() { last } else { format!("{} or {last}", all.join(", ")) }
}

/// A value as JSON, shortened: the rest of it is not visited.
fn shortened(value: &Value) -> String {
    let mut text = Shortened::default();
    // Fails once it is full.
    let is_whole = serde_json::to_writer(&mut text, value).is_ok();
    let text = String::from_utf8_lossy(&text.0);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None if is_whole => text.into_owned(),
        None => format!("{text}…"),
    }
}

/// What was written, until it is more than is shown.
#[derive(Default)]
struct Shortened(Vec<u8>);

impl Write for Shortened {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() > SHOWN * 4 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let bytes = bytes.get(..SHOWN * 5).unwrap_or(bytes);
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Words, no longer than an error can be.
fn clipped(text: String) -> String {
    match text.char_indices().nth(WORDS * 2) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
