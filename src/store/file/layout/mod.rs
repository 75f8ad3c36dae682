//! TODO-room store::file::layout

pub mod directory;
pub mod files;
pub mod identity;
pub mod planted;
pub mod replaceable;
pub mod volume;
