//! Verbs that create a context and show its status, and who is using it.

pub mod init;
pub mod status;
pub mod whoami;
