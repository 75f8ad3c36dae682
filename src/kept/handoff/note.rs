//! Notes that are added to a handoff while it is open.

use serde::{Deserialize, Serialize};

use crate::log::agent::AgentName;

/// How many notes a handoff may have.
pub const NOTES: usize = 64;

/// What somebody added to a handoff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub by: AgentName,
    pub at: String,
    pub text: String,
}
