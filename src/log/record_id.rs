//! Names a record by revision and digest, so that no other can take its place: `REV:HASH`.

use std::fmt;
use std::str::FromStr;

use crate::log::digest::Digest;
use crate::log::revision::Revision;

/// A revision and the digest of its record, written `REV:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordId {
    pub rev: Revision,
    pub h: Digest,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.rev, self.h)
    }
}

/// The text is not `REV:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARecordId;

impl fmt::Display for NotARecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected REV:HASH, as `ctx status --head` prints it")
    }
}

impl std::error::Error for NotARecordId {}

impl FromStr for RecordId {
    type Err = NotARecordId;

    fn from_str(text: &str) -> Result<Self, NotARecordId> {
        let (rev, h) = text.split_once(':').ok_or(NotARecordId)?;
        match (rev.parse(), h.parse()) {
            (Ok(rev), Ok(h)) => Ok(Self { rev, h }),
            _ => Err(NotARecordId),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_named_by_its_revision_and_digest() {
        let id = RecordId { rev: Revision::new(12), h: Digest::of(b"") };
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in ["12", "12:abc", "x:", ":", ""] {
            assert_eq!(text.parse::<RecordId>(), Err(NotARecordId), "{text}");
        }
    }
}
