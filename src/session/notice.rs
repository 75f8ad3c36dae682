//! A word to whom something was handed over, and who does something else.

use std::cell::Cell;
use std::rc::Rc;

use crate::json::document::Document;
use crate::kept::handoff::unseen_by;
use crate::log::agent::AgentName;

/// What a command saw in passing of its agent's inbox.
#[derive(Default)]
pub struct Notice {
    unseen: Rc<Cell<usize>>,
    agent: std::cell::RefCell<Option<AgentName>>,
    silent: Cell<bool>,
}

impl Notice {
    /// Looks at documents for `agent`.
    pub fn observer(&self, agent: Option<AgentName>) -> Box<dyn Fn(&Document)> {
        let unseen = Rc::clone(&self.unseen);
        self.agent.replace(agent.clone());
        Box::new(move |document| {
            if let Some(agent) = &agent {
                unseen.set(unseen_by(document, agent, crate::session::now()));
            }
        })
    }

    pub fn silence(&self) {
        self.silent.set(true);
    }

    #[must_use]
    pub fn text(&self) -> Option<String> {
        let agent = self.agent.borrow();
        let (unseen, agent) = (self.unseen.get(), agent.as_ref()?);
        match unseen {
            _ if self.silent.get() => None,
            0 => None,
            1 => Some(format!("1 handoff is pending for {agent}: ctx handoff inbox")),
            several => Some(format!("{several} handoffs are pending for {agent}: ctx handoff inbox")),
        }
    }
}
