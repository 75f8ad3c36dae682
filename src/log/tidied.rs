//! What records say of entries that were removed from `_ctx` because they had ended.

use crate::json::RESERVED_KEY;
use crate::json::patch::Operation;

/// The op of a record that does nothing else.
pub const OP: &str = "tidied";

/// The member of `_ctx` that says what was removed.
pub const INDEX: &str = "tidied";

/// The members of `_ctx` whose entries end.
pub const KINDS: [&str; 5] = ["handoffs", "tasks", "once", "leases", "votes"];

/// Records of these ops remove entries because somebody asked for it.
const ASKED: [&str; 2] = [OP, "task.removed"];

/// Whether an operation removes an entry that had ended, or notes that, beside what the record of this
/// op is about.
#[must_use]
pub fn is_beside(op: &str, operation: &Operation) -> bool {
    if ASKED.contains(&op) {
        return false;
    }
    match operation.path().tokens() {
        [top, member, ..] if top == RESERVED_KEY && member == INDEX => true,
        // The last entry takes its collection with it.
        [top, member] | [top, member, _] if top == RESERVED_KEY && KINDS.contains(&member.as_str()) => {
            matches!(operation, Operation::Remove { .. })
        }
        _ => false,
    }
}
