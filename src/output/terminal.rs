//! Escapes control characters for terminals.

use std::borrow::Cow;

use crate::text::escape::{escaped, is_hidden};

/// Escapes control characters as `\uXXXX`; a text of several lines keeps line breaks and tabs.
#[must_use]
pub fn escape(text: &str, several_lines: bool) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && !(several_lines && matches!(c, '\n' | '\t')))
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
