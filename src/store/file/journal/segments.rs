//! The older logs, closed by rotations.

use std::path::Path;

use anyhow::Result;

use crate::log::entry::{Link, Revision};
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::store::file::journal::Journal;
use crate::store::file::journal::packed::Packed;
use crate::store::file::layout::files::ContextFiles;

impl<F: OpenFile> Journal<F> {
    /// Opens a segment that is compressed; `None` if there is none.
    ///
    /// # Errors
    /// As [`Journal::open`]; fails also if it is damaged.
    pub fn open_packed<S: FileSystem<File = F>>(system: &S, path: &Path) -> Result<Option<Self>> {
        let Some(mut journal) = Self::open(system, path, false)? else { return Ok(None) };
        let packed = Packed::of(&journal.lines.file, journal.len).map_err(|e| journal.unread(&e))?;
        journal.len = packed.len;
        journal.lines.packed = Some(packed);
        Ok(Some(journal))
    }

    /// Whether it is a segment that is compressed.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.lines.packed.is_some()
    }
}

/// An older log, closed by a rotation.
pub struct Segment {
    /// Its first record; `None` if it is empty.
    pub first: Option<Link>,
    /// The revision after its last.
    pub next: Revision,
    /// How many bytes its records have.
    pub len: u64,
}

/// The segments behind the record `next`, newest first, as far as they follow each other, down to the one
/// that holds the record after `since`. None of them stays open: there may be more of them than a
/// process may have open.
///
/// # Errors
/// Fails if one cannot be read, or if its first record is damaged.
pub fn segments_before<S: FileSystem>(
    files: &ContextFiles<S>,
    mut next: Revision,
    since: Revision,
) -> Result<Vec<Segment>> {
    let mut found = Vec::new();
    while next > since.next()
        && let Some(segment) = segment_before(files, next)?
    {
        let first = segment.first_link(segment.len())?;
        found.push(Segment { first: first.map(|(link, _)| link), next, len: segment.len() });
        match first {
            Some((link, true)) => next = link.rev,
            _ => break,
        }
    }
    Ok(found)
}

/// The segment whose last record precedes `rev`, compressed or not; `None` if there is none.
///
/// # Errors
/// Fails if it cannot be opened.
pub fn segment_before<S: FileSystem>(files: &ContextFiles<S>, rev: Revision) -> Result<Option<Journal<S::File>>> {
    let Some(last) = rev.number().checked_sub(1).filter(|last| *last > 0).map(Revision::new) else { return Ok(None) };
    let (system, path) = (&files.system, files.segment(last));
    if let Some(segment) = Journal::open(system, &path, false)? {
        return Ok(Some(segment));
    }
    match Journal::open_packed(system, &files.packed_segment(last))? {
        // One that is shortened is no longer compressed.
        None => Journal::open(system, &path, false),
        packed => Ok(packed),
    }
}
