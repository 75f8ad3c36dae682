//! The log as the past of a document.

use std::ops::ControlFlow;

use anyhow::Result;

use super::journal::Journal;
use crate::model::entry::Entry;
use crate::model::history::History;

/// The records of a log up to one of them; none if there is no log.
pub struct Past<'j> {
    pub journal: Option<&'j Journal>,
    pub end: u64,
}

impl History for Past<'_> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        match self.journal {
            Some(journal) => journal.newest_first(self.end, &mut |entry, _| visit(entry)),
            None => Ok(()),
        }
    }
}
