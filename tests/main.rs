//! The program from outside: the real binary, real processes, real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails, says what it skips, and builds the state that others leave"
)]

mod support;

mod access;
mod admission;
mod agents;
mod agents_guide;
mod append;
mod at;
mod attach;
mod audit_key;
mod authority;
mod bad_input;
mod batch;
mod blame;
mod brief;
mod clipped;
mod completions;
mod compressed;
mod concurrency;
mod diff;
mod doctor;
mod drain;
mod durability;
mod edit;
mod emit;
mod engine;
mod expiry;
mod export;
mod filters;
mod first_calls;
mod forged;
mod formats;
mod get;
mod git;
mod glob;
mod group;
mod guards;
mod handoff;
mod help;
mod hook;
mod import;
mod incr;
mod indexed;
mod init;
mod jq_suite;
mod keys;
mod lease;
mod lease_run;
mod library;
mod limit;
mod locate;
mod lock;
mod log;
#[cfg(feature = "mcp")]
mod mcp;
mod merge;
mod merge_base;
mod merge_file;
mod messages;
mod notice;
mod once;
mod order;
mod overview;
mod ownership;
mod patch;
mod pipeline;
mod policy;
mod processes;
mod properties;
mod published;
mod query;
mod races;
mod readme;
mod real_documents;
mod recovery;
mod redact;
mod relocate;
mod render;
mod repair;
mod restore;
mod retention;
mod rights;
mod rotation;
mod schema;
mod search;
mod secrets;
mod session;
mod set;
mod setup;
mod show;
mod shown;
mod skill;
mod skipped;
mod status;
mod structure;
mod system_calls;
mod tag;
mod task;
mod tenure;
mod terminal;
mod three_way;
mod tidy;
mod tour;
mod trust;
mod undo;
mod unset;
mod unshown;
mod update;
mod verify;
mod view;
mod vote;
mod wait;
mod watch;
mod whoami;
