//! The library: what another Rust program may use of ctx. Everything else is private.

mod change;
mod context;
mod draft;
mod entry;
mod error;
mod opened;
mod options;
mod snapshot;
mod watch;

pub use change::Change;
pub use context::Context;
pub use draft::Draft;
pub use entry::Entry;
pub use error::{Error, Result};
pub use options::Options;
pub use snapshot::Snapshot;
pub use watch::Watch;
