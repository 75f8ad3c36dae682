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
use crate::text::timestamp::Timestamp;

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
        let mut ended = Vec::with_capacity(exhausted.len());
        for i in exhausted {
            let Some(task) = tasks.get_mut(i) else { continue };
            task.exhaust();
            ended.push(task.clone());
        }
        fail_after(&mut tasks, &ended, None);
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
    let now = draft.now();
    let mut failed: Vec<Task> = running.into_iter().filter(|task| task.is_exhausted(now)).collect();
    for task in &mut failed {
        task.exhaust();
        task.store(draft)?;
    }
    let dependents = store_failed_after(draft, &failed, None)?;
    Ok(failed.into_iter().map(|task| task.id).chain(dependents).collect())
}

/// Fails the tasks that come after those that ended without being completed: they can never be ready.
/// Returns their ids.
///
/// # Errors
/// As [`Kept::all`] and [`Kept::store`].
pub fn fail_dependents(draft: &mut Draft<'_>, ended: &[Task], agent: &AgentName) -> Result<Vec<Name>> {
    store_failed_after(draft, ended, Some(agent))
}

fn store_failed_after(draft: &mut Draft<'_>, ended: &[Task], by: Option<&AgentName>) -> Result<Vec<Name>> {
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    let mut tasks = Task::all(draft.document())?;
    let lost = fail_after(&mut tasks, ended, by);
    for i in &lost {
        tasks.get(*i).map_or(Ok(()), |task| task.store(draft))?;
    }
    Ok(lost.into_iter().filter_map(|i| tasks.get(i)).map(|task| task.id.clone()).collect())
}

/// Fails the tasks that come after those that ended without being completed; returns their indices.
fn fail_after(tasks: &mut [Task], ended: &[Task], by: Option<&AgentName>) -> Vec<usize> {
    let of = |task: &Task| (task.unfulfilled().unwrap_or("failed"), task.closed_at.clone());
    let mut lost: HashMap<Name, (&str, Option<String>)> =
        ended.iter().map(|task| (task.id.clone(), of(task))).collect();
    let mut indices = Vec::new();
    // A task that comes after another was added after it.
    for (i, task) in tasks.iter_mut().enumerate().filter(|(_, task)| !task.status.is_end()) {
        let earlier = task.after.iter().find_map(|earlier| lost.get_key_value(earlier));
        let Some((earlier, (how, at))) = earlier else { continue };
        let at = at.clone();
        task.reason = Some(format!("it comes after {earlier}, which {how}"));
        (task.status, task.until) = (Status::Failed, None);
        (task.closed_by, task.closed_at) = (by.cloned(), at.clone());
        lost.insert(task.id.clone(), ("failed", at));
        indices.push(i);
    }
    indices
}
