//! Removing tasks.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::kept::tidied::index;
use crate::log::name::Name;

/// Returns the tasks, of one queue or all, that have ended and that no open task comes after.
///
/// # Errors
/// As [`Kept::all`].
pub fn unneeded(document: &Document, queue: Option<&Name>) -> Result<Vec<Name>> {
    let all = Task::all(document)?;
    let needed = needed(&all);
    let unneeded = all.iter().filter(|task| {
        task.status.is_end() && queue.is_none_or(|queue| task.queue == *queue) && !needed.contains_key(&task.id)
    });
    Ok(unneeded.map(|task| task.id.clone()).collect())
}

/// The tasks that open tasks come after.
#[must_use]
pub fn needed_ids(all: &[Task]) -> HashSet<Name> {
    needed(all).into_keys().cloned().collect()
}

/// Removes tasks that nobody has claimed and no open task comes after.
///
/// # Errors
/// Unknown id. Conflict if the task is claimed, or an open task comes after it.
pub fn remove(draft: &mut Draft<'_>, ids: &[Name]) -> Result<()> {
    let all = Task::all(draft.document())?;
    let (needed, removed) = (needed(&all), ids.iter().collect::<HashSet<_>>());
    for id in ids {
        draft.settle_at(&Task::path(id));
        // One that was removed since it ended may have its name used again.
        if Task::get(draft.document(), id)?.is_none() && index::forget(draft, Task::MEMBER, id.as_str())? {
            continue;
        }
        let task = Task::find(draft.document(), id)?;
        if task.status == Status::Running && !task.ran_out(draft.now()) {
            return Err(task.illegal());
        }
        if let Some(later) = needed.get(id).filter(|later| !removed.contains(&later.id)) {
            let why = format!("{} comes after {id}, and is {}", later.id, later.status);
            return Err(task.conflict(why).hint(later.shown()).into());
        }
        draft.remove_later(&Task::path(id))?;
    }
    draft.settle();
    Ok(())
}

/// The tasks that open tasks come after, each with one of those.
fn needed(all: &[Task]) -> HashMap<&Name, &Task> {
    let waiting = all.iter().filter(|task| !task.status.is_end());
    waiting.flat_map(|task| task.after.iter().map(move |earlier| (earlier, task))).collect()
}
