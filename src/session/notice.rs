//! The note about pending handoffs that every command of an agent prints.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::json::document::Document;
use crate::kept::handoff::unseen_by;
use crate::log::agent::AgentName;
use crate::platform::machine::Machine;
use crate::session::agent;
use crate::session::clock::now;
use crate::session::reading::Reading;

/// Counts the pending handoffs of an agent in the documents that a command reads.
#[derive(Default)]
pub struct Notice {
    seen: Arc<Seen>,
    silent: Cell<bool>,
}

#[derive(Default)]
struct Seen {
    unseen: AtomicUsize,
    /// The agent, once there are handoffs; `None` if its name is invalid.
    agent: OnceLock<Option<AgentName>>,
}

impl Notice {
    /// Returns a notice for `named`, or for the agent that the environment tells.
    pub fn observer(&self, named: Option<AgentName>, reading: Reading) -> Box<dyn Fn(&Document) + Send + Sync> {
        let seen = Arc::clone(&self.seen);
        Box::new(move |document| {
            reading.observe(document);
            let agent = || named.clone().or_else(|| Some(agent::from_environment(&Machine::default()).ok()?.name));
            let unseen = unseen_by(document, || seen.agent.get_or_init(agent).as_ref(), now);
            seen.unseen.store(unseen, Ordering::Relaxed);
        })
    }

    pub fn silence(&self) {
        self.silent.set(true);
    }

    #[must_use]
    pub fn text(&self) -> Option<String> {
        let (unseen, agent) = (self.seen.unseen.load(Ordering::Relaxed), self.seen.agent.get()?.as_ref()?);
        match unseen {
            _ if self.silent.get() => None,
            0 => None,
            1 => Some(format!("1 handoff is pending for {agent}: ctx handoff inbox")),
            several => Some(format!("{several} handoffs are pending for {agent}: ctx handoff inbox")),
        }
    }
}
