//! All that is the operating system's: files, locks, child processes, signals, the boot, the watcher.
//!
//! Nothing else in the crate calls the system, and this room knows nothing of documents or logs.

pub mod attributes;
pub mod boot;
pub mod child;
pub mod filesystem;
pub mod identity;
pub mod input;
pub mod io_failure;
pub mod machine;
pub mod permissions;
pub mod private_copy;
pub mod temporary;
pub mod user_file;
pub mod watcher;
