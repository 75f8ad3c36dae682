//! Phase 3 of a write: the change is known, and nothing is written yet.

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::log::digest::Digest;
use crate::log::entry::Change;
use crate::platform::filesystem::FileSystem;
use crate::store::edited::{Current, Edit, Edited, edit_current};
use crate::store::file::commit::base::Base;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::journal::rotate::Rotation;
use crate::store::seal::join_notes;

/// A change to be recorded, on the base that it starts from.
pub struct Drafted<'l, S: FileSystem> {
    pub base: Base<'l, S>,
    pub change: Change,
    pub content: Content,
    pub rotation: Rotation,
}

/// What a change does to the document.
pub enum Content {
    /// Nothing: only the log is written.
    Same {
        document: Document,
        /// The text on disk is that of the last record, byte for byte.
        is_own: bool,
    },
    /// It is replaced.
    New {
        published: Publishable,
        /// The document that is replaced is that of the last record: recovery saw to it.
        is_recovered: bool,
    },
}

/// The result of an edit.
pub enum Drafting<'l, S: FileSystem> {
    Changed(Box<Drafted<'l, S>>),
    /// Nothing is to be recorded.
    Unchanged(Box<Base<'l, S>>),
}

impl<'l, S: FileSystem> Drafted<'l, S> {
    /// Runs an edit on the recovered document.
    ///
    /// # Errors
    /// As [`edit_current`].
    pub fn of_edit(recovered: Recovered<'l, S>, edit: &mut Edit<'_>) -> Result<Drafting<'l, S>> {
        let Recovered { base, document, size, is_own } = recovered;
        let is_redacted = base.head.as_ref().is_some_and(|head| head.redacted_post.is_some());
        let (origin, options) = (base.locked.origin, base.locked.options);
        let history = base.records();
        let post = base.head.as_ref().map_or(Digest::NONE, |head| head.post);
        let (stored, revision) = ((post, size), base.revision());
        let current = Current { document, stored, revision, is_redacted, history: &history };
        Ok(match edit_current((origin, options), base.opened.boot.identifier(), current, edit)? {
            Edited::Unchanged => Drafting::Unchanged(Box::new(base)),
            Edited::Changed { mut change, published } => {
                change.note = join_notes(base.note.clone(), change.note);
                let content = Content::New { published, is_recovered: true };
                Drafting::Changed(Box::new(Self { base, change, content, rotation: Rotation::WhenLong }))
            }
            Edited::RecordOnly(mut change, document) => {
                change.note.clone_from(&base.note);
                let drafted = if base.head.is_some() {
                    let content = Content::Same { document, is_own };
                    Self { base, change, content, rotation: Rotation::WhenLong }
                } else {
                    // The first record of all creates the document, and holds it.
                    Self::of_document(base, change, document)?
                };
                Drafting::Changed(Box::new(drafted))
            }
        })
    }

    /// A record that leaves the recovered document as it is.
    #[must_use]
    pub fn without_change(recovered: Recovered<'l, S>, change: Change, rotation: Rotation) -> Self {
        let Recovered { base, document, is_own, .. } = recovered;
        Self { base, change, content: Content::Same { document, is_own }, rotation }
    }

    /// A record of a whole document, in which nothing is redacted.
    ///
    /// # Errors
    /// Fails if the document could not be read again.
    pub fn of_document(base: Base<'l, S>, change: Change, document: Document) -> Result<Self> {
        let published = Publishable::of(document).map_err(Failure::from)?;
        let content = Content::New { published, is_recovered: false };
        Ok(Self { base, change, content, rotation: Rotation::WhenLong })
    }
}
