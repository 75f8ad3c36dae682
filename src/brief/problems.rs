//! What an agent should know before it relies on a context, as far as that is cheap to find out.

use crate::error::Kind;
use crate::kept::collection::Kept;
use crate::kept::limit;
use crate::kept::task::{Status, Task};
use crate::log::agent::AgentName;
use crate::output::kind;
use crate::session::Context;
use crate::store::Snapshot;
use crate::store::capability::hold::Hold;
use crate::store::file::lock::contention::held_by;

/// From this part of its limit on, in percent, a document is nearly full.
const NEARLY_FULL: u64 = 90;

/// Returns the problems, each with the command that helps.
#[must_use]
pub fn problems(snapshot: &Snapshot, agent: &AgentName, context: &Context<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if snapshot.edited_since {
        found.push(format!("edited without ctx since revision {}: ctx diff {0}", snapshot.revision));
    }
    match context.store.hold().map_or(Ok(None), Hold::holder) {
        Ok(None) => {}
        Ok(holder) => found.push(format!("writers wait for the lock, {}: ctx status", held_by(holder.as_ref()))),
        // A user who may read the document may have no access to its lock.
        Err(error) if kind(&error) == Kind::Refused => found.push("you may not write here: ctx doctor".to_owned()),
        Err(error) => found.push(format!("the lock: {error:#}: ctx doctor")),
    }
    let limit = limit::declared(&snapshot.document).ok().flatten().unwrap_or(context.max_size);
    if snapshot.size.saturating_mul(100) >= limit.bytes().saturating_mul(NEARLY_FULL) {
        found.push(format!("the document has {} of at most {} bytes: ctx tidy", snapshot.size, limit.bytes()));
    }
    let failed = |task: &&Task| task.status == Status::Failed && task.added_by == *agent;
    let count = Task::all(&snapshot.document).map_or(0, |tasks| tasks.iter().filter(failed).count());
    if count > 0 {
        let what =
            if count == 1 { "a task that you added".to_owned() } else { format!("{count} tasks that you added") };
        found.push(format!("{what} failed: ctx task list --status failed"));
    }
    found
}
