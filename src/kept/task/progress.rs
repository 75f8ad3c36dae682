//! The progress of a queue.

use serde::Serialize;

use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::text::timestamp::Timestamp;

/// How many tasks are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub done: usize,
    pub running: usize,
    pub failed: usize,
    pub pending: usize,
    pub total: usize,
    /// Not among the failed ones.
    #[serde(skip_serializing_if = "is_zero")]
    pub cancelled: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Progress {
    #[must_use]
    pub fn of<'t>(tasks: impl Iterator<Item = &'t Task>, now: Timestamp) -> Self {
        let mut progress = Self::default();
        for task in tasks {
            let count = match task.status {
                Status::Completed => &mut progress.done,
                Status::Failed => &mut progress.failed,
                Status::Cancelled => &mut progress.cancelled,
                Status::Running if !task.ran_out(now) => &mut progress.running,
                Status::Running | Status::Pending => &mut progress.pending,
            };
            *count += 1;
            progress.total += 1;
        }
        progress
    }

    /// Whether no task is running or pending, so none can become ready any more.
    #[must_use]
    pub fn is_drained(&self) -> bool {
        self.running + self.pending == 0
    }

    /// Whether there were tasks, and all have ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.total > 0 && self.is_drained()
    }
}
