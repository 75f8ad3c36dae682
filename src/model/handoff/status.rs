//! Where a handoff stands.

use serde::{Deserialize, Serialize};

/// Where a handoff stands.
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
}

impl Status {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The record's `op` for the step that leads here.
    #[must_use]
    pub fn op(self) -> &'static str {
        match self {
            Self::Pending => "handoff.created",
            Self::Accepted => "handoff.accepted",
            Self::Completed => "handoff.completed",
            Self::Failed => "handoff.failed",
            Self::Rejected => "handoff.rejected",
            Self::Cancelled => "handoff.cancelled",
            Self::Expired => "handoff.expired",
        }
    }
}
