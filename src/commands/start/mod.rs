//! Verbs that create a context and show its status.

pub mod init;
pub mod status;
