//! Who holds a lock.

use serde::{Deserialize, Serialize};

/// Who holds the lock, shown to those who wait for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Holder {
    pub agent: String,
    pub pid: u32,
    pub host: String,
    pub command: String,
    /// When it was taken, as an RFC 3339 timestamp.
    pub since: String,
}
