//! TODO-room commands::shell

pub mod completions;
pub mod man;
pub mod merge_file;
