//! TODO-room text

pub mod escape;
pub mod near;
pub mod shell;
pub mod timestamp;
