//! Searching a text piece by piece.

use memchr::memmem::Finder;

use crate::json::text::needles::{Hit, Needles};
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
    /// Where `_ctx` stands, if that is known: no other member of the document begins there.
    kept: Option<Span>,
}

impl<'s> Cursor<'s> {
    #[must_use]
    pub fn of(source: &'s dyn Source) -> Self {
        Self { source, held: Vec::new(), start: 0, next: FIRST, kept: None }
    }

    /// Tells where `_ctx` stands, which is often most of a document.
    #[must_use]
    pub fn knowing(self, kept: Option<Span>) -> Self {
        Self { kept, ..self }
    }

    /// The first hit among the members of the document itself: `_ctx` is passed over.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn find_at_top(&mut self, from: usize, needles: &mut Needles<'_>) -> Result<Option<Hit>, Doubt> {
        let Some(kept) = self.kept.filter(|kept| from <= kept.from && self.is_trusted()) else {
            return self.find_any(from, needles);
        };
        match self.find_before(kept.from, from, needles)? {
            None => self.find_any(kept.to, needles),
            hit => Ok(hit),
        }
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
    pub fn find_any(&mut self, from: usize, needles: &mut Needles<'_>) -> Result<Option<Hit>, Doubt> {
        self.find_before(self.len(), from, needles)
    }

    /// The position of the first `needle` at or behind `from`.
    ///
    /// # Errors
    /// A [`Doubt`] about what was read.
    pub fn find(&mut self, from: usize, needle: &Finder<'_>) -> Result<Option<usize>, Doubt> {
        Ok(self.find_any(from, &mut Needles::of(vec![needle], None))?.map(|hit| hit.at))
    }

    /// The first hit from `from` on that ends at or before `end`.
    fn find_before(&mut self, end: usize, from: usize, needles: &mut Needles<'_>) -> Result<Option<Hit>, Doubt> {
        let longest = needles.longest();
        let mut from = from;
        loop {
            let piece = self.piece(from, longest)?;
            let piece = piece.get(..end.saturating_sub(from)).unwrap_or(piece);
            if let Some(hit) = needles.first_in(piece) {
                return Ok(Some(Hit { at: from + hit.at, ..hit }));
            }
            let to = from + piece.len();
            if to >= end {
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

    /// Reads a piece that begins shortly before `from`, so that an escape there can be judged: not among
    /// backslashes, of which nobody would know how many there are.
    fn read(&mut self, from: usize, size: usize) -> Result<(), Doubt> {
        let (to, mut context) = (self.source.len().min(from.saturating_add(size)), CONTEXT);
        loop {
            self.start = from.saturating_sub(context);
            self.held.resize(to - self.start, 0);
            read_exact(self.source, &mut self.held, self.start)?;
            if self.start == 0 || self.held.first() != Some(&b'\\') || context >= CHUNK {
                break;
            }
            context *= 2;
        }
        if is_plain(&self.held) { Ok(()) } else { Err(Doubt::NotCanonical) }
    }
}
