//! TODO-room kept

pub mod admission;
pub mod authority;
pub mod expiry;
pub mod handoff;
pub mod lease;
pub mod limit;
pub mod name;
pub mod once;
pub mod ownership;
pub mod policy;
pub mod presence;
pub mod priority;
pub mod redaction;
pub mod reserved;
pub mod tag;
pub mod task;
