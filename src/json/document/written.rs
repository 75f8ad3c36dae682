//! The canonical text of a document: two spaces, key order kept, a final newline.

use std::io;

use crate::json::document::Document;
use crate::json::pretty::pretty;
use crate::json::text::held::Text;
use crate::platform::content::{Content, Sink};

impl Document {
    #[must_use]
    pub fn to_text(&self) -> Vec<u8> {
        self.text().map_or_else(|| pretty(self.tree()), <[u8]>::to_vec)
    }

    /// The text, if the document is held as that in memory.
    pub(crate) fn text(&self) -> Option<&[u8]> {
        self.text.as_ref()?.bytes()
    }

    /// The length of the text in bytes, if the document is held as that.
    pub(crate) fn text_len(&self) -> Option<usize> {
        self.text.as_ref().filter(|indexed| indexed.is_whole_text()).map(|indexed| indexed.len())
    }

    /// The length of the canonical text, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::try_from(self.text_len().unwrap_or_else(|| pretty(self.tree()).len())).unwrap_or(u64::MAX)
    }

    /// How many bytes at the beginning of the text are known to be those of the file it was read from.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        match self.text.as_ref().map(|indexed| &indexed.text) {
            Some(Text::Pieces(pieces)) => pieces.unchanged(),
            _ => 0,
        }
    }
}

impl Content for Document {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        match self.text.as_ref().filter(|indexed| indexed.is_whole_text()) {
            Some(indexed) => indexed.pass_on(sink),
            None => sink(&pretty(self.tree())),
        }
    }
}
