//! Publishing what a dead writer, or the power, kept from being published, before a log that is
//! damaged elsewhere goes: the record alone would not bring it back.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::log::digest::Digest;
use crate::log::entry::Entry;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::maintain::repair::diagnosis::damage_in;
use crate::store::file::recover::opened::{Head, View};
use crate::store::file::recover::{Finding, Found, classify};

impl<S: FileSystem> FileStore<S> {
    /// The view after the document was brought up to the last record, as far as that can be
    /// read. A document that is damaged is kept.
    ///
    /// # Errors
    /// Input or output.
    pub(crate) fn caught_up(&self, publisher: &Publisher<'_, S>, view: View<S::File>) -> Result<View<S::File>> {
        let found = classify(&self.files, &view).map_err(damage_in);
        let (head, text) = match found {
            Ok(Found { finding: Finding::Behind(_), head: Some(head), text }) => (head, text),
            Ok(Found { finding: Finding::Kept(keep, _), head: Some(head), text }) => {
                publisher.save(&self.files.document, keep.word(), &text)?;
                (head, text)
            }
            Ok(_) | Err(Ok(_)) => return Ok(view),
            Err(Err(error)) => return Err(error),
        };
        // How far the last whole state is cannot be counted through the damage.
        let head = Head { since_state: Some(0), ..head };
        let unpublished = view.unpublished(head.post).map_err(|e| io_failure("read", &self.files.temporary, &e))?;
        if unpublished.is_some_and(|text| Document::parse(&text).is_ok()) {
            publisher.publish_unpublished(&view, &head, None)?;
        } else if let Err(error) = self.restore(publisher, &view, Some(&head), &text, None, None) {
            damage_in(error)?;
            let Some(document) = view.journal.as_ref().and_then(|journal| followed(journal, &head, &text)) else {
                return Ok(view);
            };
            publisher.restore(&view, &head, &Publishable::of(&document).map_err(Failure::from)?, None)?;
        }
        // The new log does not know the document that was there before.
        publisher.flush_names()?;
        View::open(&self.files, view.anchor, true)
    }
}

/// The document of the last record, from that of an older one and the records since.
fn followed<F: OpenFile>(journal: &Journal<F>, head: &Head, text: &[u8]) -> Option<Document> {
    let mut document = Document::parse(text).ok()?;
    let digest = Digest::of(text);
    let mut later: Vec<Entry> = Vec::new();
    let mut found = false;
    let walked = journal.newest_first(head.end, &mut |entry, _| {
        found = entry.link.post == digest;
        if found {
            return ControlFlow::Break(());
        }
        later.push(entry);
        ControlFlow::Continue(())
    });
    walked.ok().filter(|()| found)?;
    for entry in later.iter().rev() {
        document.apply(&entry.change.patch).ok()?;
        if Digest::of(&document.to_text()) != entry.link.post {
            return None;
        }
    }
    Some(document)
}
