//! Lines of the log that are no records.

use std::fmt;

/// Why a line of the log is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadEntry {
    /// It does not end as a record does, or its digest is not that of its bytes.
    Broken,
    /// The digest is right, but the content is not understood.
    Unknown(String),
    /// The digest is right, and the format is one that a newer ctx writes.
    Newer(u64),
}

impl fmt::Display for BadEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => f.write_str("its bytes do not have the digest that it names"),
            Self::Unknown(why) => f.write_str(why),
            Self::Newer(format) => write!(f, "it has format {format}, written by a newer ctx"),
        }
    }
}

impl std::error::Error for BadEntry {}
