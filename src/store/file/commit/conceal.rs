//! Keeping redacted values out of the log, and safe without it.
//!
//! A record of a document in which something is redacted holds the concealed one
//! ([`crate::kept::redaction`]): in `patch`, `undo` and `state`. Its `post` is the digest of
//! the document as it lies there, like that of every record, and `redacted_post` that of
//! the document which the log gives: replay checks the one, and who reads the document the other.
//!
//! # What the log cannot give back
//! Everywhere else the log alone rebuilds what a crash left undone. Here it cannot, so the
//! values are always in a file that a power cut leaves whole, under a name that
//! it leaves too: the document, or the temporary file that is about to become it.
//!
//! 1. The directory is flushed: the document's name means what was published last.
//! 2. The temporary file is written and flushed, whatever durability was asked for.
//! 3. The directory is flushed again: the temporary file has its name.
//! 4. The record is appended and flushed: committed.
//! 5. The rename. Until the first step of the next commit the power may take it back.
//!
//! So, after a death or a power cut at any point behind 4, the document is that of the
//! record, or the temporary file is, and the rename is made up for. Readers read the temporary
//! file meanwhile: they open it under the lock, with document and log. Where a value did
//! not change, the document that is out of date has it too, which the hash proves.
//!
//! # What is lost, and said to be
//! Where neither file is there any more (somebody removed the document), the document is
//! rebuilt with hashes in place of the values; `get` refuses those.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::Change;
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::platform::temporary::Temporary;
use crate::store::Durability;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::recover::opened::{Head, View};

/// Makes a change one that the log may hold; the document that the log then gives, if
/// that is another than the one that is published. `before` is the text of the last one.
///
/// # Errors
/// Those of [`redaction::conceal_change`].
pub fn conceal_change(
    change: &mut Change,
    head: Option<&Head>,
    before: &[u8],
    document: &Document,
) -> Result<Option<Document>> {
    let was_redacted = head.is_some_and(|head| head.redacted_post.is_some());
    let digest = redaction::digest(document);
    if !was_redacted && digest.is_none() {
        return Ok(None);
    }
    let before = if before.is_empty() {
        Document::default()
    } else {
        Document::parse(before).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?
    };
    let concealed = redaction::conceal_change(&before, document)?;
    (change.patch, change.undo, change.redacted_post) = (concealed.patch, concealed.undo, digest);
    if !concealed.exact {
        change.state = Some(concealed.document.to_value());
    }
    Durability::Full.word().clone_into(&mut change.durability);
    Ok(Some(concealed.document))
}

/// The same for a document that is taken over as a whole.
pub fn conceal_whole(change: &mut Change, document: &Document) -> Option<Document> {
    let concealed = redaction::conceal(document)?;
    change.redacted_post = Some(Digest::of(&concealed.to_text()));
    Durability::Full.word().clone_into(&mut change.durability);
    Some(concealed)
}

/// Keeps redacted what was so, where somebody changed the document without ctx.
///
/// # Errors
/// The system has no random bytes.
pub fn keep_redacted(document: &mut Document, before: &Document) -> Result<()> {
    redaction::keep_marks(document, before, &|| {
        let why = |e| Failure::new(Kind::Io, format!("could not get random bytes: {e}"));
        Ok(machine::random().map_err(why)?)
    })
}

impl<S: FileSystem> Publisher<'_, S> {
    /// What a change has to survive: what the log cannot give back is never at risk.
    pub(crate) fn durability_of(&self, change: &Change) -> Durability {
        if change.redacted_post.is_some() { Durability::Full } else { self.options.durability }
    }

    /// Writes the temporary file of a change; under a name that lasts, if the log cannot give it back.
    pub(crate) fn write_temporary_of(
        &self,
        change: &Change,
        view: &View<S::File>,
        published: &Publishable<'_>,
    ) -> Result<Temporary<S>> {
        let durability = self.durability_of(change);
        if change.redacted_post.is_none() {
            return self.write_temporary(view, published, durability);
        }
        self.flush_names().map_err(|failure| failure.outcome("not committed"))?;
        let temporary = self.write_temporary(view, published, durability)?;
        self.flush_names().map_err(|failure| failure.outcome("not committed"))?;
        Ok(temporary)
    }

    /// Makes up for the rename of a writer that died before it.
    pub(crate) fn publish_unpublished(&self, view: &View<S::File>, head: &Head, note: Option<&str>) -> Result<()> {
        let (temporary, document) = (&self.files.temporary, &self.files.document);
        if self.is_replaced(view)? {
            return Ok(());
        }
        self.check_replaceable(view, machine::effective_uid())?;
        let system = &self.files.system;
        system.rename(temporary, document).map_err(|e| io_failure("replace", document, &e))?;
        let stat = system.stat(document).map_err(|e| io_failure("look at", document, &e))?;
        self.write_anchor(view, head, (Identity::of(&stat), false), note)
    }
}
