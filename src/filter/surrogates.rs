//! Characters that a filter writes as two escapes, as JSON does: jaq knows only escapes of one.

use std::borrow::Cow;

use crate::filter::message::Fault;

/// The length of `\ud83d\ude00`.
const ESCAPES: usize = 12;

/// The filter with the character in place of each pair of escapes.
pub fn joined(filter: &str) -> Cow<'_, str> {
    let pairs = pairs(filter);
    if pairs.is_empty() {
        return Cow::Borrowed(filter);
    }
    let (mut text, mut from) = (String::with_capacity(filter.len()), 0);
    for (at, character) in pairs {
        text.push_str(filter.get(from..at).unwrap_or_default());
        text.push(character);
        from = at + ESCAPES;
    }
    text.push_str(filter.get(from..).unwrap_or_default());
    Cow::Owned(text)
}

/// The fault with its place in the filter, in place of that in the one that was joined.
pub fn placed(fault: Fault, filter: &str) -> Fault {
    let moved = |at: usize| {
        pairs(filter).into_iter().fold(
            at,
            |at, (pair, character)| {
                if pair < at { at + ESCAPES - character.len_utf8() } else { at }
            },
        )
    };
    Fault { at: fault.at.map(moved), ..fault }
}

/// Where there is a pair of escapes, and what character it is.
fn pairs(filter: &str) -> Vec<(usize, char)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(found) = filter.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        let unit = |from: usize| {
            let digits = filter.get(from..from + 6)?.strip_prefix("\\u")?;
            let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
        };
        let units = unit(at).into_iter().chain(unit(at + 6));
        match char::decode_utf16(units).next() {
            Some(Ok(character)) if character.len_utf16() == 2 => {
                pairs.push((at, character));
                at += ESCAPES;
            }
            // What is escaped may be a backslash. The end of the text ends the search.
            _ => at += 1 + filter.get(at + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
        }
    }
    pairs
}
