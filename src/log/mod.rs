//! The log as data: its records, their chain, and what they tell. Pure: no I/O, no clock.

pub mod agent;
pub mod audit_key;
pub mod blame;
pub mod chain;
pub mod checkout;
pub mod compaction;
pub mod conflict;
pub mod describe;
pub mod digest;
pub mod entry;
pub mod event;
pub mod event_type;
pub mod file_stamp;
pub mod follow;
pub mod history;
pub mod hmacs;
pub mod message;
pub mod midstates;
pub mod moment;
pub mod name;
pub mod point;
pub mod record_id;
pub mod redacted;
pub mod retention;
pub mod revision;
pub mod tag_name;
