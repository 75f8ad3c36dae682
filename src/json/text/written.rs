//! The text of a document that is held as that, for whoever writes or compares it.

use std::io;

use crate::json::text::held::Text;
use crate::json::text::indexed::Indexed;
use crate::platform::content::{Content as _, Sink};

impl Indexed {
    /// The length of the text, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.source().len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the text, which is trusted, says what the document is.
    #[must_use]
    pub fn is_whole_text(&self) -> bool {
        self.text.source().is_trusted() && self.hidden.is_empty()
    }

    /// Passes the text on.
    ///
    /// # Errors
    /// Fails if it cannot be read, or if `sink` fails.
    pub fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        match &self.text {
            Text::Memory(bytes) => sink(bytes),
            Text::Pieces(pieces) => pieces.pass_on(sink),
            Text::Stream(_) => sink(&self.text.to_vec()?),
        }
    }

    /// The text, if it is in memory and says what the document is.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.text.source().bytes().filter(|_| self.hidden.is_empty())
    }
}
