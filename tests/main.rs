//! The program from outside: the real binary, real processes, real files.

mod support;

mod append;
mod batch;
mod concurrency;
mod durability;
mod get;
mod guards;
mod incr;
mod init;
mod keys;
mod locate;
mod log;
mod merge;
mod properties;
mod real_documents;
mod set;
mod status;
mod unset;
mod verify;
