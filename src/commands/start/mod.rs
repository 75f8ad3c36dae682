//! Verbs to begin with, and to see where a context stands.

pub mod head;
pub mod init;
pub mod status;
