//! Claiming tasks.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::kept::task::step::Claimant;
use crate::log::name::Name;
use crate::text::timestamp;
use crate::text::timestamp::end;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// Returns the most urgent, then oldest, of the tasks that are ready: not claimed, and all tasks
/// before them completed.
///
/// # Errors
/// As [`Kept::all`].
pub fn next_ready(document: &Document, queue: Option<&Name>, now: Timestamp) -> Result<Option<Task>> {
    let all = Task::all(document)?;
    let completed: HashSet<&Name> = all.iter().filter(|t| t.status == Status::Completed).map(|t| &t.id).collect();
    let ready = |task: &&Task| {
        (task.status == Status::Pending || task.ran_out(now))
            && queue.is_none_or(|queue| task.queue == *queue)
            && task.after.iter().all(|earlier| completed.contains(earlier))
    };
    // Of equal tasks the first is the minimum, which is the oldest.
    Ok(all.iter().filter(ready).min_by_key(|task| Reverse(task.priority)).cloned())
}

/// Returns when the next claim expires, if one does.
pub fn next_expiry<'t>(tasks: impl Iterator<Item = &'t Task>, now: Timestamp) -> Option<Timestamp> {
    let running = tasks.filter(|task| task.status == Status::Running);
    timestamp::next(running.filter_map(|task| task.until.as_deref()), now)
}

/// Returns the oldest task that the worker has claimed.
///
/// # Errors
/// As [`Kept::all`].
pub fn claim_of(document: &Document, worker: &Claimant, queue: Option<&Name>) -> Result<Option<Task>> {
    let held = |task: &Task| {
        task.status == Status::Running
            && task.claimed_by.as_ref() == Some(&worker.agent)
            && task.session == worker.session
            && queue.is_none_or(|queue| task.queue == *queue)
    };
    Ok(Task::all(document)?.into_iter().find(held))
}

impl Task {
    /// Claims the task for `worker` until `ttl` has passed.
    ///
    /// # Errors
    /// As [`Kept::store`].
    pub fn claim(&mut self, draft: &mut Draft<'_>, worker: &Claimant, ttl: Duration) -> Result<()> {
        let now = draft.now();
        if self.ran_out(now) {
            self.lost_claims = self.lost_claims.saturating_add(1);
        }
        self.claim_passes(false);
        self.claimed_by = Some(worker.agent.clone());
        self.session.clone_from(&worker.session);
        self.claimed_at = Some(timestamp_text(now));
        self.until = Some(timestamp_text(end(now, ttl)?));
        self.token = Some(draft.next_revision());
        self.status = Status::Running;
        self.attempts = self.attempts.saturating_add(1);
        self.store(draft)
    }

    /// Takes the claim away from its holder, for `worker`.
    ///
    /// # Errors
    /// Conflict if nobody holds it. Also as [`Task::claim`].
    pub fn steal(&mut self, draft: &mut Draft<'_>, worker: &Claimant, ttl: Duration) -> Result<()> {
        match self.status {
            Status::Running => self.claim(draft, worker, ttl),
            Status::Pending => {
                let why = "it is pending: nobody claimed it".to_owned();
                Err(self.conflict(why).hint("to claim the next task: ctx task claim").into())
            }
            Status::Failed | Status::Cancelled => {
                Err(self.conflict(format!("it is {}", self.status)).hint(self.retried()).into())
            }
            Status::Completed => Err(self.illegal()),
        }
    }

    /// Extends a claim. Never shortens it.
    ///
    /// # Errors
    /// As [`Task::complete`]. An expired claim is renewed if nobody claimed the task since.
    pub fn renew(&mut self, claim: &Claimant, ttl: Duration, now: Timestamp) -> Result<()> {
        self.check_claim(claim)?;
        let until = end(now, ttl)?;
        let is_later = |before: &String| before.parse::<Timestamp>().is_ok_and(|before| before < until);
        if self.until.as_ref().is_some_and(is_later) {
            self.until = Some(timestamp_text(until));
        }
        Ok(())
    }
}
