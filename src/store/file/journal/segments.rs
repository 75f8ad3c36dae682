//! The older logs, closed by rotations.

use anyhow::Result;

use crate::log::entry::{Link, Revision};
use crate::platform::filesystem::FileSystem;
use crate::store::file::journal::Journal;
use crate::store::file::layout::files::ContextFiles;

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

/// The segment whose last record precedes `rev`; `None` if there is none.
///
/// # Errors
/// Fails if it cannot be opened.
pub fn segment_before<S: FileSystem>(files: &ContextFiles<S>, rev: Revision) -> Result<Option<Journal<S::File>>> {
    match rev.number() {
        0 | 1 => Ok(None),
        number => Journal::open(&files.system, &files.segment(Revision::new(number - 1)), false),
    }
}
