//! What the environment sets, and the command line instead of it.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::Result;

use crate::edit::secret::Policy;
use crate::error::{Failure, Kind};
use crate::session::{Session, settings};
use crate::store::{Durability, InheritedLock, Wait};
use crate::text::size;
use crate::text::size::Size;

/// The variable by which a command that `ctx lock` runs knows the lock.
pub const INHERITED_LOCK: &str = "CTX_LOCK_FD";

/// The lock file that it is.
pub const INHERITED_LOCK_FILE: &str = "CTX_LOCK_FILE";

/// How large a document may become by default: 10 MiB.
const MAX_SIZE: Size = Size::DEFAULT;

/// The length from which on a log is rotated by default: 64 MiB.
const LOG_MAX: Size = Size::new(64 * 1024 * 1024);

impl Session {
    /// How large a document may become that declares no limit.
    ///
    /// # Errors
    /// `CTX_MAX_SIZE` is no size, or larger than any document may be.
    pub fn max_size(&self) -> Result<Size> {
        let wanted = format!("a size such as 20M, up to {}", Size::new(size::MOST));
        parsed("CTX_MAX_SIZE", &wanted, |text| size::parse_limit(text).ok()).map(|size| size.unwrap_or(MAX_SIZE))
    }

    /// The longest log that nothing need be done about.
    ///
    /// # Errors
    /// `CTX_LOG_MAX` is no size.
    pub fn log_max(&self) -> Result<Size> {
        parsed("CTX_LOG_MAX", "a size such as 20M", |text| text.parse().ok()).map(|size| size.unwrap_or(LOG_MAX))
    }

    /// What to do about what looks like a credential.
    ///
    /// # Errors
    /// `CTX_SECRETS` is no policy.
    pub fn secrets(&self) -> Result<Policy> {
        let word = |text: &str| Policy::ALL.iter().find(|(name, _)| *name == text).map(|(_, policy)| *policy);
        parsed("CTX_SECRETS", "warn, deny or off", word).map(Option::unwrap_or_default)
    }

    pub(crate) fn durability(&self) -> Result<Durability> {
        let word = |text: &str| Durability::ALL.iter().find(|(name, _)| *name == text).map(|(_, d)| *d);
        let from_environment = || parsed("CTX_DURABILITY", "full, log or fast", word);
        self.settings.durability.map_or_else(from_environment, |d| Ok(Some(d))).map(Option::unwrap_or_default)
    }

    /// How long the command line says to wait, for whatever it waits for.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.settings.wait
    }

    /// Does what waits for the lock no longer than this, however long others may.
    ///
    /// # Errors
    /// `CTX_WAIT` is no duration; those of what is done.
    pub fn waiting_at_most<T>(&mut self, limit: Duration, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let Wait::For(patience) = self.wait()? else { return act(self) };
        let before = self.settings.wait.replace(patience.min(limit));
        let done = act(self);
        self.settings.wait = before;
        done
    }

    /// From now on nothing waits for the lock, whatever was asked for.
    pub fn without_waiting(&mut self) {
        self.settings.no_wait = true;
    }

    pub(crate) fn wait(&self) -> Result<Wait> {
        if self.settings.no_wait {
            return Ok(Wait::Never);
        }
        let duration = |text: &str| humantime::parse_duration(text).ok();
        let from_environment = || parsed("CTX_WAIT", "a duration such as 10s or 2m", duration);
        let limit = self.settings.wait.map_or_else(from_environment, |w| Ok(Some(w)))?;
        Ok(Wait::For(limit.unwrap_or(settings::WAIT)))
    }
}

/// The lock that `ctx lock` holds for this process.
pub(crate) fn inherited_lock() -> Result<Option<InheritedLock>> {
    let descriptor = parsed(INHERITED_LOCK, "a file descriptor number", |text| text.parse().ok())?;
    let file = variable(INHERITED_LOCK_FILE)?;
    Ok(descriptor.map(|descriptor| InheritedLock { descriptor, file }))
}

/// A variable of the environment that is set and not empty.
///
/// # Errors
/// It is not UTF-8: whoever set it meant something, and nobody can tell what.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    let text = value.into_string();
    let why = |value: OsString| format!("{name} is {}, which is not UTF-8", value.display());
    text.map(Some).map_err(|value| Failure::new(Kind::Usage, why(value)).hint(format!("unset {name}")).into())
}

/// Whether a variable is set and not empty, whatever it holds.
pub(crate) fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn parsed<T>(name: &str, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(text) = variable(name)? else { return Ok(None) };
    match parse(&text) {
        Some(value) => Ok(Some(value)),
        None => Err(Failure::new(Kind::Usage, format!("{name} is {text:?}, which is not {wanted}")).into()),
    }
}
