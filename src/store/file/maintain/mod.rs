//! Creating a context, and care for its files: verify, repair, compact, inspect.

pub mod compact;
pub mod create;
pub mod inspect;
pub(crate) mod pack;
pub mod repair;
pub(crate) mod successor;
pub mod verify;
