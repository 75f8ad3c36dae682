//! Bytes that are written piece by piece.

use std::borrow::Cow;
use std::io;

/// Receives pieces, in order.
pub type Sink<'s> = dyn FnMut(&[u8]) -> io::Result<()> + 's;

/// The content of a file.
pub trait Content {
    /// Passes all pieces on, in order.
    ///
    /// # Errors
    /// Fails if a piece cannot be read, or if `sink` fails.
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()>;

    /// All of it, in memory.
    ///
    /// # Errors
    /// Fails if a piece cannot be read.
    fn to_vec(&self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        self.pass_on(&mut |piece| {
            all.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(all)
    }
}

impl Content for [u8] {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        sink(self)
    }
}

impl Content for Vec<u8> {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        sink(self)
    }
}

impl Content for Vec<Cow<'_, [u8]>> {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        self.iter().try_for_each(|piece| sink(piece))
    }
}
