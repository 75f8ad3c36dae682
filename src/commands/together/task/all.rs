//! All tasks, with those that were removed from the document since they ended.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::task::Task;
use crate::kept::tidied::{find, index};
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::timestamp::Timestamp;

/// The tasks that were removed, as far as they were read from the log.
#[derive(Default)]
pub struct Removed {
    /// The revisions that removed them.
    by: BTreeSet<Revision>,
    tasks: Vec<Task>,
}

impl Removed {
    /// Returns all tasks as of now, in the order in which they were added. Reads the log if more were
    /// removed since the last call.
    ///
    /// # Errors
    /// Fails if a task or the log cannot be read.
    pub fn with_all(&mut self, document: &Document, history: &dyn History, now: Timestamp) -> Result<Vec<Task>> {
        let there = Task::all_at(document, now)?;
        if !find::is_any::<Task>(document) {
            return Ok(there);
        }
        let by = index::revisions(document, Task::MEMBER);
        if by != self.by {
            (self.by, self.tasks) = (by, find::all(document, history)?);
        }
        let mut all = self.tasks.clone();
        all.retain(|task| !document.has(&Task::path(&task.id)));
        all.extend(there);
        all.sort_by(|a, b| a.added.cmp(&b.added));
        Ok(all)
    }
}
