//! Verbs to begin with, and to see where a context stands.

pub mod init;
pub mod status;
