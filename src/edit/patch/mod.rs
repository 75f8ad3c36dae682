//! Patches of users (RFC 6902) on a draft. What they do is recorded as a draft records everything: without moves
//! and copies, each step with its inverse.

mod apply;
mod read;
mod relocation;

pub use crate::edit::patch::apply::{Patcher, test};
pub use crate::edit::patch::read::{Misfit, NAMES, read, read_operation};
