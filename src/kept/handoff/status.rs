//! The states of a handoff.

use serde::{Deserialize, Serialize};

/// The state of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Pending,
    Accepted,
    Completed,
    Failed,
    Rejected,
    Cancelled,
    Expired,
    /// A later handoff replaced it.
    Superseded,
}

impl Status {
    /// Every status, in the order of the words in help and completions.
    pub const ALL: [(&'static str, Self); 8] = [
        ("pending", Self::Pending),
        ("accepted", Self::Accepted),
        ("completed", Self::Completed),
        ("failed", Self::Failed),
        ("rejected", Self::Rejected),
        ("cancelled", Self::Cancelled),
        ("expired", Self::Expired),
        ("superseded", Self::Superseded),
    ];

    /// Whether the handoff has ended.
    #[must_use]
    pub fn is_end(self) -> bool {
        !matches!(self, Self::Pending | Self::Accepted)
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}
