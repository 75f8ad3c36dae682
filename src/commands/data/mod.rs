//! Verbs that read and change values.

pub mod append;
pub mod batch;
pub mod cp;
pub mod edit;
pub mod get;
pub mod has;
pub mod incr;
pub mod keys;
pub mod merge;
pub mod mv;
pub mod namespaces;
pub mod patch;
pub mod query;
pub mod schema;
pub mod search;
pub mod set;
pub mod unset;
pub mod update;
