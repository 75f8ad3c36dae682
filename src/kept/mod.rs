//! What ctx keeps in the document, under `_ctx`. Pure: no I/O, no clock.

pub mod access;
pub mod admission;
pub mod artifact;
pub mod attached;
pub mod authority;
pub mod collection;
pub mod expiry;
pub mod handoff;
pub mod late;
pub mod lease;
pub mod limit;
pub mod once;
pub mod outcome;
pub mod ownership;
pub mod policy;
pub mod presence;
pub mod priority;
pub mod read_position;
pub mod redaction;
pub mod retention;
pub mod schema;
pub mod tag;
pub mod task;
pub mod tidied;
pub mod vote;
pub mod work;
