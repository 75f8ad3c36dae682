//! The log as the past of a document.

use std::ops::ControlFlow;

use anyhow::Result;

use super::filesystem::OpenFile;
use super::journal::Journal;
use crate::model::entry::Entry;
use crate::model::history::History;

/// The records of a log up to one of them; none if there is no log.
pub struct Past<'j, F> {
    pub journal: Option<&'j Journal<F>>,
    pub end: u64,
}

impl<F: OpenFile> History for Past<'_, F> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        match self.journal {
            Some(journal) => journal.newest_first(self.end, &mut |entry, _| visit(entry)),
            None => Ok(()),
        }
    }
}
