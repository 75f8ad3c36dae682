//! Verbs for shells, packages and git.

pub mod completions;
pub mod help;
pub mod man;
pub mod merge_file;
