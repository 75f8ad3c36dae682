//! TODO-room commands::start

pub mod head;
pub mod init;
pub mod status;
