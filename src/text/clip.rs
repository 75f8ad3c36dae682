//! Values that are too long for a line of a report, by their beginning and their size.

use std::cell::Cell;

use crate::text::size::Size;

/// How wide a line is where there is no terminal, in characters.
const COLUMNS: usize = 100;

/// How many lines a value may have where there is no terminal. On a terminal, each is one line.
const LINES: usize = 10;

/// The least that is shown of a value, in characters.
const LEAST: usize = 8;

/// How much of a value is shown.
#[derive(Debug, Default)]
pub struct Clip {
    is_full: bool,
    /// The width of the terminal.
    columns: Option<usize>,
    is_clipped: Cell<bool>,
}

impl Clip {
    /// Shows all of a value if `is_full`, or else as much as fits a line of the terminal; 1,000 characters
    /// without one.
    #[must_use]
    pub fn new(is_full: bool, columns: Option<usize>) -> Self {
        Self { is_full, columns, is_clipped: Cell::new(false) }
    }

    /// Returns a value as it is shown on a line with `beside` other characters and `values` values.
    #[must_use]
    pub fn of(&self, text: &str, beside: usize, values: usize) -> String {
        let room = match self.columns {
            Some(columns) => columns.saturating_sub(beside) / values.max(1),
            None => COLUMNS * LINES,
        };
        if self.is_full || text.len() <= room || text.chars().nth(room).is_none() {
            return text.to_owned();
        }
        self.is_clipped.set(true);
        let size = Size::new(u64::try_from(text.len()).unwrap_or(u64::MAX)).rounded();
        let size = format!("… ({size})");
        beginning(text, room.saturating_sub(size.chars().count()).max(LEAST)) + &size
    }

    /// Returns the beginning of a value that is too long to be shown, whatever the width of the terminal.
    #[must_use]
    pub fn beginning(&self, text: &str) -> Option<String> {
        let is_long = !self.is_full && text.len() > COLUMNS * LINES;
        self.is_clipped.set(self.is_clipped.get() || is_long);
        is_long.then(|| beginning(text, COLUMNS))
    }

    /// Whether a value was shown in part.
    #[must_use]
    pub fn is_clipped(&self) -> bool {
        self.is_clipped.get()
    }

    /// Returns the width of a line; `None` if lines are not cut.
    #[must_use]
    pub fn columns(&self) -> Option<usize> {
        self.columns.filter(|_| !self.is_full)
    }
}

/// Returns the first `width` characters of a JSON text, without half of an escape at the end.
#[must_use]
pub fn beginning(text: &str, width: usize) -> String {
    let mut start: String = text.chars().take(width).collect();
    let is_half = |tail: &str| tail.len() < 2 || (tail.starts_with("\\u") && tail.len() < 6);
    let backslashes = start.char_indices().rev().take(6).filter(|(_, c)| *c == '\\').map(|(at, _)| at);
    let half = backslashes.filter(|at| {
        let (before, tail) = start.split_at(*at);
        is_half(tail) && before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0
    });
    if let Some(at) = half.last() {
        start.truncate(at);
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_is_cut_in_half() {
        for (text, width, expected) in [
            (r#""a\u00e9b"#, 5, r#""a"#),
            (r#""a\u00e9b"#, 8, r#""a\u00e9"#),
            (r#""a\nb"#, 3, r#""a"#),
            (r#""a\\nb"#, 4, r#""a\\"#),
            (r#""a\\nb"#, 3, r#""a"#),
            ("12345", 3, "123"),
        ] {
            assert_eq!(beginning(text, width), expected, "{text}");
        }
    }

    #[test]
    fn a_long_value_is_its_beginning_and_its_size() {
        let long = "x".repeat(5000);
        let shown = Clip::new(false, None).of(&long, 500, 1);
        assert_eq!(shown, format!("{}… (4.8 KiB)", "x".repeat(989)));
        let clip = Clip::new(false, Some(40));
        assert_eq!(clip.of("short", 10, 2), "short");
        assert!(!clip.is_clipped());
        assert_eq!(clip.of(&long, 10, 1), format!("{}… (4.8 KiB)", "x".repeat(19)));
        assert_eq!(clip.of(&long, 200, 2), format!("{}… (4.8 KiB)", "x".repeat(8)));
        assert!(clip.is_clipped());
        assert_eq!(Clip::new(true, Some(40)).of(&long, 10, 1), long);
    }
}
