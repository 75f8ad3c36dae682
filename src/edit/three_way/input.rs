//! The input of a three-way merge.

use serde_json::Value;

use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;

/// Whose value wins where both sides changed a place to different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// The present value.
    Keep,
    /// The value of the input.
    Replace,
    /// The value of the agent that ranks higher.
    Authority,
}

impl OnConflict {
    pub const ALL: [(&'static str, Self); 3] =
        [("keep", Self::Keep), ("replace", Self::Replace), ("authority", Self::Authority)];
}

/// Changes to an older document.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub base: &'a Document,
    /// The revision of `base`.
    pub since: Revision,
    /// The changed paths, each with its whole value.
    pub values: &'a [(KeyPath, Value)],
    pub agent: &'a AgentName,
    pub on_conflict: Option<OnConflict>,
}
