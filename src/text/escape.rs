//! Escapes characters that a reader would not see as they are: they control a terminal, end a line,
//! reverse the order, or are invisible.

use std::borrow::Cow;

/// Whether a character is one of these. The two joiners are not: emoji and whole scripts need them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            // Ends of lines and paragraphs, for whoever splits lines by Unicode.
            '\u{2028}' | '\u{2029}'
            // Bidirectional controls.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // No width.
            | '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}'
            // Blank letters.
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
            // Annotations, shorthand and musical formats.
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            // Tags and the variation selectors beyond the sixteen that emoji use.
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is hidden in a name, where joiners are hidden too.
#[must_use]
pub fn is_hidden_in_name(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Replaces each character that `hides` selects by its JSON escape `\uXXXX`, or two of them beyond
/// U+FFFF. JSON that has such characters only in strings keeps its meaning.
#[must_use]
pub fn escaped(text: &str, hides: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hides) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hides(c) {
            let mut units = [0; 2];
            shown.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// A text as a JSON string, on one line and with nothing hidden.
#[must_use]
pub fn quoted(text: &str) -> String {
    escaped(&serde_json::Value::from(text).to_string(), is_hidden_in_name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_splits_lines_at_is_hidden() {
        for c in "\n\r\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}".chars() {
            assert!(is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn a_quoted_text_is_the_same_string_of_json() {
        for text in
            ["plain", "two\nlines", "\u{85}\u{9b}\u{7f}", "a\u{2028}b", "tag\u{e0041}", "\u{202e}\u{200b}\u{200d}"]
        {
            let shown = quoted(text);
            assert!(!shown.contains(is_hidden_in_name), "{shown:?}");
            assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
        }
        assert_eq!(quoted("\u{2028}\u{e0041}"), r#""\u2028\udb40\udc41""#);
    }

    #[test]
    fn what_scripts_and_emoji_need_is_shown() {
        let text = "größe 名 👩\u{200d}👧 ❤\u{fe0f} می\u{200c}خواهم";
        assert_eq!(escaped(text, is_hidden), text);
    }
}
