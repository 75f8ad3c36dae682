//! The clock: nothing else in ctx reads it.

use crate::text::timestamp::Timestamp;

/// The time, before 1970 too, where a machine without a battery may begin.
#[must_use]
pub fn now() -> Timestamp {
    std::time::SystemTime::now().into()
}
