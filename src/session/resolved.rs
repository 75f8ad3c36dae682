//! Settings as the command line gives them, else the environment, else the default.

use std::time::Duration;

use anyhow::Result;

use crate::edit::secret::Policy;
use crate::session::environment::parsed;
use crate::session::settings;
use crate::session::state::Session;
use crate::store::{Durability, Wait};
use crate::text::size;
use crate::text::size::Size;

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
