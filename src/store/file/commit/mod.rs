//! A change from the lock to its record: recover, edit, publish, and again if
//! somebody replaced the document meanwhile.

pub mod conceal;
pub mod publish;
pub mod publisher;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Patch;
use crate::json::readable::{Publishable, Readable};
use crate::kept::expiry;
use crate::kept::limit::Before;
use crate::log::entry::{Action, Change, Entry, Revision};
use crate::platform::boot::Boot;
use crate::platform::filesystem::{FileSystem, length};
use crate::store::file::FileStore;
use crate::store::file::commit::conceal::conceal_change;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::seal::join_notes;
use crate::store::file::journal::segments::Past;
use crate::store::file::recover::opened::{Head, View};
use crate::store::file::recover::roll_forward::Why;
use crate::store::file::recover::{Finding, Found, classify};
use crate::store::{Edit, Origin, Outcome};
use crate::text::timestamp::timestamp_text;

/// How often somebody may replace the document under a writer before it gives up.
const ATTEMPTS: usize = 100;

/// What a writer starts from: under the lock, and recovered.
pub(crate) struct Current<'p, S: FileSystem> {
    pub publisher: &'p Publisher<'p, S>,
    pub view: View<S::File>,
    pub head: Option<Head>,
    pub document: Document,
    /// The document's text as it lies on disk; empty if there is none.
    pub text: Vec<u8>,
    /// What recovery did, for the next record.
    note: Option<String>,
}

/// What a writer does; `None` if somebody replaced the document meanwhile.
pub(crate) type Step<'s, S, T> = dyn FnMut(&mut Current<'_, S>) -> Result<Option<T>> + 's;

impl<S: FileSystem> Current<'_, S> {
    fn base(&self) -> Revision {
        self.head.as_ref().map_or(Revision::START, |h| h.rev)
    }
}

/// What the record says of values whose time was over.
fn expiry_note(expired: &[KeyPath]) -> Option<String> {
    let named: Vec<String> = expired.iter().map(KeyPath::to_string).collect();
    (!named.is_empty()).then(|| format!("removed what was over: {}", named.join(", ")))
}

impl<S: FileSystem> FileStore<S> {
    pub(crate) fn make_change(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        self.on_current(origin, &mut |current| {
            let base = current.base();
            let before = Before::of(&current.document, length(current.text.len()));
            let (expired, action, (document, patch, undo)) = self.draft(current, |mut draft| {
                let expired = expiry::sweep(&mut draft)?;
                let action = edit(&mut draft)?;
                if action.is_message() {
                    return Ok((expired, action, (draft.before(), Patch::default(), Patch::default())));
                }
                Ok((expired, action, draft.finish()))
            })?;
            if action.is_message() {
                let entry = self.record_message(origin, current, action, &document)?;
                return Ok(entry.map(|entry| Outcome::Committed { entry, value: () }));
            }
            (self.options.observe)(&document);
            if patch.0.is_empty() {
                return Ok(Some(Outcome::Unchanged { revision: base, value: () }));
            }
            let published = Publishable::of(&document).map_err(Failure::from)?;
            if published.text() == current.text {
                return Ok(Some(Outcome::Unchanged { revision: base, value: () }));
            }
            before.check_growth(&document, published.size(), self.options.max_size)?;
            let Current { publisher, view, head, text, note, .. } = current;
            let mut change = self.change(origin, &view.boot, action.op, action.args);
            (change.patch, change.undo) = (patch, undo);
            change.note = join_notes(note.clone(), expiry_note(&expired));
            let concealed = conceal_change(&mut change, head.as_ref(), text, &document)?;
            // Where nothing is redacted, the log gives the document that was checked already.
            let recorded = concealed.as_ref().map_or(Ok(published.document()), Readable::of);
            let recorded = recorded.map_err(Failure::from)?;
            publisher.anchor(view, head.as_ref(), note.as_deref())?;
            let attempt = publisher.commit(view, head.as_ref(), change, recorded, &published)?;
            Ok(attempt.committed().map(|entry| Outcome::Committed { entry, value: () }))
        })
    }

