//! Verbs for shells, packages and git.

pub mod completions;
pub mod man;
pub mod merge_file;
