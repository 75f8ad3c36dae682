//! What only some engines have, beside the core ([`Store`]): asked for by type, through [`Engine`].

pub mod attach;
pub mod compact;
pub mod create;
pub mod hold;
pub mod repair;
pub mod verify;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::{Action, Entry, Revision};
use crate::store::capability::attach::Attach;
use crate::store::capability::compact::Compact;
use crate::store::capability::create::Create;
use crate::store::capability::hold::Hold;
use crate::store::capability::repair::Repair;
use crate::store::capability::verify::Verify;
use crate::store::core::{Store, update};
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;

/// An engine: the core, and the capabilities that it has.
pub trait Engine: Store {
    /// Creates a context for a group of users.
    fn create(&self) -> Option<&dyn Create> {
        None
    }

    /// Holds the lock while a command runs.
    fn hold(&self) -> Option<&dyn Hold> {
        None
    }

    /// Keeps files beside the document.
    fn attach(&self) -> Option<&dyn Attach> {
        None
    }

    /// Drops old records.
    fn compact(&self) -> Option<&dyn Compact> {
        None
    }

    /// Finds and repairs damage.
    fn repair(&self) -> Option<&dyn Repair> {
        None
    }

    /// Proves that nothing was altered.
    fn verify(&self) -> Option<&dyn Verify> {
        None
    }
}

/// Begins a context with an empty document; `mode` are the permission bits of its files, if it has any.
///
/// # Errors
/// Fails if it exists already, or cannot be written.
pub fn begin(engine: &dyn Engine, origin: &Origin, mode: u32) -> Result<Entry> {
    if let Some(create) = engine.create() {
        return create.create(origin, mode);
    }
    let begun = update(engine, origin, |draft| {
        if draft.base() == Revision::START {
            return Ok((Action::init(), ()));
        }
        Err(Failure::new(Kind::Refused, "it exists already").hint("ctx status").into())
    })?;
    match begun {
        Outcome::Committed { entry, .. } => Ok(*entry),
        Outcome::Unchanged { .. } => Err(Failure::new(Kind::Io, "the context was not created").into()),
    }
}

/// The capability that a verb needs; `what` completes "the engine of this context cannot …".
///
/// # Errors
/// Fails if the engine does not have it.
pub fn required<'e, C: ?Sized>(capability: Option<&'e C>, what: &str) -> Result<&'e C> {
    capability.ok_or_else(|| Failure::new(Kind::Usage, format!("the engine of this context cannot {what}")).into())
}
