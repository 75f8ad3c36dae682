//! Recording what ctx did not do: a document that was there before its log, an edit
//! without ctx, a log that was deleted.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::readable::{Publishable, Readable};
use crate::kept::limit::{Before, too_large};
use crate::kept::{admission, redaction};
use crate::platform::filesystem::FileSystem;
use crate::store::Origin;
use crate::store::file::FileStore;
use crate::store::file::commit::conceal::{conceal_whole, keep_redacted};
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::seal::join_notes;
use crate::store::file::recover::Unrecorded;
use crate::store::file::recover::opened::{Head, View, read_document};
use crate::store::file::recover::rebuild::document_in_log;

impl<S: FileSystem> FileStore<S> {
    /// Records a change that ctx did not make, as a revision of its own.
    pub(crate) fn record(
        &self,
        publisher: &Publisher<'_, S>,
        origin: &Origin,
        mut view: View<S::File>,
        mut head: Option<Head>,
        (what, mut document): (Unrecorded, Document),
        note: Option<String>,
    ) -> Result<()> {
        let before = match (what, &head) {
            (Unrecorded::External, Some(head)) => Some(document_in_log(&view, head)?),
            _ => None,
        };
        let kept_out = admission::admit(&mut document, before.as_ref().unwrap_or(&Document::default()));
        if let Some(before) = &before {
            keep_redacted(&mut document, before)?;
        }
        let mut change = self.change(origin, &view.boot, what.op(), serde_json::Value::Null);
        change.author.recorded_by = Some(std::mem::replace(&mut change.author.agent, "unknown".to_owned()));
        change.message = None;
        let published = Publishable::of(&document).map_err(Failure::from)?;
        self.check_layout(&view, &published)?;
        let replaced = if kept_out.is_empty() { None } else { self.save_replaced(publisher, &view)? };
        let concealed = conceal_whole(&mut change, &document);
        let recorded = concealed.as_ref().unwrap_or(&document);
        change.state = Some(recorded.to_value());
        change.note = join_notes(note, self.note_of_kept(&kept_out, replaced, &(before.as_ref(), recorded)));
        match what {
            Unrecorded::Import => {}
            Unrecorded::Gap(rev, h) => {
                head = Some(Head::without_log(rev, h));
                let why = "the log was deleted, so what was in it cannot be shown or undone";
                (self.options.report)(&format!("{}: {why}", self.files.log.display()));
                change.note = join_notes(Some(why.to_owned()), change.note);
            }
            Unrecorded::External => {
                if let Some(mut before) = before {
                    change.patch = redaction::steps(&before, recorded);
                    let fits = before.apply(&change.patch);
                    change.undo = fits.map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
                }
            }
        }
        // Where all came in, the bytes that were found are not kept: a document has no comments and no
        // key twice, so the record's state has all of it but the layout. Raced or not, the caller looks again.
        let recorded = Readable::of(recorded).map_err(Failure::from)?;
        publisher.commit(&mut view, head.as_ref(), change, recorded, &published).map(drop)
    }

    /// Looks whether what somebody put there stays within the limit as ctx writes it. As much as
    /// they wrote themselves is theirs, and as much as the command allows is no surprise to it.
    fn check_layout(&self, view: &View<S::File>, published: &Publishable<'_>) -> Result<()> {
        let there = view.document.as_ref().map_or(0, |document| document.identity.size);
        let (document, size, own) = (published.document().document(), published.size(), self.options.max_size);
        let limit = Before::of(document, there).exceeded(document, size, own)?;
        let Some(limit) = limit.filter(|_| size > own.bytes()) else { return Ok(()) };
        let shown = self.files.document.display();
        let why = format!("{shown} has {there} bytes, and {size} as ctx writes it, more than the limit of {limit}");
        Err(too_large(why, size, limit, "to allow that: export CTX_MAX_SIZE=").into())
    }

    /// Keeps the bytes of a document of which not all comes in; the name of the file that holds them.
    fn save_replaced(&self, publisher: &Publisher<'_, S>, view: &View<S::File>) -> Result<Option<String>> {
        let Some(document) = &view.document else { return Ok(None) };
        let text = read_document(&self.files, document)?;
        publisher.save(&self.files.document, "replaced", &text).map(Some)
    }

    /// What the record says of what ctx keeps: what was kept out, and what is another than before.
    fn note_of_kept(
        &self,
        kept_out: &[KeyPath],
        replaced: Option<String>,
        (before, recorded): &(Option<&Document>, &Document),
    ) -> Option<String> {
        let out = (!kept_out.is_empty()).then(|| {
            let named = admission::named(kept_out);
            let saved = replaced.map(|name| format!("; what was there is saved as {name}")).unwrap_or_default();
            let note = format!("kept out of {RESERVED_KEY} what does not hold there: {named}{saved}");
            (self.options.insist)(&format!("{}: {note}", self.files.document.display()));
            note
        });
        let changed = admission::changed(before.unwrap_or(&Document::default()), recorded);
        let what = if before.is_some() { "it changed what ctx keeps" } else { "it came with what ctx keeps" };
        let told = (!changed.is_empty()).then(|| format!("{what}: {}", admission::named(&changed)));
        if let Some(told) = &told {
            (self.options.report)(&format!("{} was changed without ctx: {told}", self.files.document.display()));
        }
        join_notes(out, told)
    }
}
