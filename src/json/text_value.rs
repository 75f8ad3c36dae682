//! When a word of the command line is JSON, and when it is text.

use serde_json::Value;

use crate::json;
use crate::json::JsonError;

/// A word, read as a value.
#[derive(Clone, Debug, PartialEq)]
pub struct TextValue {
    pub value: Value,
    /// The word starts like JSON but is none: why.
    pub not_json: Option<JsonError>,
}

/// Reads a word: JSON when printing it back gives the same word (arrays and
/// objects up to white space), and text otherwise. Nothing is altered or refused. A number that has
/// an exponent without a sign is text, since hashes and versions look like that.
///
/// `3`, `1.10`, `true`, `null` and `{"a": 1}` are JSON; `007`, `1e5`, `"x"` and `yes` are text.
#[must_use]
pub fn read(word: &str) -> TextValue {
    let text = || Value::String(word.to_owned());
    let nested = word.trim_start().starts_with(['{', '[']);
    match json::parse(word.as_bytes()) {
        Ok(value) if nested => TextValue { value, not_json: None },
        Ok(value) if !value.is_string() && prints_as(&value, word) => TextValue { value, not_json: None },
        Err(e) if nested => TextValue { value: text(), not_json: Some(e) },
        _ => TextValue { value: text(), not_json: None },
    }
}

fn prints_as(value: &Value, word: &str) -> bool {
    let has_sign = |exponent: &str| exponent.starts_with(['+', '-']);
    let is_plain = !word.contains('E') && word.split_once('e').is_none_or(|(_, exponent)| has_sign(exponent));
    let printed = value.to_string();
    (!value.is_number() || is_plain) && printed == word
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_word_is_json_when_it_prints_back_the_same() {
        for (word, value) in [
            ("3", json!(3)),
            ("-1", json!(-1)),
            ("true", json!(true)),
            ("null", json!(null)),
            ("{\"a\": 1}", json!({"a": 1})),
            (" [1,\n2]", json!([1, 2])),
        ] {
            assert_eq!(read(word), TextValue { value, not_json: None }, "{word}");
        }
        assert_eq!(read("1.10").value.to_string(), "1.10");
    }

    #[test]
    fn everything_else_is_text_and_unaltered() {
        for word in ["007", "1e5", "1E400", "\"x\"", "yes", "", " 3", "3 ", "+1", "NaN", "-", "True"] {
            assert_eq!(read(word), TextValue { value: json!(word), not_json: None }, "{word}");
        }
    }

    #[test]
    fn text_that_starts_like_json_says_why_it_is_none() {
        let read = read("{\"a\":1,}");
        assert_eq!(read.value, json!("{\"a\":1,}"));
        assert_eq!(read.not_json.unwrap().to_string(), "trailing comma at line 1 column 8");
    }
}
