//! The clock. Nothing else in ctx reads it.

use crate::text::timestamp::Timestamp;

/// Returns the time, which may be before 1970 on a machine whose clock is not set.
#[must_use]
pub fn now() -> Timestamp {
    std::time::SystemTime::now().into()
}
