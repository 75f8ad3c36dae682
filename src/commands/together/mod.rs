//! Verbs that coordinate agents.

pub mod agents;
pub mod authority;
pub mod emit;
pub mod handoff;
pub mod lease;
pub mod lock;
pub mod messages;
pub mod once;
pub mod policy;
pub mod task;
pub mod vote;
pub mod wait;
pub mod watch;
