//! Text without the differences that a search passes over: case, accents, and forms of the same letter.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Appends the folded text. Each character folds by itself, so that a position in what is folded can be
/// found again in what is not.
pub fn fold(text: &str, into: &mut String) {
    let mut rest = text;
    // ASCII, which is most of most texts, is copied run by run.
    while let Some(len) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (run, behind) = rest.split_at_checked(len).unwrap_or_default();
        fold_ascii(run, into);
        let mut chars = behind.chars();
        if let Some(c) = chars.next() {
            fold_char(c, into);
        }
        rest = chars.as_str();
    }
    fold_ascii(rest, into);
}

fn fold_ascii(text: &str, into: &mut String) {
    let from = into.len();
    into.push_str(text);
    into.get_mut(from..).unwrap_or_default().make_ascii_lowercase();
}

/// Appends the folded character: nothing for an accent.
pub fn fold_char(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    // Most ideographs are their own form, and there are many in a text that has any.
    if ('\u{3400}'..='\u{9fff}').contains(&c) {
        into.push(c);
        return;
    }
    decompose_compatible(c, |part| {
        if canonical_combining_class(part) == 0 {
            part.to_lowercase().for_each(|c| into.push_str(letters(c).unwrap_or(c.encode_utf8(&mut [0; 4]))));
        }
    });
}

/// The letters that Unicode does not decompose, as people without them on the keyboard type them.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        fold(text, &mut folded);
        folded
    }

    #[test]
    fn case_accents_and_forms_fold_away() {
        for (text, expected) in [
            ("Build.STATUS", "build.status"),
            ("Ärger Éclair", "arger eclair"),
            ("e\u{301}te\u{301}", "ete"),
            ("STRASSE Straße", "strasse strasse"),
            ("ﬁle Ⅳ ２", "file iv 2"),
            ("ΟΔΟΣ οδος İstanbul Łódź", "οδοσ οδοσ istanbul lodz"),
            ("Ёлка", "елка"),
            ("日本語", "日本語"),
        ] {
            assert_eq!(folded(text), expected);
        }
    }
}
