//! Settings files of other programs, as text: what ctx puts in, and takes out again. Every other byte stays.
//!
//! # Taking out exactly what was put in
//! Nothing is kept about what a file was before: the layout tells it. An object or array that ctx makes has its
//! members on lines of their own. In one that a user left empty, the first member of ctx stands right behind the
//! bracket, so that it is empty again, and still there, afterwards. Property tests hold that putting in and taking
//! out gives the very same bytes.

pub mod json;
mod layout;
mod parsed;
mod program;
mod splice;
pub mod toml;
pub mod whole;

use serde_json::Value;

/// What ctx puts in a settings file in JSON.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The keys that lead to the member, or to the array of the item. What is missing is made.
    pub path: Vec<&'static str>,
    pub kind: EntryKind,
    pub value: Value,
    /// How a text begins in an item that is this one, but was edited.
    pub sign: String,
    /// Where the object under the first key has an object of this name, the entry belongs in that.
    pub inside: Option<&'static str>,
    /// A member of the file that must be beside the first key of the path, if that is made.
    pub beside: Option<(&'static str, Value)>,
}

/// What an entry is in the object or array that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The member of an object, under the last key of the path.
    Member,
    /// An item of an array.
    Item,
}

/// Whether something is put in or taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    PutIn,
    TakeOut,
}

/// A file after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text; `None` if there is no file.
    pub text: Option<String>,
    /// What is ctx's but not as ctx writes it, and so was left alone: a clause each.
    pub left: Vec<String>,
}

/// Why a text was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The line, from 1 on.
    pub line: usize,
    pub why: String,
}

/// The clause for an entry that was edited, or that a user made.
fn not_as_written(path: &[&str]) -> String {
    format!("{} is there, but not as ctx writes it", path.join("."))
}

impl Unfit {
    /// At a byte of a text.
    pub(crate) fn at(text: &str, byte: usize, why: impl Into<String>) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        Self { line: before.matches('\n').count() + 1, why: why.into() }
    }
}

#[cfg(test)]
mod tests;
