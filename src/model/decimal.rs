//! Exact sums of JSON numbers.

use std::str::FromStr as _;

use anyhow::Result;
use bigdecimal::BigDecimal;
use serde_json::Number;

use crate::error::{Failure, Kind};

/// More digits than this are taken for a mistake: `1e999999999` would not fit in memory.
const MAX_DIGITS: i64 = 10_000;

/// `a + b`, exact, with as many decimals as the longer of the two: `1.10 + 2` is `3.10`.
///
/// # Errors
/// Numbers with an exponent that would need more than 10,000 digits.
pub fn sum(a: &Number, b: &Number) -> Result<Number> {
    let sum = (read(a)? + read(b)?).to_plain_string();
    sum.parse().map_err(|e| Failure::new(Kind::BadData, format!("{sum} is not a number: {e}")).into())
}

fn read(number: &Number) -> Result<BigDecimal> {
    let text = number.to_string();
    let too_long = || Failure::new(Kind::BadData, format!("the number {text} has too many digits to add to"));
    let value = BigDecimal::from_str(&text).map_err(|_| too_long())?;
    let (_, scale) = value.as_bigint_and_exponent();
    if scale.abs() > MAX_DIGITS || i64::try_from(text.len()).is_ok_and(|n| n > MAX_DIGITS) {
        return Err(too_long().into());
    }
    // A whole number written with an exponent has a negative scale: 1e2 is 100.
    Ok(if scale < 0 { value.with_scale(0) } else { value })
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
            ("-0.5", "0.25", "-0.25"),
        ] {
            assert_eq!(add(a, b).unwrap(), result, "{a} + {b}");
        }
    }

    #[test]
    fn an_exponent_that_would_fill_the_memory_is_refused() {
        let error = add("1e999999999", "1").unwrap_err().to_string();
        assert_eq!(error, "the number 1e+999999999 has too many digits to add to");
    }
}
