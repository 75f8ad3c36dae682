//! Tasks as of now: claims run out, and a task that lost too many of them has failed.
//!
//! Readers see that at once. The next step of any task records it.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::{Kept, members};
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::log::agent::AgentName;
use crate::log::history::History;
use crate::log::name::Name;
use crate::text::timestamp;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// How many claims of a task may be lost before it fails, unless it was added with another number.
pub const MAX_ATTEMPTS: u64 = 5;

impl Task {
    /// All tasks as of now.
    ///
    /// # Errors
    /// As [`Kept::all`].
    pub fn all_at(document: &Document, now: Timestamp) -> Result<Vec<Self>> {
        let mut tasks = Self::all(document)?;
        let exhausted: Vec<usize> =
            (0..).zip(&tasks).filter(|(_, task)| task.is_exhausted(now)).map(|(i, _)| i).collect();
        for i in exhausted {
            let Some(task) = tasks.get_mut(i) else { continue };
            task.exhaust();
            let task = task.clone();
            let at = task.closed_at.clone().unwrap_or_default();
            fail_after(&mut tasks, &task, None, &at);
        }
        for task in tasks.iter_mut().filter(|task| task.ran_out(now)) {
            task.status = Status::Pending;
        }
        Ok(tasks)
    }

    /// The task with this id as of now.
    ///
    /// # Errors
    /// As [`Task::find_with`].
    pub fn find_at(document: &Document, history: &dyn History, id: &Name, now: Timestamp) -> Result<Self> {
        let mut task = Self::find_with(document, history, id)?;
        if !task.after.is_empty() && !task.status.is_end() {
            let found = Self::all_at(document, now)?.into_iter().find(|other| other.id == *id);
            return Ok(found.unwrap_or(task));
        }
        if task.is_exhausted(now) {
            task.exhaust();
        } else if task.ran_out(now) {
            task.status = Status::Pending;
        }
        Ok(task)
    }

    /// Whether its claim has expired, and no other may be lost.
    #[must_use]
    pub fn is_exhausted(&self, now: Timestamp) -> bool {
        self.ran_out(now) && self.is_last_claim()
    }

    /// Whether the task fails if this claim is lost too.
    pub(crate) fn is_last_claim(&self) -> bool {
        self.lost_claims.saturating_add(1) >= self.most_lost()
    }

    fn most_lost(&self) -> u64 {
        self.max_attempts.unwrap_or(MAX_ATTEMPTS)
    }

    /// Fails the task at the time when its last claim ran out.
    fn exhaust(&mut self) {
        let at = self.until.clone();
        self.lose_last(at);
    }

    /// Fails the task because its last claim was lost.
    pub(crate) fn lose_last(&mut self, at: Option<String>) {
        self.lost_claims = self.lost_claims.saturating_add(1);
        let worker = self.claimed_by.as_ref().map(|agent| format!(", last that of {agent}")).unwrap_or_default();
        let times = if self.lost_claims == 1 { "once".to_owned() } else { format!("{} times", self.lost_claims) };
        self.reason = Some(format!("its claim ran out or was released {times}{worker} (--max-attempts)"));
        (self.status, self.until, self.closed_by, self.closed_at) = (Status::Failed, None, None, at);
    }
}

/// Returns when the next task fails because its last claim runs out, if nothing else happens.
pub fn next_end<'t>(tasks: impl Iterator<Item = &'t Task>, now: Timestamp) -> Option<Timestamp> {
    let last = tasks.filter(|task| task.status == Status::Running && task.is_last_claim());
    timestamp::next(last.filter_map(|task| task.until.as_deref()), now)
}

/// Records the tasks that lost too many claims as failed, with those that come after them. Returns
/// their ids.
///
/// # Errors
/// As [`Kept::read`] and [`Kept::store`].
pub fn fail_exhausted(draft: &mut Draft<'_>) -> Result<Vec<Name>> {
    // Most tasks are not running: only these are read.
    let is_running = |value: &Value| value.get("status").and_then(Value::as_str) == Some("running");
    let running = members::<Task>(draft.document()).filter(|(_, value)| is_running(value));
    let running: Vec<Task> = running.map(|(key, value)| Task::read(key, value)).collect::<Result<_>>()?;
    let (mut failed, now) = (Vec::new(), draft.now());
    for mut task in running.into_iter().filter(|task| task.is_exhausted(now)) {
        task.exhaust();
        task.store(draft)?;
        let at = task.closed_at.clone().unwrap_or_default();
        let dependents = store_failed_after(draft, &task, None, &at)?;
        failed.push(task.id);
        failed.extend(dependents);
    }
    Ok(failed)
}

/// Fails the tasks that come after one that ended without being completed: they can never be ready.
/// Returns their ids.
///
/// # Errors
/// As [`Kept::all`] and [`Kept::store`].
pub fn fail_dependents(draft: &mut Draft<'_>, ended: &Task, agent: &AgentName) -> Result<Vec<Name>> {
    let at = timestamp_text(draft.now());
    store_failed_after(draft, ended, Some(agent), &at)
}

fn store_failed_after(draft: &mut Draft<'_>, ended: &Task, by: Option<&AgentName>, at: &str) -> Result<Vec<Name>> {
    let mut tasks = Task::all(draft.document())?;
    let lost = fail_after(&mut tasks, ended, by, at);
    for i in &lost {
        tasks.get(*i).map_or(Ok(()), |task| task.store(draft))?;
    }
    Ok(lost.into_iter().filter_map(|i| tasks.get(i)).map(|task| task.id.clone()).collect())
}

/// Fails the tasks that come after one that ended without being completed; returns their indices.
fn fail_after(tasks: &mut [Task], ended: &Task, by: Option<&AgentName>, at: &str) -> Vec<usize> {
    let mut lost = HashMap::from([(ended.id.clone(), ended.unfulfilled().unwrap_or("failed"))]);
    let mut indices = Vec::new();
    // A task that comes after another was added after it.
    for (i, task) in tasks.iter_mut().enumerate().filter(|(_, task)| !task.status.is_end()) {
        let Some((earlier, how)) = task.after.iter().find_map(|earlier| lost.get_key_value(earlier)) else { continue };
        task.reason = Some(format!("it comes after {earlier}, which {how}"));
        (task.status, task.until) = (Status::Failed, None);
        (task.closed_by, task.closed_at) = (by.cloned(), Some(at.to_owned()));
        lost.insert(task.id.clone(), "failed");
        indices.push(i);
    }
    indices
}
