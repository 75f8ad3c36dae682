//! The states of a task.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not claimed.
    Pending,
    /// Claimed.
    Running,
    Completed,
    Failed,
}

impl Status {
    pub const ALL: [(&'static str, Self); 4] = [
        ("pending", Self::Pending),
        ("running", Self::Running),
        ("completed", Self::Completed),
        ("failed", Self::Failed),
    ];

    /// Whether the task has ended.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::ALL.iter().find(|(_, status)| status == self).map_or("", |(word, _)| word);
        f.pad(word)
    }
}
