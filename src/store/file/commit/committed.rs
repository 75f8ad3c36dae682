//! Phase 5 of a write: the record is in the log, as durable as asked.

use anyhow::Result;

use crate::log::entry::Entry;
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::file::commit::anchoring::anchor_of;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::commit::replacement::save_unseen;
use crate::store::file::commit::sealed::{Flush, Replacement, Sealed};
use crate::store::file::journal::failure::NotAppended;
use crate::store::file::journal::head::Head;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::recover::opened::Opened;
use crate::store::options::Durability;

/// A committed record, whose document has yet to be published. Whatever fails from here on, the commit
/// stands: readers roll forward, and the next writer does.
#[must_use = "the document is not published yet"]
pub struct Committed<'l, S: FileSystem> {
    base: Base<'l, S>,
    entry: Entry,
    /// The head of the log with the record.
    head: Head,
    /// Whether the name of the log is durable, and the state of its file.
    log: Option<(bool, Identity)>,
    replacement: Replacement<S>,
}

/// A commit that is done, all but for the files that it used: closing them frees the old document, and
/// should not keep others waiting for the lock.
pub struct Done<F> {
    pub entry: Box<Entry>,
    pub opened: Opened<F>,
}

impl<'l, S: FileSystem> Committed<'l, S> {
    /// Appends the record: this is the commit point.
    ///
    /// # Errors
    /// Fails on an I/O error; the message says "not committed" or "outcome unknown".
    pub fn of(sealed: Sealed<'l, S>) -> Result<Self> {
        let Sealed { base, mut log, entry, since_state, replacement, durability } = sealed;
        if let Err(NotAppended { error, is_undone }) = log.append(base.locked, &entry, durability) {
            if let Replacement::File(temporary) = replacement
                && !is_undone
            {
                // The record may be there, and then the document is needed.
                temporary.abandon();
            }
            return Err(error);
        }
        say_where_hmacs_change(&base, &entry);
        let named = log.named || durability != Durability::Fast;
        let head = Head::of(&entry, log.end(), Some(since_state));
        let log = log.identity_now().map(|file| (named, file));
        Ok(Self { base, entry, head, log, replacement })
    }

    /// Puts the document in its place, and writes the anchor.
    pub fn publish(self) -> Done<S::File> {
        let Self { base, entry, head, log, replacement } = self;
        let held = base.locked.held();
        match replacement {
            Replacement::None { is_exact } => {
                let document = base.opened.document.as_ref().map(|document| document.identity);
                held.release(document.map(|document| anchor_of(&head, log, (document, is_exact))).as_ref());
            }
            Replacement::File(temporary) => match save_unseen(base.locked, base.opened.in_place()) {
                Ok(note) => replace_document(&base, temporary, &head, log, note),
                Err(error) => {
                    // It may hold the only copy of redacted values.
                    temporary.abandon();
                    let (shown, rev) = (base.locked.files.document.display(), head.rev);
                    let why = format!("{shown} is left as it is: {error:#}; the next write sees to it");
                    (base.locked.options.insist)(&format!("revision {rev} is committed, but {why}"));
                    held.release(None);
                }
            },
        }
        Done { entry: Box::new(entry), opened: base.opened }
    }
}

fn replace_document<S: FileSystem>(
    base: &Base<'_, S>,
    temporary: Temporary<S>,
    head: &Head,
    log: Option<(bool, Identity)>,
    note: Option<String>,
) {
    let (held, path) = (base.locked.held(), &base.locked.files.document);
    match temporary.publish(path) {
        Ok(published) => held.release(Some(&Anchor { note, ..anchor_of(head, log, published) })),
        Err(e) => {
            let (failure, rev) = (io_failure("replace", path, &e), head.rev);
            let why = format!("revision {rev} is committed, but ctx {failure}; the next write does it");
            (base.locked.options.report)(&why);
            held.release(None);
        }
    }
}

/// Says where records with an HMAC and records without one meet: whoever verifies with the key will
/// refuse the log from here on, or knows nothing of what is before.
pub fn say_where_hmacs_change<S: FileSystem>(base: &Base<'_, S>, entry: &Entry) {
    let Some(head) = &base.head else { return };
    let (before, rev, report) = (head.rev, entry.link.rev, &base.locked.options.report);
    match (head.keyed, entry.hmac, &head.agent) {
        (true, None, _) => {
            let why = "since CTX_AUDIT_KEY is not set: `ctx verify` with the key will not accept it";
            report(&format!("revision {before} has an HMAC, and revision {rev} has none, {why}"));
        }
        (false, Some(_), Some(agent)) => {
            let why = format!("CTX_AUDIT_KEY proves nothing of what is before revision {rev}: `ctx verify`");
            report(&format!("revision {before} by {agent} has no HMAC: {why}"));
        }
        _ => {}
    }
}

/// Takes a draft through the remaining phases; `None` if another program replaced the document meanwhile.
///
/// # Errors
/// As [`Sealed::of`] and [`Committed::of`].
pub fn commit<S: FileSystem>(drafted: Drafted<'_, S>) -> Result<Option<Done<S::File>>> {
    let Some(sealed) = Sealed::of(drafted, Flush::Own)? else { return Ok(None) };
    Ok(Some(Committed::of(sealed)?.publish()))
}
