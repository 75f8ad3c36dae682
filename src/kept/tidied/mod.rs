//! Entries of `_ctx` that have ended: removed from the document after a while, and read from the log.
//!
//! A write now and then removes what ended long ago, and its record has all of it. The document keeps
//! one short hash of each name, with the revision of that record: so `once` does not run again, a name or
//! an idempotency key is not used twice, and `show` finds the entry in the log. If the log no longer has
//! it (`ctx log compact`), the hash still says that it was there.

pub mod find;
pub mod index;
pub mod retention;
pub mod sweep;
pub mod weight;
