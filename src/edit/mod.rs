//! Changes to a draft, and the rules that a change is held to. Pure: no I/O, no clock.

pub mod altered;
pub mod guard;
pub mod merge;
pub mod patch;
pub mod relocate;
pub mod restore;
pub mod secret;
pub mod three_way;
pub mod undo;
