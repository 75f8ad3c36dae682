//! The state of a run: the context, the agent, the time. The only reader of the environment and
//! of the clock.

mod agent;
mod answered;
pub mod artifacts;
pub mod attached;
mod audit_key;
pub mod choice;
#[cfg(feature = "mcp")]
mod client;
mod clock;
mod context;
pub mod current;
mod editing;
mod environment;
pub mod folder;
pub mod gate;
pub mod git;
pub mod heard;
pub mod inputs;
mod locate;
mod notice;
pub mod passed_on;
mod place;
pub mod plain_file;
mod points;
mod random;
pub mod reading;
pub mod recording;
mod resolved;
pub mod settings;
mod state;
pub mod surroundings;
pub mod tenure;
pub mod told;
pub mod transaction;
mod trust;
pub mod under_lease;
pub mod waiting;
pub mod warnings;
mod worktree;

pub use crate::session::clock::now;
pub use crate::session::context::Context;
pub use crate::session::environment::{INHERITED_LOCK, INHERITED_LOCK_FILE, INHERITED_LOCK_HOLDER, directory, is_set};
pub use crate::session::place::parse_path;
pub use crate::session::random::{random_id, salt};
pub use crate::session::state::Session;
