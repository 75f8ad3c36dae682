//! Keeping a document: the one door that every read and every change goes through.
//!
//! An engine implements the core, [`Store`], which any engine can, and the capabilities that it has
//! ([`capability::Engine`]). [`file`] is the engine over a file; an engine whose one primitive is
//! compare-and-swap implements that, and gets the rest from [`compare_and_swap`].

pub mod capability;
// No engine in here needs it yet; the one in memory that the tests have does.
#[cfg(feature = "internals")]
pub mod compare_and_swap;
pub mod core;
pub mod edited;
pub mod file;
pub mod holder;
pub mod options;
pub mod origin;
pub mod outcome;
pub mod plan;
pub mod redact;
pub mod seal;
pub mod snapshot;
pub mod volume;
pub mod watch;

pub use crate::store::capability::{Engine, begin, required};
pub use crate::store::core::{Store, update};
#[cfg(feature = "internals")]
pub use crate::store::edited::Edit;
#[cfg(feature = "internals")]
pub use crate::store::holder::Holder;
pub use crate::store::options::{Durability, InheritedLock, Options, TurnToRead, Wait};
pub use crate::store::origin::Origin;
pub use crate::store::outcome::Outcome;
pub use crate::store::snapshot::Snapshot;
