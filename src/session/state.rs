//! What a run knows: who acts, what time it is, what the command line set.

use std::cell::{Cell, OnceCell};

use anyhow::Result;

use crate::edit::secret::check_author;
use crate::log::agent::AgentName;
use crate::log::entry::{Author, Revision};
use crate::output::{Output, note};
use crate::platform::filesystem::native::Native;
use crate::platform::machine;
use crate::session::agent;
use crate::session::clock::now;
use crate::session::environment::is_set;
use crate::session::notice::Notice;
use crate::session::settings::Settings;
use crate::store::Origin;
use crate::store::volume::Volume;
use crate::text::timestamp::Timestamp;

/// The surroundings of one command.
pub struct Session {
    pub(super) settings: Settings,
    /// The words of the verb that runs: `task claim`.
    verb: String,
    /// Who acts, as soon as the environment was asked.
    agent: OnceCell<AgentName>,
    pub(super) volume: Box<dyn Volume>,
    pub(super) notice: Notice,
    /// The last change that was committed.
    pub(super) committed: Cell<Option<Revision>>,
}

impl Session {
    #[must_use]
    pub fn new(settings: Settings, verb: String) -> Self {
        Self::on(Box::new(Native), settings, verb)
    }

    /// A session whose context is on another file system than the machine's.
    #[must_use]
    pub fn on(volume: Box<dyn Volume>, settings: Settings, verb: String) -> Self {
        let (agent, notice, committed) = (OnceCell::new(), Notice::default(), Cell::new(None));
        Self { settings, verb, agent, volume, notice, committed }
    }

    /// Where data goes, in the colours that were asked for.
    #[must_use]
    pub fn output(&self) -> Output {
        Output::new(self.settings.color.unwrap_or_default(), is_set("NO_COLOR"))
    }

    /// Says something that is not data, unless `--quiet` was given.
    pub fn say(&self, text: &str) {
        self.say_with_hints(text, &[]);
    }

    /// As [`Session::say`], with hints.
    pub fn say_with_hints(&self, text: &str, hints: &[String]) {
        if !self.settings.quiet {
            note(text, hints);
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// Who acts.
    ///
    /// # Errors
    /// A name in the environment that is none.
    pub fn agent(&self) -> Result<AgentName> {
        if let Some(agent) = self.settings.agent.as_ref().or_else(|| self.agent.get()) {
            return Ok(agent.clone());
        }
        let agent = agent::from_environment()?;
        Ok(self.agent.get_or_init(|| agent).clone())
    }

    /// What waits for the agent, as the documents tell that this command read or left
    /// behind, if that is worth saying.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        self.notice.text()
    }

    /// The command is about what waits for the agent, so nothing more is said of it.
    pub fn without_notice(&self) {
        self.notice.silence();
    }

    /// The agent that the command line names.
    #[must_use]
    pub fn named_agent(&self) -> Option<&AgentName> {
        self.settings.agent.as_ref()
    }

    /// Who asks for a change, with what command.
    ///
    /// # Errors
    /// As [`Session::agent`], and a name that looks like a credential where that is denied.
    pub fn origin(&self, message: Option<String>) -> Result<Origin> {
        let author = Author {
            agent: self.agent()?.to_string(),
            session: agent::session()?,
            pid: std::process::id(),
            uid: machine::uid(),
            host: machine::host(),
            ..Author::default()
        };
        for suspect in check_author(self.secrets()?, &author)? {
            self.say(&format!("warning: {}", suspect.text()));
        }
        // Values stay out of it: whoever waits would read them, and the lock file keeps them.
        let command = format!("ctx {}", self.verb);
        Ok(Origin { author, message, command })
    }
}
