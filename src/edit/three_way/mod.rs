//! Three-way merge: what changed from a base to theirs is carried over what changed from the base to
//! ours.
//!
//! Objects are merged member by member. Everything else is a value, arrays too, unless a policy says
//! otherwise. Missing and null are different.

mod carry;
mod conflict;
mod documents;
mod input;
mod kept;
mod settle;
mod walk;

pub use crate::edit::three_way::carry::{carry, note_carried};
pub use crate::edit::three_way::conflict::{Conflict, SideNames, listed};
pub use crate::edit::three_way::documents::merge_documents;
pub use crate::edit::three_way::input::{Input, OnConflict};
#[cfg(feature = "internals")]
pub use crate::edit::three_way::walk::{Merged, Sides, merge};
