//! What a compressed segment is written from.

use std::io;

use crate::platform::content::{Content, Sink};
use crate::platform::filesystem::{OpenFile, ReadAt as _, length, zeros};
use crate::store::file::journal::Journal;
use crate::store::file::journal::packed::member::{MOST_HELD, Member};

/// A segment that is compressed as it is passed on.
pub struct Packing<'j, F>(pub &'j Journal<F>);

impl<F: OpenFile> Content for Packing<'_, F> {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut piece = zeros(MOST_HELD)?;
        let mut at = 0;
        while at < self.0.len() {
            let size = usize::try_from(self.0.len() - at).unwrap_or(usize::MAX).min(MOST_HELD);
            let piece = piece.get_mut(..size).unwrap_or_default();
            self.0.lines.read_all(piece, at)?;
            sink(&Member::compress(piece)?)?;
            at += length(size);
        }
        Ok(())
    }
}
