//! Why a text is not read, and why a value is not written.

use std::fmt;

use crate::json::key_path::KeyPath;

/// Why a text is not of its format, and where: lines and columns are counted from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub place: Option<(usize, usize)>,
    pub reason: String,
    /// It is of its format, and says what JSON cannot hold.
    pub is_unheld: bool,
    pub hint: Option<String>,
}

/// Why a value does not fit a format, and what may help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    pub path: KeyPath,
    pub reason: String,
    pub hint: Option<String>,
}

impl Unread {
    /// A reason at a line, from its first column on.
    #[must_use]
    pub fn at(line: usize, column: usize, reason: impl Into<String>) -> Self {
        Self { place: Some((line, column)), ..Self::new(reason) }
    }

    /// A reason without a place.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { place: None, reason: reason.into(), is_unheld: false, hint: None }
    }

    #[must_use]
    pub fn unheld(self) -> Self {
        Self { is_unheld: true, ..self }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl Unfit {
    #[must_use]
    pub fn new(path: &KeyPath, reason: impl Into<String>) -> Self {
        Self { path: path.clone(), reason: reason.into(), hint: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<crate::json::JsonError> for Unread {
    fn from(error: crate::json::JsonError) -> Self {
        Self::at(error.line, error.column, error.reason)
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "{} at line {line} column {column}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

/// The line and column of an offset in bytes.
pub fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (1 + before.matches('\n').count(), 1 + line.chars().count())
}

pub fn not_utf8(bytes: &[u8], valid: usize) -> Unread {
    let before = std::str::from_utf8(bytes.get(..valid).unwrap_or_default()).unwrap_or_default();
    let (line, column) = place_of(before, before.len());
    Unread::at(line, column, "a byte that is not UTF-8")
}
