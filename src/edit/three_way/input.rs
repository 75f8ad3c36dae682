//! What is carried, and what is asked for where it meets something else.

use serde_json::Value;

use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;

/// Whose value stands where both changed the same to different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// What is there now.
    Ours,
    /// What the input says.
    Theirs,
    /// That of whom the document ranks higher.
    Authority,
}

impl OnConflict {
    pub const ALL: [(&'static str, Self); 3] =
        [("ours", Self::Ours), ("theirs", Self::Theirs), ("authority", Self::Authority)];
}

/// What somebody made of the document that they read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub base: &'a Document,
    /// The revision of `base`.
    pub since: Revision,
    /// Paths, and the whole value for each.
    pub values: &'a [(KeyPath, Value)],
    pub agent: &'a AgentName,
    pub on_conflict: Option<OnConflict>,
}
