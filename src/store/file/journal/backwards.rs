//! The lines of a log from its end to its start.

use std::io;

use crate::platform::filesystem::{ReadAt, length};

/// How many bytes are read where one record is wanted, which usually fits.
pub(crate) const CHUNK: usize = 4096;

/// The most that is read at once, except for a longer line.
pub(crate) const MOST: usize = 64 * 1024;

/// One line, without its newline.
pub struct Line {
    /// Where it starts, in bytes from the start of the log.
    pub start: u64,
    pub bytes: Vec<u8>,
    /// Whether its newline is there.
    pub ended: bool,
}

/// The lines before a position, last first; an error is the last item. Each read is twice as long as
/// the one before: a caller who wants one line reads little, and one who wants all reads seldom.
pub(crate) struct Backwards<'f, F> {
    file: &'f F,
    /// The bytes read and not yet returned: they end where a line does.
    held: Vec<u8>,
    /// Where they begin, in bytes from the start of the log.
    from: u64,
    chunk: usize,
}

impl<'f, F: ReadAt> Backwards<'f, F> {
    pub fn before(file: &'f F, end: u64) -> Self {
        Self { file, held: Vec::new(), from: end, chunk: CHUNK }
    }

    /// Reads until the last line is held from its start; returns where that is in `held`.
    fn reach_start(&mut self) -> io::Result<usize> {
        loop {
            // The last byte is the newline of the line itself.
            let searched = self.held.split_last().map_or(&[][..], |(_, before)| before);
            match memchr::memrchr(b'\n', searched) {
                Some(newline) => return Ok(newline + 1),
                None if self.from == 0 => return Ok(0),
                None if self.held.len() < MOST => {
                    self.read_before(usize::try_from(self.from).unwrap_or(usize::MAX).min(self.chunk))?;
                    self.chunk = self.chunk.saturating_mul(2).min(MOST);
                }
                None => {
                    let missing = self.from - self.start_before()?;
                    self.read_before(usize::try_from(missing).unwrap_or(usize::MAX))?;
                    return Ok(0);
                }
            }
        }
    }

    /// Where the line starts whose end is held. It may be long, so its start is searched for piece
    /// by piece, and then the line is read once.
    pub fn start_before(&self) -> io::Result<u64> {
        let mut piece = vec![0; MOST];
        let mut start = self.from;
        while start > 0 {
            let size = usize::try_from(start).unwrap_or(usize::MAX).min(MOST);
            start -= length(size);
            let piece = piece.get_mut(..size).unwrap_or_default();
            self.file.read_all(piece, start)?;
            if let Some(newline) = memchr::memrchr(b'\n', piece) {
                return Ok(start + length(newline) + 1);
            }
        }
        Ok(0)
    }

    fn read_before(&mut self, size: usize) -> io::Result<()> {
        let kept = self.held.len();
        self.held.try_reserve_exact(size)?;
        self.held.resize(kept + size, 0);
        self.held.copy_within(..kept, size);
        self.from -= length(size);
        self.file.read_all(self.held.get_mut(..size).unwrap_or_default(), self.from)
    }
}

impl<F: ReadAt> Iterator for Backwards<'_, F> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = match self.reach_start() {
            Ok(at) => at,
            Err(e) => {
                (self.held, self.from) = (Vec::new(), 0);
                return Some(Err(e));
            }
        };
        let mut bytes = if at == 0 { std::mem::take(&mut self.held) } else { self.held.split_off(at) };
        let start = self.from + length(at);
        let ended = bytes.pop_if(|last| *last == b'\n').is_some();
        (ended || !bytes.is_empty()).then_some(Ok(Line { start, bytes, ended }))
    }
}
