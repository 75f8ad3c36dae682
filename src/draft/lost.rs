//! Redacted values that were lost: a document that was rebuilt from the log has only their hashes.
//! A draft replaces or removes such a hash as a whole, and changes nothing in it.

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::is_hash;
use crate::log::redacted::lost;
use crate::text::shell::shell_word;

impl Draft<'_> {
    /// Refuses a path to a lost value, or below one.
    ///
    /// # Errors
    /// Fails if the document has only the hash of the value there.
    pub fn refuse_lost(&self, path: &KeyPath) -> Result<()> {
        self.refuse_lost_at(self.document.pointer(path).tokens())
    }

    /// Like [`Draft::refuse_lost`], but allows the path of the lost value itself.
    ///
    /// # Errors
    /// As [`Draft::refuse_lost`].
    pub(crate) fn refuse_below_lost(&self, place: &Pointer) -> Result<()> {
        place.split_last().map_or(Ok(()), |(parents, _)| self.refuse_lost_at(parents))
    }

    fn refuse_lost_at(&self, place: &[String]) -> Result<()> {
        // Asked before the first operation, so these are the values that were lost before the draft.
        let lost = self.lost.get_or_init(|| lost(&self.document));
        let is_lost = |(_, keys): &&(KeyPath, Vec<String>)| {
            place.starts_with(keys) && self.document.at_keys(keys).is_some_and(is_hash)
        };
        lost.iter().find(is_lost).map_or(Ok(()), |(path, _)| Err(lost_value(path).into()))
    }
}

/// The failure of a change that would build on the hash of a lost value.
#[must_use]
pub fn lost_value(path: &KeyPath) -> Failure {
    Failure::new(Kind::BadData, format!("{path} was redacted and lost: the log has only its hash"))
        .fact("path", path.to_string())
        .hint(format!("set it again: ctx set --redact {} -", shell_word(path)))
}
