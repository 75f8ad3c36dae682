//! A long text of which most is read where it is, and only what was changed is in memory.

use std::io;
use std::sync::Arc;

use crate::json::text::source::{Doubt, Source};
use crate::json::text::span::Span;
use crate::platform::content::{Content, Sink};

/// How much is copied at once, in bytes.
const CHUNK: usize = 256 * 1024;

/// A text in pieces. It is trusted: whoever makes one proves that the base is what ctx published before
/// anything that was made of it counts.
#[derive(Clone)]
pub struct Pieces {
    base: Arc<dyn Source>,
    parts: Vec<Part>,
    len: usize,
}

#[derive(Clone)]
enum Part {
    /// A part of the base.
    Base(Span),
    New(Vec<u8>),
}

impl Part {
    fn len(&self) -> usize {
        match self {
            Self::Base(span) => span.len(),
            Self::New(bytes) => bytes.len(),
        }
    }

    /// Cuts off what is behind `at`.
    fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Base(span) => {
                let middle = span.from + at;
                let behind = Span { from: middle, to: span.to };
                span.to = middle;
                Self::Base(behind)
            }
            Self::New(bytes) => Self::New(bytes.split_off(at)),
        }
    }
}

impl Pieces {
    /// The text of `base`, unchanged.
    #[must_use]
    pub fn of(base: Arc<dyn Source>) -> Self {
        let len = base.len();
        Self { base, parts: vec![Part::Base(Span { from: 0, to: len })], len }
    }

    /// How many bytes at the beginning are those of the base.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        match self.parts.first() {
            Some(Part::Base(span)) if span.from == 0 => span.to,
            _ => 0,
        }
    }

    /// Replaces part of the text.
    pub fn splice(&mut self, span: Span, new: &[u8]) {
        let (from, to) = (self.cut(span.from), self.cut(span.to));
        self.parts.splice(from..to, [Part::New(new.to_vec())]);
        self.len = self.len - span.len() + new.len();
    }

    /// Splits the parts at `at` and returns the index of the one that begins there. The text has at least `at` bytes.
    fn cut(&mut self, at: usize) -> usize {
        let mut start = 0;
        for i in 0..self.parts.len() {
            if start == at {
                return i;
            }
            let Some(part) = self.parts.get_mut(i) else { break };
            let end = start + part.len();
            if at < end {
                let behind = part.split_off(at - start);
                self.parts.insert(i + 1, behind);
                return i + 1;
            }
            start = end;
        }
        self.parts.len()
    }
}

impl Content for Pieces {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut chunk = Vec::new();
        for part in &self.parts {
            let span = match part {
                Part::New(bytes) => {
                    sink(bytes)?;
                    continue;
                }
                Part::Base(span) => *span,
            };
            for from in (span.from..span.to).step_by(CHUNK) {
                chunk.resize(CHUNK.min(span.to - from), 0);
                read_exact(self.base.as_ref(), &mut chunk, from)?;
                sink(&chunk)?;
            }
        }
        Ok(())
    }
}

impl Source for Pieces {
    fn len(&self) -> usize {
        self.len
    }

    fn read_at(&self, into: &mut [u8], offset: usize) -> Result<usize, Doubt> {
        let (mut done, mut start) = (0, 0);
        for part in &self.parts {
            let (from, end) = (offset + done, start + part.len());
            let wanted = into.len().min(done + end.saturating_sub(from));
            let target = into.get_mut(done..wanted).unwrap_or_default();
            if !target.is_empty() {
                let within = from - start;
                match part {
                    Part::Base(span) => read_exact(self.base.as_ref(), target, span.from + within)?,
                    Part::New(bytes) => {
                        target.copy_from_slice(bytes.get(within..within + target.len()).unwrap_or_default());
                    }
                }
                done = wanted;
            }
            start = end;
        }
        Ok(done)
    }

    fn is_trusted(&self) -> bool {
        true
    }
}

/// Fills `into` with what a source has at an offset.
///
/// # Errors
/// A [`Doubt`] about what was read.
pub fn read_exact(source: &dyn Source, into: &mut [u8], offset: usize) -> Result<(), Doubt> {
    let read = source.read_at(into, offset)?;
    if read < into.len() { Err(Doubt::Unread("it became shorter meanwhile".to_owned())) } else { Ok(()) }
}
