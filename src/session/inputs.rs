//! What comes in, as long as a document may be.

use anyhow::Result;

use crate::kept::limit;
use crate::kept::limit::Size;
use crate::platform::input::Source;
use crate::session::Session;

impl Session {
    /// All that a source gives, if it is not longer than the document is or may become.
    ///
    /// # Errors
    /// Those of [`Source::read_more`], and of [`Session::max_size`].
    pub fn read(&self, source: &Source) -> Result<Vec<u8>> {
        source.read_more(self.max_size()?, || self.longest_input())
    }

    /// [`Session::read`] of text.
    ///
    /// # Errors
    /// Those of [`Source::read_text`], and of [`Session::max_size`].
    pub fn read_text(&self, source: &Source) -> Result<String> {
        source.read_text(self.max_size()?, || self.longest_input())
    }

    /// What the document says. Reading it takes a while, so that it is asked for only by who
    /// needs it.
    fn longest_input(&self) -> Result<Size> {
        let snapshot = self.store()?.read()?;
        let size = Size::new(snapshot.size);
        Ok(limit::declared(&snapshot.document)?.map_or(size, |declared| declared.max(size)))
    }
}
