//! Recording what ctx did not do: a document that was there before its log, an edit
//! without ctx, a log that was deleted.

use anyhow::Result;

use super::Origin;
use super::conceal::{conceal_whole, keep_redacted};
use super::file::FileStore;
use super::filesystem::FileSystem;
use super::publisher::Publisher;
use super::recover::{Unrecorded, document_in_log};
use super::view::{Head, View};
use crate::error::{Failure, Kind};
use crate::model::document::Document;
use crate::model::redaction;

impl<S: FileSystem> FileStore<S> {
    /// Records a change that ctx did not make, as a revision of its own.
    pub(super) fn record(
        &self,
        publisher: &Publisher<'_, S>,
        origin: &Origin,
        mut view: View<S::File>,
        mut head: Option<Head>,
        what: Unrecorded,
        mut document: Document,
    ) -> Result<()> {
        let before = match (what, &head) {
            (Unrecorded::External, Some(head)) => Some(document_in_log(&view, head)?),
            _ => None,
        };
        if let Some(before) = &before {
            keep_redacted(&mut document, before)?;
        }
        let mut change = self.change(origin, &view.boot, what.op(), serde_json::Value::Null);
        change.author.recorded_by = Some(std::mem::replace(&mut change.author.agent, "unknown".to_owned()));
        change.message = None;
        let concealed = conceal_whole(&mut change, &document);
        let recorded = concealed.as_ref().unwrap_or(&document);
        change.state = Some(recorded.root().clone());
        match what {
            Unrecorded::Import => {}
            Unrecorded::Gap(rev, h) => {
                head = Some(Head::without_log(rev, h));
                let why = "the log was deleted, so what was in it cannot be shown or undone";
                (self.options.report)(&format!("{}: {why}", self.files.log.display()));
                change.note = Some(why.to_owned());
            }
            Unrecorded::External => {
                if let Some(mut before) = before {
                    change.patch = redaction::steps(&before, recorded);
                    let fits = before.apply(&change.patch);
                    change.undo = fits.map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
                }
            }
        }
        // Raced or not, the caller looks again.
        publisher.commit(&mut view, head.as_ref(), change, recorded, &document.to_text()).map(drop)
    }
}
