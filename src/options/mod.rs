//! Groups of options that several verbs share.

pub mod assignment;
pub mod at;
pub mod base;
pub mod hashes;
pub mod reason;
pub mod ttl;
pub mod value;
pub mod value_test;
pub mod write;