    fn record_message(
        &self,
        origin: &Origin,
        current: &mut Current<'_, S>,
        action: Action,
        document: &Document,
    ) -> Result<Option<Box<Entry>>> {
        let Current { publisher, view, head, note, text, .. } = current;
        let mut change = self.change(origin, &view.boot, action.op, action.args);
        change.note.clone_from(note);
        let attempt = if let Some(head) = head {
            publisher.announce(view, head, change, document, text)?
        } else {
            // The first record of all makes the document, and holds it.
            let published = Publishable::of(document).map_err(Failure::from)?;
            publisher.commit(view, None, change, published.document(), &published)?
        };
        Ok(attempt.committed())
    }

    fn draft<T>(&self, current: &mut Current<'_, S>, use_it: impl FnOnce(Draft<'_>) -> Result<T>) -> Result<T> {
        let end = current.head.as_ref().map_or(0, |h| h.end);
        let history = Past { files: &self.files, journal: current.view.journal.as_ref(), end };
        let document = std::mem::take(&mut current.document);
        use_it(Draft::new(document, current.base(), (self.options.now)(), &history))
    }

    /// Runs `step` under the lock, on the document of the last record: recovers first,
    /// and begins again if somebody replaces the document meanwhile.
    pub(crate) fn on_current<T>(&self, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
        self.try_on_current(origin, step).map_err(|mut error| {
            if let Some(failure) = error.downcast_mut::<Failure>().filter(|f| f.kind == Kind::Io) {
                failure.set_outcome("not committed");
            }
            error
        })
    }

    fn try_on_current<T>(&self, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
        self.files.refuse_fixed()?;
        let lock = self.lock_exclusive(origin)?;
        let publisher = &self.publisher(&lock);
        let mut note = None;
        for attempt in 0..ATTEMPTS {
            let view = View::open(&self.files, self.anchor(&lock)?, true)?;
            let Found { finding, head, text } = classify(&self.files, &view)?;
            if attempt == 0 {
                note = self.note_so_far(&lock, &view, head.as_ref())?;
            }
            let document = match finding {
                Finding::New => Document::default(),
                Finding::Current(document, _) => document,
                Finding::Behind(why) => {
                    note = self.restore(publisher, &view, head.as_ref(), &text, why.map(Why::Said).as_ref(), note)?;
                    continue;
                }
                Finding::Kept(keep, why) => {
                    let saved = publisher.save(&self.files.document, keep.word(), &text)?;
                    let why = Why::Insisted(format!("{why}, saved as {saved}"));
                    note = self.restore(publisher, &view, head.as_ref(), &text, Some(&why), note)?;
                    continue;
                }
                Finding::Unrecorded(what, document) => {
                    self.record(publisher, origin, view, head, (what, document), note.take())?;
                    continue;
                }
            };
            let mut current = Current { publisher, view, head, document, text, note: note.clone() };
            if let Some(done) = step(&mut current)? {
                // Closing the old document, which frees it, need not keep others waiting.
                drop(lock);
                return Ok(done);
            }
        }
        let shown = self.files.document.display();
        Err(Failure::new(Kind::Conflict, format!("another program replaced {shown} {ATTEMPTS} times meanwhile"))
            .hint("let every program write through ctx")
            .into())
    }

    pub(crate) fn change(&self, origin: &Origin, boot: &Boot, op: &str, args: serde_json::Value) -> Change {
        let mut author = origin.author.clone();
        author.at = timestamp_text((self.options.now)());
        boot.identifier().clone_into(&mut author.boot);
        let (message, durability) = (origin.message.clone(), self.options.durability.word().to_owned());
        Change { op: op.to_owned(), args, author, message, durability, ..Change::default() }
    }
}
