//! Ownership of places in the document that were handed over.
//!
//! This is attribution, not authorisation: agents name themselves. An agent that handed a place
//! over and writes there is refused, and may force it. All other agents write as before.

mod against;
mod check;
mod owners;

pub use crate::kept::ownership::check::{check, note_forced};
pub use crate::kept::ownership::owners::{Owners, Ownership, check_place, give_back, pass, withheld};
