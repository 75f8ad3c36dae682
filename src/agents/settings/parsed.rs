//! Parsing settings in JSON, and where each value is.

use jsonc_parser::ast::{Object, Value as Parsed};
use jsonc_parser::common::Range;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use crate::agents::settings::Unfit;
use crate::agents::settings::splice::Container;

/// The object that a text is, with comments and trailing commas or without.
///
/// # Errors
/// Fails if it is something else.
pub fn parsed(text: &str) -> Result<Object<'_>, Unfit> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(text, &CollectOptions::default(), &options) {
        Ok(result) => match result.value {
            Some(Parsed::Object(object)) => Ok(object),
            Some(other) => Err(Unfit::at(text, range(&other).start, format!("it is {}, not an object", kind(&other)))),
            None => Err(Unfit::at(text, 0, "it is empty, which is not JSON")),
        },
        Err(error) => {
            let why = error.kind().to_string();
            let column = error.column_display();
            Err(Unfit {
                line: error.line_display(),
                why: format!("it is not JSON: {} at column {column}", lowered(&why)),
            })
        }
    }
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// The index of a member; `None` if there is none.
///
/// # Errors
/// Fails if there are two.
pub fn member(text: &str, object: &Object<'_>, key: &str) -> Result<Option<usize>, Unfit> {
    let mut found = object.properties.iter().enumerate().filter(|(_, member)| member.name.as_str() == key);
    let first = found.next().map(|(index, _)| index);
    match found.next() {
        Some((_, second)) => Err(Unfit::at(text, second.range.start, format!("the key {key:?} is there twice"))),
        None => Ok(first),
    }
}

pub fn wrong(text: &str, found: &Parsed<'_>, key: &str, is_array: bool) -> Unfit {
    let wanted = if is_array { "an array" } else { "an object" };
    Unfit::at(text, range(found).start, format!("{key:?} is {}, not {wanted}", kind(found)))
}

pub fn container(object: &Object<'_>) -> Container {
    of(object.range, object.properties.iter().map(|member| member.range.start..member.range.end))
}

pub fn of(range: Range, elements: impl Iterator<Item = std::ops::Range<usize>>) -> Container {
    Container { open: range.start, close: range.end.saturating_sub(1), elements: elements.collect() }
}

pub fn range(value: &Parsed<'_>) -> std::ops::Range<usize> {
    let range = match value {
        Parsed::StringLit(found) => found.range,
        Parsed::NumberLit(found) => found.range,
        Parsed::BooleanLit(found) => found.range,
        Parsed::Object(found) => found.range,
        Parsed::Array(found) => found.range,
        Parsed::NullKeyword(found) => found.range,
    };
    range.start..range.end
}

fn kind(value: &Parsed<'_>) -> &'static str {
    match value {
        Parsed::StringLit(_) => "a string",
        Parsed::NumberLit(_) => "a number",
        Parsed::BooleanLit(_) => "a boolean",
        Parsed::Object(_) => "an object",
        Parsed::Array(_) => "an array",
        Parsed::NullKeyword(_) => "null",
    }
}

/// The value, of a member twice there the last.
pub fn value(parsed: &Parsed<'_>) -> Value {
    match parsed {
        Parsed::StringLit(text) => Value::String(text.value.clone().into_owned()),
        Parsed::NumberLit(number) => serde_json::from_str(number.value).unwrap_or(Value::Null),
        Parsed::BooleanLit(boolean) => Value::Bool(boolean.value),
        Parsed::Object(object) => {
            object.properties.iter().map(|member| (member.name.as_str().to_owned(), value(&member.value))).collect()
        }
        Parsed::Array(array) => array.elements.iter().map(value).collect(),
        Parsed::NullKeyword(_) => Value::Null,
    }
}
