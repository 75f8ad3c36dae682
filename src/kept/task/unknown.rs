//! Tasks and queues that are asked for and are not there, perhaps because their names are mistyped.

use std::collections::BTreeSet;

use crate::json::document::Document;
use crate::kept::collection::members;
use crate::kept::task::record::Task;
use crate::log::name::Name;
use crate::text::near::did_you_mean;

/// What is not there, and which name may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub why: String,
    pub hint: Option<String>,
}

impl Unknown {
    /// A task that is not there.
    #[must_use]
    pub fn task(document: &Document, id: &Name) -> Self {
        let hint = did_you_mean(id.as_str(), members::<Task>(document).map(|(key, _)| key.as_str()));
        Self { why: format!("there is no task {id}"), hint }
    }

    /// A queue without tasks; `None` if one of all tasks is in it.
    #[must_use]
    pub fn queue(all: &[Task], queue: &Name) -> Option<Self> {
        if all.iter().any(|task| task.queue == *queue) {
            return None;
        }
        let queues: BTreeSet<&str> = all.iter().map(|task| task.queue.as_str()).collect();
        let hint = did_you_mean(queue.as_str(), queues.into_iter());
        Some(Self { why: format!("there is no task in the queue {queue}"), hint })
    }

    /// The same, for one that waits until it is there.
    #[must_use]
    pub fn yet(self) -> Self {
        Self { why: format!("{} yet", self.why), hint: self.hint }
    }

    /// The hints: which name may be meant.
    #[must_use]
    pub fn hints(&self) -> &[String] {
        self.hint.as_slice()
    }
}
