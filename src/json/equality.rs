//! Equality of values as RFC 6902 has it, section 4.6: numbers by their values, objects whatever the order of
//! their keys.

use serde_json::{Number, Value};

/// Whether two values are equal: `1`, `1.0` and `10e-1` are, `1` and `"1"` are not.
#[must_use]
pub fn is_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => is_equal_number(a, b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_equal(a, b)))
        }
        (a, b) => a == b,
    }
}

fn is_equal_number(a: &Number, b: &Number) -> bool {
    let (a, b) = (a.as_str(), b.as_str());
    a == b || Decimal::of(a).is_some_and(|decimal| Decimal::of(b) == Some(decimal))
}

/// A number as its sign, its digits without zeros around them, and the power of ten that these are multiplied
/// with. Nothing is calculated, so a number of any length or exponent takes no longer than its text.
#[derive(Debug, PartialEq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    /// `None` if the exponent has more than 38 digits.
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_end_matches('0');
        let moved = i128::try_from(all.len() - digits.len()).ok()? - i128::try_from(fraction.len()).ok()?;
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits: String::new(), exponent: 0 });
        }
        let exponent = exponent.parse::<i128>().ok()?.checked_add(moved)?;
        Some(Self { is_negative, digits: digits.to_owned(), exponent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_by_their_values_and_objects_in_any_order() {
        let equal = |a: &str, b: &str| {
            let [a, b] = [a, b].map(|text| crate::json::parse(text.as_bytes()).unwrap());
            assert_eq!(is_equal(&a, &b), is_equal(&b, &a));
            is_equal(&a, &b)
        };
        for (a, b) in [
            ("1", "1.0"),
            ("10", "1e1"),
            ("100E-1", "10.000"),
            ("0", "-0.0e9"),
            ("1e400", "10e399"),
            ("0.1", "1e-1"),
            ("1e99999999999999999999999999999999999999999", "1e99999999999999999999999999999999999999999"),
            (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1.00}"#),
        ] {
            assert!(equal(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("1", "\"1\""),
            ("1", "-1"),
            ("1", "1.0000000000000000000000000001"),
            ("9007199254740993", "9007199254740992"),
            ("1e400", "1e401"),
            ("null", "false"),
            ("[1,2]", "[2,1]"),
            ("{}", "[]"),
            (r#"{"a":null}"#, "{}"),
            (r#"{"a":null}"#, r#"{"b":null}"#),
        ] {
            assert!(!equal(a, b), "{a} {b}");
        }
    }
}
