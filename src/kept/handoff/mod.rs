//! Handoffs: work that one agent hands to another, and its states.
//!
//! ```text
//! pending -> accepted -> completed | failed | superseded
//! pending -> rejected | cancelled | expired | superseded
//! accepted -> pending   (released, or the time of `accept --ttl` ran out)
//! accepted -> cancelled
//! pending, accepted -> failed   (the time of `create --due` ran out)
//! ```

mod chain;
pub(crate) mod due;
mod hold;
pub(crate) mod id;
mod note;
mod obstacle;
mod open;
mod overdue;
pub(crate) mod record;
mod status;
mod step;

pub use crate::kept::handoff::id::HandoffId;
pub use crate::kept::handoff::open::{OpenCounts, next_for, open_to, unseen_by};
pub use crate::kept::handoff::overdue::{Passed, next_expiry, pass_time};
pub use crate::kept::handoff::record::Handoff;
pub use crate::kept::handoff::status::Status;
pub use crate::kept::handoff::step::Ending;
