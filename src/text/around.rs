//! The part of a long text that is around a position, on one line.

use crate::text::fold::fold_char;

/// How many characters are shown before the position, and from it on.
const BEFORE: usize = 30;
const FROM: usize = 90;

/// Returns a line of the text around a position in what it [folds](crate::text::fold) to. White space is one
/// space each.
#[must_use]
pub fn around(text: &str, position: usize) -> String {
    let (mut folded, mut at) = (String::new(), 0);
    let mut passed = 0;
    for (i, c) in text.char_indices() {
        folded.clear();
        fold_char(c, &mut folded);
        at = i;
        passed += folded.len();
        if passed > position {
            break;
        }
    }
    let (before, behind) = text.split_at_checked(at).unwrap_or_default();
    let is_near_start = before.chars().nth(2 * BEFORE).is_none();
    let before: String = match before.char_indices().rev().nth(BEFORE) {
        Some((from, _)) if !is_near_start => format!("…{}", before.get(from..).unwrap_or_default()),
        _ => before.to_owned(),
    };
    let end = behind.char_indices().nth(FROM).map(|(end, _)| end);
    let shown = behind.get(..end.unwrap_or(behind.len())).unwrap_or_default();
    let line = format!("{before}{shown}{}", if end.is_some() { "…" } else { "" });
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_in_what_is_folded_is_found_in_what_is_not() {
        assert_eq!(around("a  b\n\tc", 0), "a b c");
        let text = format!("{}Ärger{}", "ß".repeat(100), "x".repeat(200));
        assert_eq!(around(&text, 200), format!("…{}Ärger{}…", "ß".repeat(31), "x".repeat(85)));
        assert_eq!(around("", 0), "");
    }
}
