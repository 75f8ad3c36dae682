//! The nouns of ctx and their rules, pure: no input or output, no clock, no
//! command line.

pub mod admission;
pub mod agent;
pub mod audit_key;
pub mod authority;
pub mod blame;
pub mod compaction;
pub mod compare;
pub mod decimal;
pub mod describe;
pub mod difference;
pub mod digest;
pub mod document;
pub mod draft;
pub mod ends;
pub mod entry;
pub mod event;
pub mod event_type;
pub mod expiry;
pub mod follow;
pub mod guard;
pub mod handoff;
pub mod hidden;
pub mod history;
pub mod hmacs;
pub mod json;
pub mod key_path;
pub mod lease;
pub mod limit;
pub mod merge;
pub mod message;
pub mod moment;
pub mod name;
pub mod near;
pub mod once;
pub mod order;
pub mod ownership;
pub mod past;
pub mod patch;
pub mod path_syntax;
pub mod point;
pub mod pointer;
pub mod policy;
pub mod presence;
pub mod priority;
pub mod readable;
pub mod record_id;
pub mod redaction;
pub mod replay;
pub mod reserved;
pub mod restore;
pub mod retention;
pub mod revision;
pub mod secret;
pub mod shell;
pub mod tag;
pub mod task;
pub mod text_value;
pub mod three_way;
pub mod timestamp;
pub mod turn_into;
pub mod undo;

pub use timestamp::{Timestamp, timestamp_text};

/// The key at the top of a document under which ctx keeps what is its own.
pub const RESERVED_KEY: &str = "_ctx";
