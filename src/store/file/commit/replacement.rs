//! The next document in the temporary file, ready to take the place of the current one.
//!
//! # Redacted values
//! The log alone rebuilds what a crash left undone, except for redacted values
//! ([`crate::store::redact`]). So these are always in a file whose content and name survive a power
//! cut: the document, or the temporary file that is about to become it.
//!
//! 1. The directory is flushed: the name of the document means what was published last.
//! 2. The temporary file is written and flushed, whatever durability was asked for.
//! 3. The directory is flushed again: the temporary file has its name.
//! 4. The record is appended and flushed: committed.
//! 5. The rename. Until the first step of the next commit, a power cut may undo it.
//!
//! After a death or a power cut at any point behind 4, either the document is that of the record, or
//! the temporary file is and the rename is made up for. Readers meanwhile read the temporary file,
//! which they open under the lock with document and log. Values that did not change are also in the
//! document that is out of date, which their hashes prove.
//!
//! If neither file exists any more (somebody removed the document), the document is rebuilt with
//! hashes in place of the values, and `get` refuses to print those.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::readable::Publishable;
use crate::platform::attributes::{Attributes, NewOwner};
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::file::layout::document::{open_document, read_document};
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::opened::Opened;
use crate::store::seal::join_notes;

/// How often what another program puts in the place of the document is saved before a writer leaves it there.
const SAVES: usize = 20;

/// Writes the temporary file, with the attributes of the document that it is to replace, and flushes it if asked to.
///
/// # Errors
/// Fails if the document cannot be replaced, or on an I/O error.
pub fn write_replacement<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    published: &Publishable,
    flush: bool,
) -> Result<Temporary<S>> {
    let (files, path) = (locked.files, &locked.files.temporary);
    let like = match &opened.document {
        Some(document) => Attributes::of_stat(&document.stat, &document.file)
            .map_err(|e| io_failure("look at", &files.document, &e).outcome("not committed"))?,
        None => locked.attributes()?,
    };
    let written = Temporary::write(&files.system, path, published, &like, flush);
    let temporary = written.map_err(|e| e.told("write", path).outcome("not committed"))?;
    files.check_replaceable(opened.document.as_deref(), temporary.maker)?;
    if let Some(NewOwner { from, to }) = temporary.named {
        let why = format!("it will belong to user {}, group {}, and user {}", to.0, to.1, from.0);
        let shown = files.document.display();
        (locked.options.report)(&format!("{shown}: {why}, group {} keep their rights by an ACL", from.1));
    }
    Ok(temporary)
}

/// Writes the temporary file under a name that survives a power cut, for a document with redacted
/// values.
///
/// # Errors
/// As [`write_replacement`].
pub fn write_lasting_replacement<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    published: &Publishable,
) -> Result<Temporary<S>> {
    locked.files.flush_names().map_err(|failure| failure.outcome("not committed"))?;
    let temporary = write_replacement(locked, opened, published, true)?;
    locked.files.flush_names().map_err(|failure| failure.outcome("not committed"))?;
    Ok(temporary)
}

/// Whether the document at its path is no longer the one that was opened.
///
/// # Errors
/// Fails if lstat(2) fails.
pub fn is_replaced<S: FileSystem>(locked: &Locked<'_, S>, opened: &Opened<S::File>) -> Result<bool> {
    Ok(in_place(locked)? != opened.in_place())
}

/// What is in the place of the document.
fn in_place<S: FileSystem>(locked: &Locked<'_, S>) -> Result<Option<Identity>> {
    let path = &locked.files.document;
    match locked.files.system.stat(path) {
        Ok(stat) => Ok(Some(Identity::of(&stat))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(io_failure("look at", path, &e).into()),
    }
}

/// Saves what another program put in the place of the document, unless that is as `expected`: the record took
/// a while to flush, and its document is about to be replaced. Saving takes a while too, so it looks again.
/// Returns the note for the next record.
///
/// # Errors
/// Fails on an I/O error, or if another program replaces the document again and again.
pub fn save_unseen<S: FileSystem>(locked: &Locked<'_, S>, mut expected: Option<Identity>) -> Result<Option<String>> {
    let mut note = None;
    for _ in 0..SAVES {
        let found = if in_place(locked)? == expected { None } else { open_document(locked.files)? };
        let Some(found) = found else { return Ok(note) };
        let saved = locked.save(&locked.files.document, "replaced", &read_document(locked.files, &found)?)?;
        let new = format!("the document was changed without ctx while a record was written, saved as {saved}");
        (locked.options.insist)(&new);
        (note, expected) = (join_notes(note, Some(new)), Some(found.identity));
    }
    let shown = locked.files.document.display();
    Err(Failure::new(Kind::Conflict, format!("another program replaced {shown} {SAVES} times meanwhile")).into())
}
