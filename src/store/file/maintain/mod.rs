//! Care for the files: verify, repair, compact, inspect.

pub mod compact;
pub mod inspect;
pub mod repair;
pub mod verify;
