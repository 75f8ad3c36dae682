//! How urgent work is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How urgent a handoff or a task is. Later values are more urgent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Critical,
}

impl Priority {
    pub const ALL: [(&'static str, Self); 4] =
        [("low", Self::Low), ("normal", Self::Normal), ("high", Self::High), ("critical", Self::Critical)];
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::ALL.iter().find(|(_, p)| p == self).map_or("", |(name, _)| name);
        f.pad(name)
    }
}
