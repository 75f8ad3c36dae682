//! The state of a run: agent, time, command line settings.

use std::cell::{Cell, OnceCell};

use anyhow::Result;

use crate::edit::secret::check_author;
use crate::error::{Failure, Kind};
use crate::kept::lease::Claimant;
use crate::kept::read_position::Reader;
use crate::log::agent::AgentName;
use crate::log::entry::{Author, Revision};
use crate::output::{Output, about};
use crate::platform::filesystem::native::Native;
use crate::platform::input::Source;
use crate::platform::machine::Machine;
use crate::session::agent::{self, Taken};
use crate::session::clock::now;
use crate::session::environment::is_set;
use crate::session::gate::Client;
use crate::session::heard::Heard;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::settings::Settings;
use crate::store::Origin;
use crate::store::volume::Volume;
use crate::text::timestamp::Timestamp;

/// The state of one command.
pub struct Session {
    pub(super) settings: Settings,
    /// The name of the verb, such as `task claim`.
    verb: String,
    /// The agent, once it has been determined.
    agent: OnceCell<Taken<AgentName>>,
    /// Its session, once that has been determined.
    id: OnceCell<Option<Taken<String>>>,
    machine: Machine,
    pub(super) volume: Box<dyn Volume>,
    pub(super) notice: Notice,
    pub(crate) reading: Reading,
    has_read_input: Cell<bool>,
    /// The last change that was committed.
    pub(super) committed: Cell<Option<Revision>>,
    /// Where notes go.
    pub heard: Heard,
    /// The client that a server works for.
    pub(super) client: Option<Client>,
}

impl Session {
    #[must_use]
    pub fn new(settings: Settings, verb: String) -> Self {
        Self::on(Box::new(Native), settings, verb)
    }

    /// Returns a session on a file system other than the machine's.
    #[must_use]
    pub fn on(volume: Box<dyn Volume>, settings: Settings, verb: String) -> Self {
        let (agent, id) = (OnceCell::new(), OnceCell::new());
        let (machine, notice, reading) = (Machine::default(), Notice::default(), Reading::default());
        Self {
            settings,
            verb,
            agent,
            id,
            machine,
            volume,
            notice,
            reading,
            has_read_input: Cell::new(false),
            committed: Cell::new(None),
            heard: Heard::default(),
            client: None,
        }
    }

    /// Returns the output, with the colors that were asked for.
    #[must_use]
    pub fn output(&self) -> Output {
        Output::new(self.settings.color.unwrap_or_default(), is_set("NO_COLOR"))
    }

