//! Why a text is not a path.

use std::fmt;

use crate::text::escape::is_hidden_in_name;

/// Why a text is not a path, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    pub input: String,
    /// The byte at which it goes wrong.
    pub offset: usize,
    pub reason: String,
    /// The text that was probably meant.
    pub suggestion: Option<String>,
}

/// The reason, then the path with a caret under the place.
impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, behind) = self.input.split_at_checked(self.offset).unwrap_or((&self.input, ""));
        let (left, left_out) = (before.chars().rev().take(AROUND), before.chars().nth(AROUND).is_some());
        let left: String = left.collect::<Vec<char>>().into_iter().rev().map(visible).collect();
        let right: String = behind.chars().take(AROUND).map(visible).collect();
        let [start, end] = [left_out, behind.chars().nth(AROUND).is_some()].map(|cut| if cut { "…" } else { "" });
        let (shown, column) = (format!("{start}{left}{right}{end}"), start.chars().count() + left.chars().count());
        write!(f, "{}\n  {shown}\n  {:column$}^", self.reason, "")
    }
}

impl std::error::Error for PathError {}

/// So many characters of a path are shown on either side of the caret.
const AROUND: usize = 200;

/// A caret needs a line above it in which every character has its column.
fn visible(c: char) -> String {
    if is_hidden_in_name(c) { c.escape_unicode().to_string() } else { c.to_string() }
}

/// The error at a byte of `text`, without a suggestion.
pub(super) fn fail(text: &str, offset: usize, reason: &str) -> PathError {
    PathError { input: text.to_owned(), offset, reason: reason.to_owned(), suggestion: None }
}
