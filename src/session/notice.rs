//! The note about pending handoffs that every command of an agent prints.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::json::document::Document;
use crate::kept::handoff::unseen_by;
use crate::log::agent::AgentName;
use crate::session::clock::now;
use crate::session::reading::Reading;

/// Counts the pending handoffs of an agent in the documents that a command reads.
#[derive(Default)]
pub struct Notice {
    unseen: Arc<AtomicUsize>,
    agent: RefCell<Option<AgentName>>,
    silent: Cell<bool>,
}

impl Notice {
    /// Returns a notice for `agent`.
    pub fn observer(&self, agent: Option<AgentName>, reading: Reading) -> Box<dyn Fn(&Document) + Send + Sync> {
        let unseen = Arc::clone(&self.unseen);
        self.agent.replace(agent.clone());
        Box::new(move |document| {
            reading.observe(document);
            if let Some(agent) = &agent {
                unseen.store(unseen_by(document, agent, now()), Ordering::Relaxed);
            }
        })
    }

    pub fn silence(&self) {
        self.silent.set(true);
    }

    #[must_use]
    pub fn text(&self) -> Option<String> {
        let agent = self.agent.borrow();
        let (unseen, agent) = (self.unseen.load(Ordering::Relaxed), agent.as_ref()?);
        match unseen {
            _ if self.silent.get() => None,
            0 => None,
            1 => Some(format!("1 handoff is pending for {agent}: ctx handoff inbox")),
            several => Some(format!("{several} handoffs are pending for {agent}: ctx handoff inbox")),
        }
    }
}
