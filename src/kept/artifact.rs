//! Files that a handoff, or its result, refers to.

use serde::{Deserialize, Serialize};

use crate::log::digest::Digest;

/// A file, with its digest and size when it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// The path, relative to the directory of the context.
    pub path: String,
    pub sha256: String,
    /// The size in bytes. Older records have none; their relative paths are those of the sender's working
    /// directory, which nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl Artifact {
    #[must_use]
    pub fn new(path: String, digest: Digest, size: u64) -> Self {
        Self { path, sha256: digest.to_string(), size: Some(size) }
    }
}
