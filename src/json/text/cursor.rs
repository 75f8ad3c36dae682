//! Searching a text piece by piece.

use memchr::memmem::Finder;

use crate::json::text::pieces::read_exact;
use crate::json::text::plain::{CONTEXT, is_plain};
use crate::json::text::source::{Doubt, Source};
use crate::json::text::span::Span;

/// How much is searched at once, in bytes: it stays in the processor's cache while several
/// needles are looked for.
pub const CHUNK: usize = 128 * 1024;

/// How much of a stream is read first, in bytes: most searches end soon.
const FIRST: usize = 8 * 1024;

/// A search through a text, which reads each piece of a stream once as long as it goes forward.
pub struct Cursor<'s> {
    source: &'s dyn Source,
    /// A piece of a stream.
    held: Vec<u8>,
    /// Where the piece begins in the text.
    start: usize,
    /// How much of a stream is read next, in bytes.
    next: usize,
}

/// The first of several needles that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub at: usize,
    /// Which one.
    pub needle: usize,
}

impl<'s> Cursor<'s> {
    #[must_use]
    pub fn of(source: &'s dyn Source) -> Self {
        Self { source, held: Vec::new(), start: 0, next: FIRST }
    }

    /// Whether the text is known to be what ctx published, byte for byte.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.source.is_trusted()
    }

    /// The length of the text, in bytes.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// The first hit at or behind `from`. Of two at one position, the needle named first wins.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn find(&mut self, from: usize, needles: &[&Finder<'_>]) -> Result<Option<Hit>, Doubt> {
        let longest = needles.iter().map(|needle| needle.needle().len()).max().unwrap_or(1);
        let (len, mut from) = (self.len(), from);
        loop {
            let piece = self.piece(from, longest)?;
            let mut first: Option<Hit> = None;
            for (i, needle) in needles.iter().enumerate() {
                // What begins behind the first hit so far is of no interest.
                let to = first.map_or(piece.len(), |hit| piece.len().min(hit.at + needle.needle().len() - 1));
                if let Some(at) = needle.find(piece.get(..to).unwrap_or_default()) {
                    first = Some(Hit { at, needle: i });
                }
            }
            if let Some(hit) = first {
                return Ok(Some(Hit { at: from + hit.at, ..hit }));
            }
            let to = from + piece.len();
            if to >= len {
                return Ok(None);
            }
            from = to + 1 - longest;
        }
    }

    /// The byte at a position; `None` behind the end.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn byte(&mut self, at: usize) -> Result<Option<u8>, Doubt> {
        Ok(self.piece(at, 1)?.first().copied())
    }

    /// Whether the text has these bytes at a position.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn has(&mut self, at: usize, bytes: &[u8]) -> Result<bool, Doubt> {
        Ok(self.piece(at, bytes.len())?.starts_with(bytes))
    }

    /// A copy of part of the text.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read, or not enough memory.
    pub fn copy(&self, span: Span) -> Result<Vec<u8>, Doubt> {
        if let Some(bytes) = self.source.bytes() {
            return Ok(bytes.get(span.from..span.to).unwrap_or_default().to_vec());
        }
        let mut copy = Vec::new();
        copy.try_reserve_exact(span.len()).map_err(|e| Doubt::Unread(e.to_string()))?;
        copy.resize(span.len(), 0);
        read_exact(self.source, &mut copy, span.from)?;
        Ok(copy)
    }

    /// The text from a position on: at least `least` bytes, unless it ends before.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn piece(&mut self, from: usize, least: usize) -> Result<&[u8], Doubt> {
        let least_size = least.saturating_mul(2);
        if let Some(bytes) = self.source.bytes() {
            let to = bytes.len().min(from.saturating_add(CHUNK.max(least_size)));
            return Ok(bytes.get(from..to).unwrap_or_default());
        }
        let (held, len) = (self.start + self.held.len(), self.source.len());
        let is_held = (self.start..=held).contains(&from) && (held >= len || held - from >= least);
        if !is_held {
            self.read(from.min(len), self.next.max(least_size))?;
            self.next = CHUNK.min(self.next.saturating_mul(2));
        }
        Ok(self.held.get(from.saturating_sub(self.start)..).unwrap_or_default())
    }

    /// Reads a piece that begins shortly before `from`, so that an escape there can be judged.
    fn read(&mut self, from: usize, size: usize) -> Result<(), Doubt> {
        self.start = from.saturating_sub(CONTEXT);
        let to = self.source.len().min(from.saturating_add(size));
        self.held.resize(to - self.start, 0);
        read_exact(self.source, &mut self.held, self.start)?;
        if is_plain(&self.held) { Ok(()) } else { Err(Doubt::NotCanonical) }
    }
}
