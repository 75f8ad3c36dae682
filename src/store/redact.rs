//! Keeping redacted values out of the log.
//!
//! The record of a document in which something is redacted holds the redacted copy
//! ([`crate::kept::redaction`]) in `patch`, `undo` and `state`. As in every record, `post` is the
//! digest of the document itself; `redacted_post` is that of the document which the log gives.
//! Replay checks the latter, and readers of the document the former.
//!
//! How the file engine keeps the values safe, which the log cannot give back, is described in
//! [`crate::store::file::commit::replacement`].

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::patch::Operation;
use crate::kept::redaction;
use crate::kept::redaction::RedactedChange;
use crate::log::entry::Change;
use crate::platform::machine;
use crate::store::options::Durability;

/// Redacts what the log must not hold of a change; the log then gives the redacted copy of `document`.
/// `before` is the document before the change, perhaps only `up_to_order` of its keys.
///
/// # Errors
/// As [`redaction::redact_change`].
pub fn redact_change(change: &mut Change, (before, up_to_order): (&Document, bool), document: &Document) -> Result<()> {
    let removes = change.patch.0.iter().any(|operation| matches!(operation, Operation::Remove { .. }));
    let RedactedChange { patch, undo, exact } = redaction::redact_change(before, document, &change.patch)?;
    (change.patch, change.undo) = (patch, undo);
    if !exact || (up_to_order && removes) {
        change.state = Some(redaction::redacted_copy(document).as_ref().unwrap_or(document).to_value());
    }
    Durability::Full.word().clone_into(&mut change.durability);
    Ok(())
}

/// The same for a document that is taken over as a whole.
pub fn redact_whole(change: &mut Change, document: &Document) -> Option<Document> {
    let redacted = redaction::redacted_copy(document)?;
    Durability::Full.word().clone_into(&mut change.durability);
    Some(redacted)
}

/// Marks as redacted again what was redacted before, in a document that was changed without ctx.
///
/// # Errors
/// Fails if the system has no random bytes.
pub fn keep_redacted(document: &mut Document, before: &Document) -> Result<()> {
    redaction::keep_marks(document, before, &|| {
        let why = |e| Failure::new(Kind::Io, format!("could not get random bytes: {e}"));
        Ok(machine::random().map_err(why)?)
    })
}
