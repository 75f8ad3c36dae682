//! Exact sums and comparisons of JSON numbers.

use std::cmp::Ordering;
use std::str::FromStr as _;

use anyhow::Result;
use bigdecimal::BigDecimal;
use serde_json::Number;

use crate::error::{Failure, Kind};

/// The most digits that a number may need. A longer one is refused before it is parsed: that takes
/// time that grows with the square of its digits, and `1e999999999` would not fit in memory.
const MAX_DIGITS: usize = 10_000;

/// `a + b`, exact, with as many decimals as the longer of the two: `1.10 + 2` is `3.10`.
///
/// # Errors
/// Fails if a number needs more than 10,000 digits. The message does not show it.
pub fn sum(a: &Number, b: &Number) -> Result<Number> {
    let (a, b) = (read(a)?, read(b)?);
    write(&with_decimals_of_both(&a + &b, &a, &b))
}

/// `a - b`, exact, with as many decimals as the longer of the two.
///
/// # Errors
/// As [`sum`].
pub fn minus(a: &Number, b: &Number) -> Result<Number> {
    let (a, b) = (read(a)?, read(b)?);
    write(&with_decimals_of_both(&a - &b, &a, &b))
}

/// Compares two numbers, however they are written. Equal numbers (`1.0` and `1.00`) are ordered by
/// their text, so that only identical ones are equal.
///
/// # Errors
/// As [`sum`].
pub fn compare(a: &Number, b: &Number) -> Result<Ordering> {
    Ok(order(a, b)?.then_with(|| a.as_str().cmp(b.as_str())))
}

/// The order of two numbers by their values: `1.0` and `1.00` are equal.
///
/// # Errors
/// As [`sum`].
pub fn order(a: &Number, b: &Number) -> Result<Ordering> {
    Ok(read(a)?.cmp(&read(b)?))
}

/// The library drops the decimals of a zero: `1 + 0.0` would be `1`, and a sum would depend on the
/// order of its parts.
fn with_decimals_of_both(result: BigDecimal, a: &BigDecimal, b: &BigDecimal) -> BigDecimal {
    let decimals = |value: &BigDecimal| value.as_bigint_and_exponent().1;
    let wanted = decimals(a).max(decimals(b));
    if decimals(&result) < wanted { result.with_scale(wanted) } else { result }
}

fn write(value: &BigDecimal) -> Result<Number> {
    let text = value.to_plain_string();
    text.parse().map_err(|e| Failure::new(Kind::BadData, format!("{text} is not a number: {e}")).into())
}

/// Checks that a number has few enough digits to calculate with.
///
/// # Errors
/// As [`sum`].
pub fn check(number: &Number) -> Result<()> {
    read(number).map(drop)
}

fn read(number: &Number) -> Result<BigDecimal> {
    let text = number.as_str();
    let digits = text.bytes().take_while(|byte| !byte.eq_ignore_ascii_case(&b'e')).filter(u8::is_ascii_digit);
    if digits.count() > MAX_DIGITS {
        return Err(too_long().into());
    }
    let value = BigDecimal::from_str(text).map_err(|_| too_long())?;
    let (_, scale) = value.as_bigint_and_exponent();
    if usize::try_from(scale.unsigned_abs()).map_or(true, |digits| digits > MAX_DIGITS) {
        return Err(too_long().into());
    }
    // A whole number written with an exponent has a negative scale: 1e2 is 100.
    Ok(if scale < 0 { value.with_scale(0) } else { value })
}

fn too_long() -> Failure {
    let why = format!("a number needs more than {MAX_DIGITS} digits, the most that arithmetic takes");
    Failure::new(Kind::BadData, why).hint("`ctx set` stores a number of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(a: &str, b: &str) -> Result<String> {
        Ok(sum(&a.parse()?, &b.parse()?)?.to_string())
    }

    #[test]
    fn sums_are_exact_and_keep_their_decimals() {
        for (a, b, result) in [
            ("0", "1", "1"),
            ("41", "1", "42"),
            ("1.10", "2", "3.10"),
            ("0.1", "0.2", "0.3"),
            ("-1", "1", "0"),
            ("1.5", "-1.5", "0.0"),
            ("18446744073709551615", "1", "18446744073709551616"),
            ("99999999999999999999999999", "1", "100000000000000000000000000"),
            ("1e2", "1", "101"),
            ("1e-3", "0", "0.001"),
            ("-0", "0", "0"),
            ("1", "0.0", "1.0"),
            ("0.00", "1", "1.00"),
            ("0", "0.0", "0.0"),
            ("-0.5", "0.25", "-0.25"),
        ] {
            assert_eq!(add(a, b).unwrap(), result, "{a} + {b}");
            assert_eq!(add(b, a).unwrap(), result, "{b} + {a}");
        }
    }

    #[test]
    fn numbers_are_compared_by_value_and_then_by_their_digits() {
        let order = |a: &str, b: &str| compare(&a.parse().unwrap(), &b.parse().unwrap()).unwrap();
        for (a, b) in [("9", "10"), ("-10", "-9"), ("0.1", "0.10000000000000000001"), ("1e2", "101"), ("1.0", "1.00")] {
            assert_eq!((order(a, b), order(b, a)), (Ordering::Less, Ordering::Greater), "{a} < {b}");
        }
        assert_eq!(order("1.10", "1.10"), Ordering::Equal);
        assert_eq!(minus(&"1".parse().unwrap(), &"0.10".parse().unwrap()).unwrap().to_string(), "0.90");
    }

    #[test]
    fn a_number_that_needs_too_many_digits_is_refused() {
        let refused = "a number needs more than 10000 digits, the most that arithmetic takes";
        let (most, more) = ("9".repeat(10_000), "9".repeat(10_001));
        for long in ["1e999999999", "1e-999999999", "1e99999999999999999999", &more, &format!("-0.{more}")] {
            assert_eq!(add(long, "1").unwrap_err().to_string(), refused, "{}", long.len());
            assert_eq!(add("1", long).unwrap_err().to_string(), refused, "{}", long.len());
        }
        assert_eq!(add(&most, "1").unwrap(), format!("1{}", "0".repeat(10_000)));
        assert_eq!(add(&format!("-{most}"), "0").unwrap(), format!("-{most}"));
        assert_eq!(add("1e9999", "0").unwrap(), format!("1{}", "0".repeat(9_999)));
    }
}
