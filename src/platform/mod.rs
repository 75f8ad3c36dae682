//! TODO-room platform

pub mod attributes;
pub mod boot;
pub mod child;
pub mod filesystem;
pub mod input;
pub mod io_failure;
pub mod machine;
pub mod permissions;
pub mod private_copy;
pub mod temporary;
pub mod user_file;
pub mod watcher;
