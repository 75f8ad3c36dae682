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
mod bad_input;
mod batch;
mod completions;
mod concurrency;
mod durability;
mod emit;
mod get;
mod guards;
mod handoff;
mod incr;
mod init;
mod keys;
mod lease;
mod locate;
mod lock;
mod log;
mod merge;
mod pipeline;
mod properties;
mod readme;
mod real_documents;
mod recovery;
mod set;
mod status;
mod terminal;
mod unset;
mod verify;
mod wait;
mod watch;
