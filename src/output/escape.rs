//! What could command a terminal, shown instead.

use std::borrow::Cow;

/// Control characters, DEL, C1 and bidirectional controls as `\uXXXX`; in a
/// text of several lines, line breaks and tabs stay.
#[must_use]
pub fn escape(text: &str, several_lines: bool) -> Cow<'_, str> {
    let commands = |c: char| {
        let kept = several_lines && matches!(c, '\n' | '\t');
        (c.is_control() && !kept)
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(commands) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if commands(c) {
            escaped.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_command_a_terminal_is_shown_instead() {
        assert_eq!(escape("a\x1b[31m\x7f\u{9b}\u{202e}\n", false), "a\\u001b[31m\\u007f\\u009b\\u202e\\u000a");
        assert_eq!(escape("one\n\ttwo\r", true), "one\n\ttwo\\u000d");
        assert_eq!(escape("größe 名", false), "größe 名");
    }
}
