//! The right to write a place in the document, once it was handed over.
//!
//! It is attribution, not authorisation: agents name themselves. Who handed a place over
//! and writes there all the same is told so, and may insist; whoever is in no record
//! writes as before.

mod check;
mod owners;

pub use crate::kept::ownership::check::{check, note_forced};
pub use crate::kept::ownership::owners::{Owners, Ownership, check_place, give_back, pass, withheld};
