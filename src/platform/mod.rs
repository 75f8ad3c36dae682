//! The operating system: files, locks, child processes, signals, the boot, the watcher.
//!
//! Only this folder calls the system, and it knows nothing of documents and logs.

pub mod attributes;
pub mod boot;
pub mod child;
pub mod content;
pub mod filesystem;
pub mod identity;
pub mod input;
pub mod io_failure;
pub mod known_file;
pub mod listening;
pub mod machine;
pub mod new_file;
pub mod permissions;
pub mod private_copy;
pub mod sameness;
pub mod temporary;
pub mod user_file;
pub mod watcher;
