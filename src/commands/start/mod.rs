//! Verbs that create a context, and show what it has, its status, and who is using it.

pub mod brief;
pub mod init;
pub mod overview;
pub mod status;
pub mod whoami;
