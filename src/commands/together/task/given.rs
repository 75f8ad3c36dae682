//! The IDs that ctx gives, and names that are taken.

use std::iter;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::task::Task;
use crate::kept::tidied::find::{Removed, removed};
use crate::kept::tidied::index::Names;
use crate::log::name::Name;
use crate::text::shell::shell_quoted;

/// Returns an ID for a task without a name: `t` and the revision, or the next one that no task has.
pub fn given_id(draft: &Draft<'_>, removed: &Names, i: usize, single: bool) -> Result<Name> {
    let revision = draft.next_revision();
    let first = if single { format!("t{revision}") } else { format!("t{revision}-{}", i + 1) };
    let is_free = |id: &String| draft.document().get(&Task::path(id)).is_none() && !removed.has(id);
    let others = (2..).map(|n: u64| format!("{first}.{n}"));
    let id = iter::once(first.clone()).chain(others).find(is_free).unwrap_or_default();
    id.parse().map_err(|e: crate::log::name::NotAName| Failure::new(Kind::BadData, e.to_string()).into())
}

/// The conflict that a task had this name, ended, and was removed from the document.
pub fn taken(draft: &Draft<'_>, id: &Name) -> Result<anyhow::Error> {
    let found = removed::<Task>(draft.document(), draft.history(), id.as_str(), &|task| task.id == *id)?;
    Ok(match found {
        Some(Removed::Entry(task)) => task.taken(),
        _ => Failure::new(Kind::Conflict, format!("the task {id} was added already, and has ended"))
            .fact("id", id.as_str())
            .hint("use --ignore-existing to leave it as it is")
            .hint(format!("to use its name again: ctx task remove {}", shell_quoted(id.as_str())))
            .into(),
    })
}
