//! Numbers of YAML's core schema, as JSON writes them.

use serde_json::Value;

use crate::json::parse;

/// Returns the number that a plain scalar is, with its digits; `None` if it is none.
pub fn number(text: &str) -> Result<Option<Value>, String> {
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| is_all(digits, |c| c.is_ascii_hexdigit())) {
        return integer(text, digits, 16).map(Some);
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| is_all(digits, |c| matches!(c, '0'..='7'))) {
        return integer(text, digits, 8).map(Some);
    }
    let Some(Decimal { sign, whole, fraction, exponent }) = Decimal::of(text) else { return Ok(None) };
    let digits = whole.trim_start_matches('0');
    if digits.len() < whole.len().saturating_sub(usize::from(digits.is_empty())) && fraction.is_none() {
        return Err(format!(
            "the number {text}, whose leading zero makes it octal in YAML 1.1 and not in YAML 1.2: \
             quote it if it is text, or else write it without the zero,"
        ));
    }
    let whole = if digits.is_empty() { "0" } else { digits };
    let point = fraction.map_or(String::new(), |digits| format!(".{}", if digits.is_empty() { "0" } else { digits }));
    let json = format!("{sign}{whole}{point}{exponent}");
    parse(json.as_bytes()).map(Some).map_err(|e| format!("the number {text}, which JSON cannot hold ({e}),"))
}

fn is_all(text: &str, is_part: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

fn integer(text: &str, digits: &str, base: u32) -> Result<Value, String> {
    let read = u128::from_str_radix(digits, base).ok().and_then(|number| parse(number.to_string().as_bytes()).ok());
    read.ok_or_else(|| format!("the number {text}, which has more than 128 bits: write it as a decimal,"))
}

/// The parts of `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
struct Decimal<'t> {
    /// Empty or `-`.
    sign: &'t str,
    whole: &'t str,
    /// What follows the point, if there is one.
    fraction: Option<&'t str>,
    /// With its letter; empty if there is none.
    exponent: &'t str,
}

impl<'t> Decimal<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let power = exponent.get(1..).map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
        let is_it = is_digits(whole)
            && fraction.is_none_or(is_digits)
            && (!whole.is_empty() || fraction.is_some_and(|digits| !digits.is_empty()))
            && power.is_none_or(|power| !power.is_empty() && is_digits(power));
        let sign = if text.starts_with('-') { "-" } else { "" };
        is_it.then_some(Self { sign, whole, fraction, exponent })
    }
}
