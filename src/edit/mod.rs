//! TODO-room edit

pub mod guard;
pub mod merge;
pub mod restore;
pub mod secret;
pub mod three_way;
pub mod undo;
