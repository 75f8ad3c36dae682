//! Numbers as jq has them, where those of jaq differ.

use jaq_json::{Error, Num, Rc, Val};
use jaq_std::ValT as _;
use serde_json::Number;

/// What infinity is in JSON.
pub const LARGEST: f64 = f64::MAX;

/// The largest number up to which each whole one has its own double, and jq prints no exponent.
const EXACT: f64 = 1e17;

/// The integer that a float is; -0 is none.
#[must_use]
pub fn whole(f: f64) -> Option<isize> {
    let is_whole = f.fract() == 0.0 && f.abs() < EXACT && !(f == 0.0 && f.is_sign_negative());
    #[expect(clippy::cast_possible_truncation, clippy::as_conversions, reason = "the range is checked")]
    is_whole.then_some(f as isize)
}

/// The same value, where a number that is an index is an integer: rounded down, or up.
#[must_use]
pub fn as_index(value: Val, is_up: bool) -> Val {
    let f = match &value {
        Val::Num(Num::Float(f)) => *f,
        Val::Num(Num::Dec(digits)) => digits.parse().unwrap_or(f64::NAN),
        _ => return value,
    };
    let rounded = if is_up { f.ceil() } else { f.floor() };
    whole(rounded + 0.0).map_or(value, Val::from)
}

/// The quotient, or the parts of a text between separators.
///
/// # Errors
/// Fails for zero, where jaq gives infinity, and for what cannot be divided.
pub fn divided(left: Val, right: Val) -> Result<Val, Error> {
    if is_zero(&right) && left.as_f64().is_some() {
        return Err(Error::str(format_args!("{left} cannot be divided by zero")));
    }
    left / right
}

/// The remainder of integers: the others lose what is behind the point, as in jq.
///
/// # Errors
/// Fails for zero, and for what is no number.
pub fn remainder(left: Val, right: Val) -> Result<Val, Error> {
    let (Some(l), Some(r)) = (left.as_f64(), right.as_f64()) else { return left % right };
    if left.is_int() && right.is_int() && !is_zero(&right) {
        return left % right;
    }
    if l.is_nan() || r.is_nan() {
        return Ok(Val::from(f64::NAN));
    }
    #[expect(clippy::cast_possible_truncation, clippy::as_conversions, reason = "saturates, as in jq")]
    let (l, r) = (l as i64, r as i64);
    let remainder = l.checked_rem(r).or_else(|| (r == -1).then_some(0));
    let remainder = remainder.ok_or_else(|| Error::str(format_args!("{left} cannot be divided by zero")))?;
    Ok(Val::Num(Num::from_integral(remainder)))
}

fn is_zero(value: &Val) -> bool {
    value.as_f64().is_some_and(|f| f == 0.0)
}

/// The number that a text is, all of it.
///
/// # Errors
/// Fails if it is none.
pub fn number(value: Val) -> Result<Val, Error> {
    let Val::TStr(bytes) = &value else { return Err(Error::typ(value, "number")) };
    let text = String::from_utf8_lossy(bytes);
    match text.trim() {
        "nan" => Ok(Val::from(f64::NAN)),
        digits if digits.parse::<Number>().is_ok() => Ok(Val::Num(number_of(digits))),
        _ => Err(Error::str(format_args!("{value} cannot be parsed as a number"))),
    }
}

/// An integer that is printed as it was written, or else the digits.
#[must_use]
pub fn number_of(digits: &str) -> Num {
    let integer = Num::from_str_radix(digits, 10).filter(|_| digits != "-0");
    integer.unwrap_or_else(|| Num::Dec(Rc::new(digits.to_owned())))
}
