//! Bringing the document up to the last record.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::readable::{Publishable, Unreadable};
use crate::log::entry::Revision;
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::store::file::commit::anchoring::write_anchor;
use crate::store::file::commit::replacement::{is_replaced, write_replacement};
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::rebuild::{Rebuilt, loss, rebuild};
use crate::store::seal::join_notes;

/// Why the document is rebuilt, and who is told.
pub enum Why {
    /// Not told with `--quiet`.
    Said(String),
    /// Told always: bytes had to make room.
    Insisted(String),
}

impl Why {
    fn text(&self) -> &str {
        match self {
            Self::Said(text) | Self::Insisted(text) => text,
        }
    }
}

/// Brings the document, whose bytes are `text`, up to the last record. Returns `note` and what the next
/// record is to say of this.
///
/// # Errors
/// Fails if the log does not give a document that can be read, or on an I/O error.
pub fn roll_forward<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: Option<&Head>,
    text: &[u8],
    why: Option<&Why>,
    note: Option<String>,
) -> Result<Option<String>> {
    // A writer that was raced comes here again.
    let is_new = |why: &&str| note.as_ref().is_none_or(|note| !note.contains(*why));
    let new = why.map(Why::text).filter(is_new).map(str::to_owned);
    let note = join_notes(note, new);
    let say = |end: &str| match why {
        Some(Why::Said(why)) => (locked.options.report)(&format!("{why}: {end}")),
        Some(Why::Insisted(why)) => (locked.options.insist)(&format!("{why}: {end}")),
        None => {}
    };
    let Some(head) = head else {
        remove_document(locked, opened)?;
        say("nothing was recorded, so it begins anew");
        return Ok(note);
    };
    // Its writer may have died before it flushed, and what is published is durable.
    let flushed = opened.journal.as_ref().map_or(Ok(()), Journal::flush);
    flushed.map_err(|e| io_failure("flush", &locked.files.log, &e))?;
    let Rebuilt { document, unpublished } = rebuild(locked.files, opened, head, text)?;
    let loss = loss(&document);
    let note = join_notes(note, loss.clone());
    if unpublished {
        publish_unpublished(locked, opened, head, note.as_deref())?;
    } else {
        let published = Publishable::of(document).map_err(|why| unreadable_in_log(head.rev, &why))?;
        replace_by(locked, opened, head, &published, note.as_deref())?;
    }
    say(&format!("rebuilt revision {} from {}", head.rev, locked.files.log.display()));
    if let Some(loss) = &loss {
        (locked.options.report)(loss);
    }
    Ok(note)
}

/// Replaces a document that is behind the log. As no record says so, it is flushed whatever durability
/// was asked for: nothing else would tell a torn document from an edit.
///
/// # Errors
/// Fails on an I/O error.
pub fn replace_by<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: &Head,
    document: &Publishable,
    note: Option<&str>,
) -> Result<()> {
    let temporary = write_replacement(locked, opened, document, true)?;
    if is_replaced(locked, opened)? {
        return Ok(());
    }
    let path = &locked.files.document;
    let published = temporary.publish(path).map_err(|e| io_failure("replace", path, &e))?;
    write_anchor(locked, opened, head, published, note)
}

/// Makes up for the rename of a writer that died before it.
///
/// # Errors
/// Fails if the document cannot be replaced, or on an I/O error.
pub fn publish_unpublished<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: &Head,
    note: Option<&str>,
) -> Result<()> {
    let (files, document) = (locked.files, &locked.files.document);
    if is_replaced(locked, opened)? {
        return Ok(());
    }
    files.check_replaceable(opened.document.as_deref(), machine::effective_uid())?;
    files.system.rename(&files.temporary, document).map_err(|e| io_failure("replace", document, &e))?;
    let stat = files.system.stat(document).map_err(|e| io_failure("look at", document, &e))?;
    write_anchor(locked, opened, head, (Identity::of(&stat), false), note)
}

/// Removes a document of which nothing was recorded; its bytes are saved.
fn remove_document<S: FileSystem>(locked: &Locked<'_, S>, opened: &Opened<S::File>) -> Result<()> {
    let path = &locked.files.document;
    if is_replaced(locked, opened)? {
        return Ok(());
    }
    locked.files.system.unlink(path).map_err(|e| io_failure("remove", path, &e).into())
}

/// What recovery did since the last record, as the anchor says; and whether the lock file is another
/// one, which whoever reads the log should know, since the lock is what keeps writers apart.
///
/// # Errors
/// Fails if the lock file cannot be read.
pub fn note_so_far<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: Option<&Head>,
) -> Result<Option<String>> {
    let anchor = opened.anchor.as_ref().filter(|anchor| head.is_some_and(|head| head.rev == anchor.rev));
    let so_far = anchor.and_then(|anchor| anchor.note.clone());
    // From the second record on there was an anchor, which is never removed.
    let was_anchored = head.is_some_and(|head| head.rev > Revision::START.next());
    if opened.anchor.is_some() || !was_anchored {
        return Ok(so_far);
    }
    let path = &locked.files.lock;
    if !Anchor::is_blank(locked.held().file()).map_err(|e| io_failure("read", path, &e))? {
        return Ok(so_far);
    }
    Ok(Some(format!("{} was missing or empty", path.file_name().unwrap_or_default().display())))
}

/// An older ctx recorded what nobody can read, and publishing it again would not help.
fn unreadable_in_log(rev: Revision, why: &Unreadable) -> Failure {
    Failure::new(Kind::BadData, format!("revision {rev} in the log is no document that can be read: {why}"))
        .fact("rev", rev.number())
        .hint("put one that can be read in its place: the next change records it")
}
