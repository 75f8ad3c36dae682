//! Tasks: work that is split up, claimed by exactly one worker at a time, and
//! collected again.
//!
//! ```text
//! pending -> running -> completed | failed
//!         <-          released, failed with a retry, or its claim ran out
//! ```
//!
//! # Clocks
//! A claim is a lease (see [`crate::kept::lease`]): whether it ran out is judged by one reading
//! of the clock, under the lock, by whoever wants the task next. Until somebody does,
//! who had it can still complete it. A clock that goes backwards makes claims last longer.

mod claim;
mod progress;
mod record;
mod remove;
mod status;
mod step;

pub use crate::kept::task::claim::{claim_of, next_ready};
pub use crate::kept::task::progress::Progress;
pub use crate::kept::task::record::Task;
pub use crate::kept::task::remove::{remove, unneeded};
pub use crate::kept::task::status::Status;
pub use crate::kept::task::step::{Claimant, fail_dependents};
