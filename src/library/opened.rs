//! What was resolved when a context was opened.

use std::path::PathBuf;
use std::sync::Arc;

use crate::edit::secret::Policy;
use crate::log::agent::AgentName;
use crate::platform::filesystem::native::Native;
use crate::store::Origin;
use crate::store::file::FileStore;

/// Called with what the command line would say on standard error.
pub type Notify = Arc<dyn Fn(&str) + Send + Sync>;

/// The store of a context, and who changes it.
pub struct Opened {
    pub store: FileStore<Native>,
    pub path: PathBuf,
    /// Without a message: each change adds its own.
    pub origin: Origin,
    pub agent: AgentName,
    pub secrets: Policy,
    pub notify: Notify,
}

impl Opened {
    /// What failed, and where.
    #[must_use]
    pub fn could_not(&self, what: &str) -> String {
        format!("could not {what} in {}", self.path.display())
    }
}
