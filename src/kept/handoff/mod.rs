//! Handoffs: work that one agent hands to another, and its states.
//!
//! ```text
//! pending -> accepted -> completed | failed | superseded
//! pending -> rejected | cancelled | expired | superseded
//! accepted -> pending   (released)
//! ```

mod chain;
pub(crate) mod id;
mod obstacle;
mod open;
mod record;
mod status;
mod step;

pub use crate::kept::handoff::id::HandoffId;
pub use crate::kept::handoff::open::{OpenCounts, expire_overdue, next_expiry, next_for, open_to, unseen_by};
pub use crate::kept::handoff::record::{Artifact, Handoff};
pub use crate::kept::handoff::status::Status;
pub use crate::kept::handoff::step::Ending;
