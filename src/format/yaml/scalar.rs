//! What a scalar of YAML is.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::Value;

use crate::format::yaml::number::number;
use crate::json::kind_of;
use crate::text::escape::quoted;

/// Returns the value of a scalar, by its tag or else by its style and text.
pub fn value(text: &str, style: ScalarStyle, tag: Option<&Cow<'_, Tag>>) -> Result<Value, String> {
    let Some(tag) = tag else {
        return if style == ScalarStyle::Plain { plain(text) } else { Ok(text.into()) };
    };
    let wanted = match tag.suffix.as_str() {
        "" if tag.handle == "!" => return Ok(text.into()),
        "!" if tag.handle.is_empty() => return Ok(text.into()),
        "str" if tag.is_yaml_core_schema() => return Ok(text.into()),
        name @ ("int" | "float" | "bool" | "null") if tag.is_yaml_core_schema() => name,
        _ => return Err(unknown(tag)),
    };
    let value = plain(text)?;
    let is_wanted = match (&value, wanted) {
        (Value::Number(number), "int") => !number.as_str().contains(['.', 'e', 'E']),
        (Value::Number(_), "float") | (Value::Bool(_), "bool") | (Value::Null, "null") => true,
        _ => false,
    };
    let told = || format!("{}, which is tagged !!{wanted} and is {}", quoted(text), kind_of(&value));
    if is_wanted { Ok(value) } else { Err(told()) }
}

pub fn unknown(tag: &Tag) -> String {
    let name = format!("{}{}", tag.handle, tag.suffix);
    let name = name.strip_prefix("tag:yaml.org,2002:").map_or_else(|| name.clone(), |name| format!("!!{name}"));
    format!("the tag {name}, which has no value in JSON,")
}

/// A plain scalar by the core schema (YAML 1.2, 10.3.2): null, a boolean, a number as JSON writes it, or text.
fn plain(text: &str) -> Result<Value, String> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_not_finite(text) => return Err(format!("the number {text}, which JSON does not have,")),
        _ => number(text)?.unwrap_or_else(|| text.into()),
    })
}

fn is_not_finite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}
