//! Groups of options that several verbs share.

pub mod assignment;
pub mod at;
pub mod base;
pub mod export;
pub mod filter;
pub mod glob;
pub mod hashes;
pub mod max_bytes;
pub mod parameters;
pub mod reason;
pub mod relocation;
pub mod result;
pub mod shown;
pub mod template;
pub mod ttl;
pub mod value;
pub mod value_test;
pub mod viewed;
pub mod write;
