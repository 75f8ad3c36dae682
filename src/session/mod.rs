//! What a run knows: where the context is, who acts, what time it is. The only
//! reader of the environment and of the clock.

mod agent;
mod audit_key;
mod editing;
mod locate;
mod notice;
pub mod settings;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::model::Timestamp;
use crate::model::agent::AgentName;
use crate::model::entry::Author;
use crate::model::key_path::KeyPath;
use crate::model::redaction::Salt;
use crate::model::secret::Policy;
use crate::output::Output;
use crate::store::filesystem::native::Native;
use crate::store::volume::Volume;
use crate::store::{Durability, Options, Origin, Store, Wait, machine};
use notice::Notice;
use settings::Settings;

/// The variable by which a command that `ctx lock` runs knows the lock.
pub const INHERITED_LOCK: &str = "CTX_LOCK_FD";

/// The largest document by default, in bytes: 10 MiB.
const MAX_SIZE: u64 = 10 * 1024 * 1024;

/// The length from which on a log is rotated by default, in bytes: 64 MiB.
const LOG_MAX: u64 = 64 * 1024 * 1024;

/// The surroundings of one command.
pub struct Session {
    settings: Settings,
    volume: Box<dyn Volume>,
    notice: Notice,
    pub out: Output,
}

impl Session {
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let no_color = variable("NO_COLOR").is_some();
        let out = Output::new(settings.color.unwrap_or_default(), no_color, settings.quiet);
        Self { settings, volume: Box::new(Native), notice: Notice::default(), out }
    }

    /// A session whose context is on another file system than the machine's, and
    /// whose data goes somewhere else than to standard output.
    #[must_use]
    pub fn on(volume: Box<dyn Volume>, settings: Settings, out: Output) -> Self {
        Self { settings, volume, notice: Notice::default(), out }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        chrono::Utc::now()
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
        match &self.settings.agent {
            Some(agent) => Ok(agent.clone()),
            None => agent::from_environment(),
        }
    }

    /// What waits for the agent, as the documents tell that this command read or left
    /// behind, if that is worth saying.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        if variable("CTX_NOTIFY").is_some_and(|value| value == "0") {
            return None;
        }
        self.notice.text()
    }

    /// The command is about what waits for the agent, so nothing more is said of it.
    pub fn without_notice(&mut self) {
        self.notice.silence();
    }

    /// The largest document and the longest input, in bytes.
    ///
    /// # Errors
    /// `CTX_MAX_SIZE` is no number.
    pub fn max_size(&self) -> Result<u64> {
        parsed("CTX_MAX_SIZE", "a number of bytes", |text| text.parse().ok()).map(|size| size.unwrap_or(MAX_SIZE))
    }

    /// The longest log that nothing need be done about, in bytes.
    ///
    /// # Errors
    /// `CTX_LOG_MAX` is no number.
    pub fn log_max(&self) -> Result<u64> {
        parsed("CTX_LOG_MAX", "a number of bytes", |text| text.parse().ok()).map(|size| size.unwrap_or(LOG_MAX))
    }

    /// The path that an argument means: in the namespace, taken literally if asked.
    ///
    /// # Errors
    /// It does not parse.
    pub fn path(&self, argument: &str) -> Result<KeyPath> {
        let path = if self.settings.literal {
            if argument.is_empty() {
                return Err(Failure::new(Kind::Usage, "the path is empty; the whole document is .").into());
            }
            KeyPath::key(argument)
        } else {
            parse_path(argument)?
        };
        Ok(self.namespace()?.join(path))
    }

    /// The paths that several arguments mean.
    ///
    /// # Errors
    /// As [`Session::path`].
    pub fn paths<T: AsRef<str>>(&self, arguments: &[T]) -> Result<Vec<KeyPath>> {
        arguments.iter().map(|argument| self.path(argument.as_ref())).collect()
    }

    /// The namespace, or the whole document.
    ///
    /// # Errors
    /// An empty name.
    pub fn namespace(&self) -> Result<KeyPath> {
        match self.settings.namespace.clone().or_else(|| variable("CTX_NAMESPACE")) {
            None => Ok(KeyPath::root()),
            Some(name) if name.is_empty() => Err(Failure::new(Kind::Usage, "the namespace is empty").into()),
            Some(name) => Ok(KeyPath::key(name)),
        }
    }

    /// Where the context is.
    ///
    /// # Errors
    /// None was named, and none was found.
    pub fn file(&self) -> Result<PathBuf> {
        match self.named_file() {
            Some(path) => Ok(path),
            None => locate::search(),
        }
    }

    /// The file that the command line or the environment names.
    #[must_use]
    pub fn named_file(&self) -> Option<PathBuf> {
        let from_environment = || std::env::var_os("CTX_FILE").filter(|f| !f.is_empty()).map(PathBuf::from);
        self.settings.file.clone().or_else(from_environment)
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
        let quiet = self.settings.quiet;
        let options = Options {
            durability: self.durability()?,
            wait: self.wait()?,
            inherited_lock: inherited_lock()?,
            lock_to_read: !self.settings.no_lock,
            max_size: self.max_size()?,
            log_max: self.log_max()?,
            audit_key: audit_key::from_environment()?,
            now: chrono::Utc::now,
            observe: self.notice.observer(self.agent().ok()),
            report: Box::new(move |text| {
                if !quiet {
                    crate::output::say(&format!("ctx: {text}"));
                }
            }),
        };
        self.volume.open(path, options)
    }

    /// Who asks for a change, with what command.
    ///
    /// # Errors
    /// As [`Session::agent`].
    pub fn origin(&self, message: Option<String>) -> Result<Origin> {
        let author = Author {
            agent: self.agent()?.to_string(),
            session: agent::session(),
            pid: std::process::id(),
            uid: machine::uid(),
            host: machine::host(),
            ..Author::default()
        };
        let words: Vec<String> = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
        // Who waits need not see a secret.
        let shown =
            if words.iter().any(|word| word == "--redact") { "set --redact".to_owned() } else { words.join(" ") };
        let command: String = format!("ctx {shown}").chars().take(120).collect();
        Ok(Origin { author, message, command })
    }

    /// What to do about what looks like a credential.
    ///
    /// # Errors
    /// `CTX_SECRETS` is no policy.
    pub fn secrets(&self) -> Result<Policy> {
        let word = |text: &str| Policy::ALL.iter().find(|(name, _)| *name == text).map(|(_, policy)| *policy);
        parsed("CTX_SECRETS", "warn, deny or off", word).map(Option::unwrap_or_default)
    }

    fn durability(&self) -> Result<Durability> {
        let word = |text: &str| Durability::ALL.iter().find(|(name, _)| *name == text).map(|(_, d)| *d);
        let from_environment = || parsed("CTX_DURABILITY", "full, log or fast", word);
        self.settings.durability.map_or_else(from_environment, |d| Ok(Some(d))).map(Option::unwrap_or_default)
    }

    /// How long the command line says to wait, for whatever it waits for.
    #[must_use]
    pub fn patience(&self) -> Option<std::time::Duration> {
        self.settings.wait
    }

    /// Does what waits for the lock no longer than this, however long others may.
    ///
    /// # Errors
    /// `CTX_WAIT` is no duration; those of what is done.
    pub fn waiting_at_most<T>(
        &mut self,
        limit: std::time::Duration,
        act: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let Wait::For(patience) = self.wait()? else { return act(self) };
        let before = self.settings.wait.replace(patience.min(limit));
        let done = act(self);
        self.settings.wait = before;
        done
    }

    fn wait(&self) -> Result<Wait> {
        if self.settings.no_wait {
            return Ok(Wait::Never);
        }
        let duration = |text: &str| humantime::parse_duration(text).ok();
        let from_environment = || parsed("CTX_WAIT", "a duration such as 10s or 2m", duration);
        let limit = self.settings.wait.map_or_else(from_environment, |w| Ok(Some(w)))?;
        Ok(Wait::For(limit.unwrap_or(settings::WAIT)))
    }
}

/// # Errors
/// A path that does not parse: what is wrong, a caret under the place, and what to write instead.
pub fn parse_path(argument: &str) -> Result<KeyPath> {
    argument.parse().map_err(|e: crate::model::path_syntax::PathError| {
        let failure = Failure::new(Kind::Usage, format!("could not read the path: {e}"))
            .fact("path", argument)
            .fact("offset", e.offset);
        match &e.suggestion {
            Some(suggestion) => failure.hint(format!("write '{suggestion}', or give --literal for one key")),
            None => failure.hint("a.b[0].c, [\"any key\"], or a JSON Pointer: /a/b/0/c"),
        }
        .into()
    })
}

/// The descriptor of the lock that `ctx lock` holds for this process.
fn inherited_lock() -> Result<Option<u32>> {
    parsed(INHERITED_LOCK, "the number of a descriptor", |text| text.parse().ok())
}

/// A variable of the environment that is set and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn parsed<T>(name: &str, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(text) = variable(name) else { return Ok(None) };
    match parse(&text) {
        Some(value) => Ok(Some(value)),
        None => Err(Failure::new(Kind::Usage, format!("{name} is {text:?}, which is not {wanted}")).into()),
    }
}