    /// Whether only errors are printed.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.settings.quiet
    }

    /// Notes that a source is read. Standard input can be read once: a second reader would find it empty.
    ///
    /// # Errors
    /// Fails if it is standard input, and was read before.
    pub(super) fn take(&self, source: &Source) -> Result<()> {
        if *source == Source::StandardInput && self.has_read_input.replace(true) {
            let failure = Failure::new(Kind::Usage, "standard input cannot be read twice by one command");
            return Err(failure.hint("give one of them as a file").into());
        }
        Ok(())
    }

    /// Prints a note on standard error, unless `--quiet` is given.
    pub fn say(&self, text: &str) {
        self.say_with_hints(text, &[]);
    }

    /// As [`Session::say`], with hints. Commands in hints get `-c PATH` if the command line named one.
    pub fn say_with_hints(&self, text: &str, hints: &[String]) {
        if !self.settings.quiet {
            let hints: Vec<String> = hints.iter().map(|hint| self.command(hint)).collect();
            self.heard.note(text, &hints);
        }
    }

    /// Returns a hint whose command names the context as this command line did.
    #[must_use]
    pub fn command(&self, hint: &str) -> String {
        about(hint, self.settings.context.as_deref())
    }

    /// Returns the current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// Returns the name of the agent.
    ///
    /// # Errors
    /// Fails if a name in the environment is invalid.
    pub fn agent(&self) -> Result<AgentName> {
        Ok(self.agent_and_source()?.name)
    }

    /// Returns the agent with its session, as it acquires a lease. Only a session that the environment names
    /// counts: the jobs that one terminal runs exclude each other.
    ///
    /// # Errors
    /// As [`Session::agent`]; also fails if the session is not UTF-8.
    pub fn claimant(&self) -> Result<Claimant> {
        let named = agent::session()?.map(|session| session.name);
        Ok(Claimant { agent: self.agent()?, session: named.or_else(|| self.client.as_ref().map(|c| c.id.clone())) })
    }

    /// Returns the agent as it reads messages: all of its sessions that the environment does not name are one.
    ///
    /// # Errors
    /// As [`Session::claimant`].
    pub fn reader(&self) -> Result<Reader> {
        Ok(Reader { agent: self.agent()?, session: agent::session()?.map(|session| session.name) })
    }

    /// As [`Session::reader`], for an agent of a client that said its ID of the session. `client` names its agents.
    ///
    /// # Errors
    /// As [`Session::claimant`].
    pub fn reader_in(&self, client: Option<&str>, id: Option<String>) -> Result<Reader> {
        let (agent, session) = agent::by_client(self.agent_and_source()?, client, id)?;
        Ok(Reader { agent, session })
    }

    /// Returns the session ID of the agent, if it is known.
    ///
    /// # Errors
    /// As [`Session::id_and_source`].
    pub fn id(&self) -> Result<Option<String>> {
        Ok(self.id_and_source()?.map(|session| session.name))
    }

    /// Returns the name of the agent, and where it comes from.
    ///
    /// # Errors
    /// As [`Session::agent`].
    pub fn agent_and_source(&self) -> Result<Taken<AgentName>> {
        if let Some(name) = &self.settings.agent {
            return Ok(Taken { name: name.clone(), from: agent::OPTION });
        }
        if let Some(agent) = self.agent.get() {
            return Ok(agent.clone());
        }
        let agent = agent::from_environment(&self.machine)?;
        Ok(self.agent.get_or_init(|| agent).clone())
    }

    /// Returns the session ID of the agent, and where it comes from.
    ///
    /// # Errors
    /// Fails if it is not UTF-8, or as [`Session::agent`].
    pub fn id_and_source(&self) -> Result<Option<Taken<String>>> {
        if let Some(id) = self.id.get() {
            return Ok(id.clone());
        }
        let id = match (agent::session()?, &self.client) {
            (Some(named), _) => Some(named),
            (None, Some(client)) => Some(Taken { name: client.id.clone(), from: "the server" }),
            (None, None) => agent::session_of_nobody_named(&self.agent_and_source()?)?,
        };
        Ok(self.id.get_or_init(|| id).clone())
    }

    /// Returns the note about handoffs that are pending for the agent, according to the documents
    /// that this command has read or written.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        self.notice.text()
    }

    /// Turns off the note: the command itself is about handoffs.
    pub fn without_notice(&self) {
        self.notice.silence();
    }

    /// Returns the agent named on the command line.
    #[must_use]
    pub fn named_agent(&self) -> Option<&AgentName> {
        self.settings.agent.as_ref()
    }

    /// Returns the agent and the command that make a change.
    ///
    /// # Errors
    /// As [`Session::agent`]; also fails if a name looks like a credential and those are denied.
    pub fn origin(&self, message: Option<String>) -> Result<Origin> {
        let (agent, session) = (self.agent()?, self.id()?);
        let author = Author {
            agent: agent.to_string(),
            session,
            on_behalf_of: agent::on_behalf_of()?,
            watch: agent::watch()?,
            pid: std::process::id(),
            uid: self.machine.uid(),
            host: self.machine.host().to_owned(),
            ..Author::default()
        };
        for suspect in check_author(self.secrets()?, &author)? {
            self.say(&format!("warning: {}", suspect.text()));
        }
        // Values are left out: waiting processes print this, and the lock file stores it.
        let command = format!("ctx {}", self.verb);
        Ok(Origin { author, message, command })
    }
}
