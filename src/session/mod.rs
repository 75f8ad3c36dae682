//! What a run knows: where the context is, who acts, what time it is. The only
//! reader of the environment and of the clock.

mod agent;
mod answered;
mod audit_key;
pub mod choice;
mod editing;
mod environment;
pub mod git;
pub mod inputs;
mod locate;
mod notice;
mod place;
pub mod settings;
pub mod transaction;
mod trust;
pub mod under_lease;
pub mod waiting;
mod worktree;

use std::cell::{Cell, OnceCell};
use std::path::Path;

use anyhow::Result;

use crate::edit::secret::check_author;
use crate::error::{Failure, Kind};
use crate::kept::redaction::Salt;
use crate::log::agent::AgentName;
use crate::log::entry::{Author, Revision};
use crate::output::Output;
use crate::platform::filesystem::native::Native;
use crate::platform::machine;
pub use crate::session::environment::{INHERITED_LOCK, INHERITED_LOCK_FILE};
use crate::session::environment::{inherited_lock, is_set, variable};
use crate::session::notice::Notice;
pub use crate::session::place::parse_path;
use crate::session::settings::Settings;
use crate::store::volume::Volume;
use crate::store::{Options, Origin, Store};
use crate::text::timestamp::Timestamp;

/// The time, before 1970 too, where a machine without a battery may begin.
fn now() -> Timestamp {
    std::time::SystemTime::now().into()
}

/// The surroundings of one command.
pub struct Session {
    settings: Settings,
    /// The words of the verb that runs: `task claim`.
    verb: String,
    /// Who acts, as soon as the environment was asked.
    agent: OnceCell<AgentName>,
    volume: Box<dyn Volume>,
    notice: Notice,
    /// The last change that was committed.
    committed: Cell<Option<Revision>>,
    pub out: Output,
}

impl Session {
    #[must_use]
    pub fn new(settings: Settings, verb: String) -> Self {
        let no_color = is_set("NO_COLOR");
        let out = Output::new(settings.color.unwrap_or_default(), no_color, settings.quiet);
        Self::on(Box::new(Native), settings, verb, out)
    }

    /// A session whose context is on another file system than the machine's, and
    /// whose data goes somewhere else than to standard output.
    #[must_use]
    pub fn on(volume: Box<dyn Volume>, settings: Settings, verb: String, out: Output) -> Self {
        let (agent, notice, committed) = (OnceCell::new(), Notice::default(), Cell::new(None));
        Self { settings, verb, agent, volume, notice, committed, out }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// Random digits that are nowhere else.
    ///
    /// # Errors
    /// The system has none.
    pub fn salt(&self) -> Result<Salt> {
        let salt = machine::random();
        salt.map_err(|e| Failure::new(Kind::Io, format!("could not get random bytes: {e}")).into())
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
    pub fn without_notice(&mut self) {
        self.notice.silence();
    }

    /// The agent that the command line names.
    #[must_use]
    pub fn named_agent(&self) -> Option<&AgentName> {
        self.settings.agent.as_ref()
    }

    /// The store at a place where none is yet: its directory is made, and if it is
    /// ctx's own, kept out of git.
    ///
    /// # Errors
    /// The directory cannot be made.
    pub fn prepare(&self, path: &Path, own_directory: bool, mode: u32) -> Result<Box<dyn Store>> {
        self.volume.make_directory(path, own_directory, mode)?;
        self.store_at(path)
    }

    /// The store at the place where the context is.
    ///
    /// # Errors
    /// As [`Session::file`], and settings that are none.
    pub fn store(&self) -> Result<Box<dyn Store>> {
        self.store_at(&self.file()?)
    }

    /// The store at a place.
    ///
    /// # Errors
    /// Settings that are none, or a path that leads to no file.
    pub fn store_at(&self, path: &Path) -> Result<Box<dyn Store>> {
        if variable("CTX_NOTIFY")?.is_some_and(|value| value == "0") {
            self.notice.silence();
        }
        // A name that is none is told by what needs one; what is not even text, by everything.
        for name in ["CTX_AGENT", "AI_AGENT"] {
            variable(name)?;
        }
        let (quiet, agent) = (self.settings.quiet, self.agent().ok());
        let options = Options {
            durability: self.durability()?,
            wait: self.wait()?,
            inherited_lock: inherited_lock()?,
            lock_to_read: !self.settings.no_lock,
            max_size: self.max_size()?,
            log_max: self.log_max()?.bytes(),
            audit_key: audit_key::from_environment()?,
            now,
            observe: self.notice.observer(agent),
            report: Box::new(move |text| {
                if !quiet {
                    crate::output::note(text, &[]);
                }
            }),
            insist: Box::new(|text| crate::output::note(text, &[])),
        };
        self.volume.open(path, options)
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
            self.out.say(&format!("warning: {}", suspect.text()));
        }
        // Values stay out of it: whoever waits would read them, and the lock file keeps them.
        let command = format!("ctx {}", self.verb);
        Ok(Origin { author, message, command })
    }
}
