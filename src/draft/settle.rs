//! What a change does to the ends of values.

use anyhow::Result;
use serde_json::Map;

use crate::draft::Draft;
use crate::draft::ends;
use crate::json::key_path::KeyPath;

impl Draft<'_> {
    /// Lets what is at `path` or below it last: something else is there now, or nothing.
    ///
    /// # Errors
    /// Those of [`Draft::forget`].
    pub(crate) fn settle(&mut self, path: &KeyPath) -> Result<()> {
        let settled = ends::at_or_below(&self.document, path);
        if settled.is_empty() { Ok(()) } else { self.forget_ends(&settled) }
    }

    /// Removes ends, and with the last one the place where they are kept.
    ///
    /// # Errors
    /// Those of [`Draft::forget`].
    pub fn forget_ends(&mut self, kept_at: &[KeyPath]) -> Result<()> {
        for place in kept_at {
            self.forget(place)?;
        }
        if ends::members(&self.document).is_some_and(Map::is_empty) {
            self.forget(&ends::collection())?;
        }
        Ok(())
    }
}
