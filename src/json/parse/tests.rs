use super::*;
use crate::json::depth;

fn error(text: &[u8]) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn numbers_keep_their_digits() {
    for digits in ["1.10", "-0", "12345678901234567890123", "0.1000000000000000055"] {
        assert_eq!(parse(digits.as_bytes()).unwrap().to_string(), digits);
    }
}

#[test]
fn what_two_readers_could_take_differently_is_refused_with_its_place() {
    assert_eq!(error(b"{\"a\":1,\n \"a\":2}"), "the key \"a\" a second time at line 2 column 4");
    assert_eq!(error(b"\xef\xbb\xbf{}"), "a byte order mark, which JSON does not allow, at line 1 column 1");
    assert_eq!(error(b"[1,\n\"\xff\"]"), "a byte that is not UTF-8 at line 2 column 2");
    assert_eq!(error(b"{} {}"), "trailing characters at line 1 column 4");
    assert_eq!(error(b"NaN"), "expected value at line 1 column 1");
    assert_eq!(error(b""), "EOF while parsing a value at line 1 column 1");
    assert!(error(br#"["\ud800"]"#).starts_with("a lone surrogate at "));
}

#[test]
fn the_key_that_serde_json_would_take_for_a_number_is_refused_however_it_is_spelled() {
    assert_eq!(error(br#"{"$serde_json::private::Number":"1"}"#), "a reserved key at line 1 column 2");
    assert!(error(br#"{"a":1,"$serde_json::private::Number" : "1"}"#).starts_with("a reserved key"));
    assert!(error(br#"{"\u0024serde_json::private::Number":"1"}"#).starts_with("a reserved key"));
    assert!(error(br#"{"a":1,"\u0024serde_json::private::Number":"1"}"#).starts_with("a reserved key"));
    assert!(parse(br#"["$serde_json::private::Number"]"#).is_ok());
}

#[test]
fn one_hundred_levels_are_allowed_and_not_one_more() {
    let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(depth(&parse(nested(100).as_bytes()).unwrap()), 100);
    assert!(error(nested(101).as_bytes()).starts_with("nested too deeply"));
    let objects = format!("{}{{}}{}", "{\"a\":".repeat(100), "}".repeat(100));
    assert!(error(objects.as_bytes()).starts_with("nested too deeply"));
}

#[test]
fn a_key_that_only_ends_like_the_reserved_one_is_a_key() {
    let text = r#"{"\"$serde_json::private::Number":1,"x\\\"$serde_json::private::Number":2}"#;
    assert_eq!(parse(text.as_bytes()).unwrap().to_string(), text);
}
