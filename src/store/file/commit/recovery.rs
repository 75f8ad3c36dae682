//! What a writer does before its own change: it brings the document up to the last record, or records a
//! change that was made without ctx.

use std::sync::Arc;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::store::file::commit::pending::publish;
use crate::store::file::commit::recovered::{Recovered, Unrecovered};
use crate::store::file::commit::roll_forward::{Why, note_so_far, roll_forward};
use crate::store::file::commit::unrecorded::record_unrecorded;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::classify::{anchored, classify};
use crate::store::file::recover::finding::{Finding, Found, Layout};
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::pending::open_with_pending;
use crate::store::file::recover::proof::Proof;

/// What a writer does about what is pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPending {
    /// It builds on it.
    Build,
    /// It makes it durable and publishes it first.
    Publish,
}

/// A recovery under one lock.
pub struct Recovery<'l, S: FileSystem> {
    locked: &'l Locked<'l, S>,
    on_pending: OnPending,
    /// The document that is pending was not that of the last record.
    is_pending_wrong: bool,
    /// What was done so far, for the next record to say.
    note: Option<String>,
    /// The files were opened once, and what was done before this recovery is in the note.
    is_begun: bool,
    /// That of the document which was found last.
    proof: Option<Arc<Proof>>,
}

impl<'l, S: FileSystem> Recovery<'l, S> {
    #[must_use]
    pub fn new(locked: &'l Locked<'l, S>, on_pending: OnPending) -> Self {
        Self { locked, on_pending, is_pending_wrong: false, note: None, is_begun: false, proof: None }
    }

    /// Opens the files, and does what they need; `None` if that wrote something, so that they must be
    /// opened again.
    ///
    /// # Errors
    /// Fails if the files cannot be trusted, or on an I/O error.
    pub fn step(&mut self) -> Result<Option<Recovered<'l, S>>> {
        let locked = self.locked;
        let opened = if self.is_pending_wrong { Opened::under(locked)? } else { open_with_pending(locked)? };
        if let Some(unpublished) = &opened.unpublished
            && (self.on_pending == OnPending::Publish || !unpublished.is_in_place())
        {
            publish(locked, opened)?;
            return Ok(None);
        }
        let found = self.find(&opened)?;
        if opened.unpublished.is_some() && !matches!(found.finding, Finding::Current(_, Layout::Own)) {
            self.is_pending_wrong = true;
            return Ok(None);
        }
        if !std::mem::replace(&mut self.is_begun, true) {
            self.note = note_so_far(locked, &opened, found.head.as_ref())?;
        }
        let (note, proof) = (self.note.take(), self.proof.clone());
        let unrecovered = match Recovered::of(locked, opened, found, (note, proof)) {
            Ok(recovered) => {
                self.note.clone_from(&recovered.base.note);
                return Ok(Some(recovered));
            }
            Err(unrecovered) => *unrecovered,
        };
        self.note = recover(unrecovered)?;
        Ok(None)
    }

    /// Tells what was found. What the anchor says of a long document is taken for true until it is proved
    /// wrong: anybody can forge the anchor, but hardly anybody does.
    fn find(&mut self, opened: &Opened<S::File>) -> Result<Found> {
        let files = self.locked.files;
        let was_wrong = self.proof.take().is_some_and(|proof| !proof.holds());
        let anchored = if was_wrong { None } else { anchored(opened)? };
        let Some((found, proof)) = anchored else { return classify(files, opened) };
        self.proof = Some(Arc::new(proof));
        Ok(found)
    }
}

/// Does what the files need; returns what the next record is to say of it.
fn recover<S: FileSystem>(unrecovered: Unrecovered<'_, S>) -> Result<Option<String>> {
    let Unrecovered { base, finding, text } = unrecovered;
    let (locked, head) = (base.locked, base.head.as_ref());
    let why = match finding {
        // There is nothing to do.
        Finding::New | Finding::Current(..) => return Ok(base.note),
        Finding::Unrecorded(what, document) => {
            record_unrecorded(base, what, document)?;
            // That record says what was done before it.
            return Ok(None);
        }
        Finding::Behind(why) => why.map(Why::Said),
        Finding::InTheWay(saved_as, why) => {
            let saved = locked.save(&locked.files.document, saved_as.word(), &text)?;
            Some(Why::Insisted(format!("{why}, saved as {saved}")))
        }
    };
    roll_forward(locked, &base.opened, head, &text, why.as_ref(), base.note.clone())
}
