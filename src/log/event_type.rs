//! The types of events. Most records have the type `context.updated`; some ops are types of their own.

/// The type of every event that has none of its own.
const UPDATED: &str = "context.updated";

/// The type, and the op, of messages.
pub const MESSAGE: &str = "message";

/// A handoff that expired.
pub const HANDOFF_EXPIRED: &str = "handoff.expired";

/// A handoff that failed: it was not completed in time.
pub const HANDOFF_FAILED: &str = "handoff.failed";

/// A handoff that is pending again: the time of whoever accepted it ran out.
pub const HANDOFF_RETURNED: &str = "handoff.returned";

/// A task that failed.
pub const TASK_FAILED: &str = "task.failed";

/// A vote that was opened.
pub const VOTE_OPENED: &str = "vote.opened";

/// A vote that an agent cast or changed.
pub const VOTE_CAST: &str = "vote.cast";

/// A vote that was closed: it was decided, or somebody or its time ended it.
pub const VOTE_CLOSED: &str = "vote.closed";

/// The types of events that people wait for, for completion.
pub const NAMES: [&str; 25] = [
    UPDATED,
    MESSAGE,
    "handoff.*",
    "handoff.requested",
    "handoff.accepted",
    "handoff.completed",
    HANDOFF_FAILED,
    "handoff.rejected",
    "handoff.released",
    HANDOFF_EXPIRED,
    HANDOFF_RETURNED,
    "task.*",
    "task.added",
    "task.assigned",
    "task.completed",
    TASK_FAILED,
    "task.cancelled",
    "lease.*",
    "lease.acquired",
    "lease.released",
    "lease.stolen",
    "once.*",
    VOTE_OPENED,
    VOTE_CAST,
    VOTE_CLOSED,
];

/// Ops that begin like this are types of their own.
const TYPED: [&str; 6] = ["handoff.", "task.", "lease.", "once.", "vote.", "log."];

/// Whether this type is reserved for events of ctx itself.
#[must_use]
pub fn is_own_type(text: &str) -> bool {
    text == MESSAGE || text.starts_with("context.") || is_typed(text)
}

/// Returns the event type of a record with this op.
#[must_use]
pub fn type_of(op: &str) -> &str {
    match op {
        "handoff.created" => "handoff.requested",
        op if op == MESSAGE || is_typed(op) => op,
        _ => UPDATED,
    }
}

fn is_typed(op: &str) -> bool {
    TYPED.iter().any(|own| op.starts_with(own))
}
