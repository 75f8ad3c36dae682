//! A write, from the lock to the rename. Each phase is a type that can be had only from the one before:
//!
//! 1. [`Locked`](crate::store::file::lock::locked::Locked): nobody else writes, and nobody opens the files.
//! 2. [`Recovered`](recovered::Recovered): the document is that of the last record.
//! 3. [`Drafted`](drafted::Drafted): the change is known, and nothing is written yet.
//! 4. [`Sealed`](sealed::Sealed): the temporary file is written, the log is ready, the record is sealed.
//! 5. [`Committed`](committed::Committed): the record is in the log, as durable as asked.
//!
//! [`Committed::publish`](committed::Committed::publish) then renames the temporary file over the
//! document, writes the anchor and names no holder any more. Dropping `Locked` releases the lock.
//!
//! Messages, compactions and repairs go the same way without a new document. A change that ctx did not
//! make is recorded on the way from `Locked` to `Recovered` ([`unrecorded`]).

pub mod anchoring;
pub mod base;
pub mod committed;
pub mod drafted;
pub mod group;
pub mod member;
pub mod pending;
pub mod recovered;
pub mod recovery;
pub mod replacement;
pub mod roll_forward;
pub mod sealed;
pub mod transaction;
pub mod unrecorded;
