//! The newest records, of which no more is read than a bound allows.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::entry::{Entry, Revision};
use crate::log::unread::{AUTHOR_LEN, Unread};
use crate::platform::filesystem::{OpenFile, ReadAt as _, length, zeros};
use crate::store::file::journal::Journal;

impl<F: OpenFile> Journal<F> {
    /// Calls `visit` with each record up to `last`, newest first, until it breaks or the records have `most`
    /// bytes; those of older segments are not visited. Returns the first one that is left out for its length, if
    /// its end can be read.
    ///
    /// # Errors
    /// Fails if a record that is read is damaged, or the log cannot be read.
    pub fn recent(
        &self,
        end: u64,
        (last, most): (Revision, u64),
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<Option<Unread>> {
        let from = end.saturating_sub(most.max(length(AUTHOR_LEN)));
        let mut text = zeros(usize::try_from(end - from).unwrap_or_default()).map_err(|e| self.unread(&e))?;
        self.lines.read_all(&mut text, from).map_err(|e| self.unread(&e))?;
        let mut left = text.strip_suffix(b"\n").unwrap_or(&text);
        while !left.is_empty() {
            let (before, line) = match memchr::memrchr(b'\n', left) {
                Some(newline) => left.split_at(newline),
                None if from == 0 => (&[][..], left),
                None => return Ok(Unread::of_line_end(left)),
            };
            let line = line.strip_prefix(b"\n").unwrap_or(line);
            let start = from + length(before.len() + usize::from(!before.is_empty()));
            let entry = Entry::parse(line).map_err(|bad| self.unreadable(start, &bad))?;
            if entry.link.rev <= last && visit(entry).is_break() {
                return Ok(None);
            }
            left = before;
        }
        Ok(None)
    }
}
