//! Settings from the command line, the environment or the defaults, in this order.

use std::time::Duration;

use anyhow::Result;

use crate::edit::secret::Policy;
use crate::session::environment::parsed;
use crate::session::settings;
use crate::session::state::Session;
use crate::store::{Durability, Wait};
use crate::text::duration::parse_duration;
use crate::text::size;
use crate::text::size::Size;

/// The default size limit of a document: 10 MiB.
const MAX_SIZE: Size = Size::DEFAULT;

/// The default length in bytes from which a segment is compressed: 1 MiB.
const COMPRESS_FROM: u64 = 1024 * 1024;

/// The default size at which the log is rotated: 64 MiB.
const LOG_MAX: Size = Size::new(64 * 1024 * 1024);

impl Session {
    /// Returns the size limit of a document without one of its own.
    ///
    /// # Errors
    /// Fails if `CTX_MAX_SIZE` is not a size, or above the maximum.
    pub fn max_size(&self) -> Result<Size> {
        let wanted = format!("a size such as 20M, up to {}", Size::new(size::MOST));
        parsed("CTX_MAX_SIZE", &wanted, |text| size::parse_limit(text).ok()).map(|size| size.unwrap_or(MAX_SIZE))
    }

    /// Returns the size at which the log is rotated.
    ///
    /// # Errors
    /// Fails if `CTX_LOG_MAX` is not a size.
    pub fn log_max(&self) -> Result<Size> {
        parsed("CTX_LOG_MAX", "a size such as 20M", |text| text.parse().ok()).map(|size| size.unwrap_or(LOG_MAX))
    }

    /// Returns the length in bytes from which a closed segment of the log is compressed.
    ///
    /// # Errors
    /// Fails if `CTX_LOG_COMPRESS` is neither a size nor `off`.
    pub fn compress_from(&self) -> Result<u64> {
        let from = |text: &str| if text == "off" { Some(u64::MAX) } else { text.parse().ok().map(Size::bytes) };
        parsed("CTX_LOG_COMPRESS", "a size such as 20M, or off", from).map(|from| from.unwrap_or(COMPRESS_FROM))
    }

    /// Returns what to do about apparent credentials.
    ///
    /// # Errors
    /// Fails if `CTX_SECRETS` is not a policy.
    pub fn secrets(&self) -> Result<Policy> {
        let word = |text: &str| Policy::ALL.iter().find(|(name, _)| *name == text).map(|(_, policy)| *policy);
        parsed("CTX_SECRETS", "warn, deny or off", word).map(Option::unwrap_or_default)
    }

    pub(crate) fn durability(&self) -> Result<Durability> {
        let word = |text: &str| Durability::ALL.iter().find(|(name, _)| *name == text).map(|(_, d)| *d);
        let from_environment = || parsed("CTX_DURABILITY", "full, log or fast", word);
        self.settings.durability.map_or_else(from_environment, |d| Ok(Some(d))).map(Option::unwrap_or_default)
    }

    /// Returns the value of `--wait`, for whatever the verb waits for.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.settings.wait
    }

    pub(crate) fn wait(&self) -> Result<Wait> {
        if self.settings.no_wait {
            return Ok(Wait::Never);
        }
        let duration = |text: &str| parse_duration(text).ok();
        let from_environment = || parsed("CTX_WAIT", "a duration such as 10s or 2m", duration);
        let limit = self.settings.wait.map_or_else(from_environment, |w| Ok(Some(w)))?;
        Ok(Wait::For(limit.unwrap_or(settings::WAIT)))
    }
}
