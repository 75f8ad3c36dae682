//! Verbs for the history.

pub mod blame;
pub mod diff;
pub mod log;
pub mod redo;
pub mod restore;
pub mod show;
pub mod tag;
pub mod undo;
