//! Tasks: work that is split up, and claimed by one worker at a time.
//!
//! ```text
//! pending -> running -> completed | failed
//!         <-          released, failed with a retry, or its claim ran out
//! pending, running -> cancelled
//! failed, cancelled -> pending   (retried)
//! ```
//! A task fails if too many of its claims ran out or were released.
//!
//! # Clocks
//! A claim is a lease (see [`crate::kept::lease`]): whether it has expired is decided by one
//! reading of the clock, under the lock, by whoever wants the task next. Until then its holder can
//! still complete the task. If the clock goes backwards, claims last longer.

mod claim;
mod exhausted;
mod late;
mod progress;
mod record;
mod remove;
mod status;
mod step;
mod unknown;

pub use crate::kept::task::claim::{claim_of, next_expiry, next_ready};
pub use crate::kept::task::exhausted::{MAX_ATTEMPTS, fail_dependents, fail_exhausted, next_end};
pub use crate::kept::task::progress::Progress;
pub use crate::kept::task::record::Task;
pub use crate::kept::task::remove::{needed_ids, remove, unneeded};
pub use crate::kept::task::status::Status;
pub use crate::kept::task::step::Claimant;
pub use crate::kept::task::unknown::Unknown;
