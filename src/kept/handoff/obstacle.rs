//! Why handoffs cannot be accepted by those whom they are addressed to.

use std::cell::OnceCell;

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::kept::handoff::record::Handoff;
use crate::kept::ownership::Owners;
use crate::log::agent::AgentName;
use crate::text::timestamp::Timestamp;

/// What hinders handoffs of a document. Its owners are read once, if a handoff passes on something.
pub struct Obstacles<'d> {
    document: &'d Document,
    now: Timestamp,
    owners: OnceCell<Owners>,
}

impl<'d> Obstacles<'d> {
    #[must_use]
    pub fn of(document: &'d Document, now: Timestamp) -> Self {
        Self { document, now, owners: OnceCell::new() }
    }

    /// Why `agent` cannot accept a handoff addressed to it: the work would go in a circle, or its
    /// sender no longer owns what it passes on.
    ///
    /// # Errors
    /// Fails if the document was edited without ctx and is invalid.
    pub fn to(&self, handoff: &Handoff, agent: &AgentName) -> Result<Option<Failure>> {
        match handoff.circle_to(self.document, agent)? {
            Some(circle) => Ok(Some(circle)),
            None => self.withheld(handoff),
        }
    }

    /// Why nobody can accept a handoff: its sender no longer owns what it passes on.
    ///
    /// # Errors
    /// As [`Obstacles::to`].
    pub fn withheld(&self, handoff: &Handoff) -> Result<Option<Failure>> {
        if handoff.transfers.is_empty() {
            return Ok(None);
        }
        if self.owners.get().is_none() {
            drop(self.owners.set(Owners::of(self.document)?));
        }
        self.owners
            .get()
            .map_or(Ok(None), |owners| owners.withheld(self.document, &handoff.transfers, &handoff.from, self.now))
    }
}
