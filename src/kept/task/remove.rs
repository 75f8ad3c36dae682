//! Taking tasks out of the document.

use std::collections::HashMap;

use anyhow::Result;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::log::name::Name;

/// The tasks that have ended, and that nothing comes after that has not; of one queue, or all.
///
/// # Errors
/// Those of [`Task::all`].
pub fn unneeded(document: &Document, queue: Option<&Name>) -> Result<Vec<Name>> {
    let all = Task::all(document)?;
    let needed = needed(&all);
    let unneeded = all.iter().filter(|task| {
        task.status.is_end() && queue.is_none_or(|queue| task.queue == *queue) && !needed.contains_key(&task.id)
    });
    Ok(unneeded.map(|task| task.id.clone()).collect())
}

/// Takes tasks out that nobody has and nothing waits for.
///
/// # Errors
/// An unknown id; a conflict: somebody has it, or a task that comes after it has not ended.
pub fn remove(draft: &mut Draft<'_>, ids: &[Name]) -> Result<()> {
    let all = Task::all(draft.document())?;
    let needed = needed(&all);
    for id in ids {
        let task = Task::find(draft.document(), id)?;
        if task.status == Status::Running && !task.ran_out(draft.now()) {
            return Err(task.illegal());
        }
        if let Some(later) = needed.get(id).filter(|later| !ids.contains(&later.id)) {
            let why = format!("{} comes after {id}, and is {}", later.id, later.status);
            return Err(task.conflict(why).hint(later.shown()).into());
        }
        draft.remove(&Task::path(id))?;
    }
    Ok(())
}

/// What tasks that have not ended come after, and one of those for each.
fn needed(all: &[Task]) -> HashMap<&Name, &Task> {
    let waiting = all.iter().filter(|task| !task.status.is_end());
    waiting.flat_map(|task| task.after.iter().map(move |earlier| (earlier, task))).collect()
}
