//! Input, limited to the maximum size of a document.

use anyhow::Result;

use crate::kept::limit;
use crate::platform::input::Source;
use crate::session::context::Context;
use crate::text::size::Size;

impl Context<'_> {
    /// Reads a source that is no larger than the document or its limit.
    ///
    /// # Errors
    /// As [`Source::read_more`].
    pub fn read(&self, source: &Source) -> Result<Vec<u8>> {
        self.session.take(source)?;
        source.read_more(self.max_size, || self.longest_input())
    }

    /// As [`Context::read`], for text.
    ///
    /// # Errors
    /// As [`Source::read_text`].
    pub fn read_text(&self, source: &Source) -> Result<String> {
        self.session.take(source)?;
        source.read_text(self.max_size, || self.longest_input())
    }

    /// Returns how large input may be.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn input_limit(&self) -> Result<Size> {
        Ok(self.longest_input()?.max(self.max_size))
    }

    /// Returns the limit that the document declares. It has to read the document, so it is called
    /// only where the answer matters.
    pub(crate) fn longest_input(&self) -> Result<Size> {
        let snapshot = self.store.read()?;
        let size = Size::new(snapshot.size);
        Ok(limit::declared(&snapshot.document)?.map_or(size, |declared| declared.max(size)))
    }
}
