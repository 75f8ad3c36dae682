//! A part of a text.

/// Where a value stands in the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: usize,
    /// The first byte behind it.
    pub to: usize,
}

impl Span {
    #[must_use]
    pub fn len(self) -> usize {
        self.to - self.from
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }
}

/// The span of the whole document: all but the final newline.
#[must_use]
pub fn whole(len: usize) -> Span {
    Span { from: 0, to: len.saturating_sub(1) }
}
