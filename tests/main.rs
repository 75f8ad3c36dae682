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

mod agents;
mod append;
mod audit_key;
mod bad_input;
mod batch;
mod completions;
mod concurrency;
mod doctor;
mod drain;
mod durability;
mod emit;
mod expiry;
mod get;
mod guards;
mod handoff;
mod incr;
mod init;
mod keys;
mod lease;
mod lease_run;
mod locate;
mod lock;
mod log;
mod merge;
mod notice;
mod once;
mod ownership;
mod pipeline;
mod properties;
mod races;
mod readme;
mod real_documents;
mod recovery;
mod redact;
mod secrets;
mod set;
mod status;
mod task;
mod terminal;
mod tour;
mod unset;
mod verify;
mod wait;
mod watch;
