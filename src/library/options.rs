//! How a context is opened.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Failure, Kind};
use crate::library::opened::{Notify, Opened};
use crate::platform::filesystem::native::Native;
use crate::session::Session;
use crate::session::settings::Settings;
use crate::store::Durability;
use crate::store::file::FileStore;

/// How a context is opened: who acts, how long to wait, what a change survives.
///
/// What is not set here is as on the command line: `CTX_AGENT`, `CTX_WAIT`, `CTX_DURABILITY`,
/// `CTX_MAX_SIZE` and the other variables of the environment, else the default.
///
/// ```
/// # let directory = std::env::temp_dir().join(format!("ctx-doc-options-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// use ctxfile::{Context, Durability};
/// use std::time::Duration;
///
/// let context = Context::options()
///     .agent("planner")
///     .durability(Durability::Log)
///     .wait(Duration::from_secs(2))
///     .open(directory.join("context.json"))?;
/// context.set("plan.step", 1)?;
/// assert_eq!(context.entries(Default::default())?[0].agent(), "planner");
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
#[must_use]
pub struct Options {
    agent: Option<String>,
    settings: Settings,
    notify: Option<Notify>,
}

impl Options {
    /// Who acts: each record of the log names the agent. At most 128 of `A-Z a-z 0-9 . _ @ : / -`.
    pub fn agent(mut self, name: impl Into<String>) -> Self {
        self.agent = Some(name.into());
        self
    }

    /// What a change survives.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.settings.durability = Some(durability);
        self
    }

    /// How long to wait for the lock before [`ErrorKind::TimedOut`](crate::ErrorKind::TimedOut).
    pub fn wait(mut self, limit: Duration) -> Self {
        self.settings.wait = Some(limit);
        self
    }

    /// Called with what the command line would say on standard error: recovery, bytes that were
    /// kept, suspected credentials. Without it, nothing is said.
    pub fn on_notice(mut self, notify: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.notify = Some(Arc::new(notify));
        self
    }

    /// Asks the environment for what was not set.
    pub(crate) fn resolved(self, path: &Path) -> anyhow::Result<Opened> {
        let Self { agent, mut settings, notify } = self;
        let invalid = |name: &str, why: String| Failure::new(Kind::Usage, format!("the agent is {name:?}: {why}"));
        let parsed = agent.map(|name| name.parse().map_err(|e| invalid(&name, format!("{e}"))));
        settings.agent = parsed.transpose()?;
        let session = Session::new(settings, String::new());
        let mut origin = session.origin(None)?;
        origin.command = program();
        let (agent, secrets) = (session.agent()?, session.secrets()?);
        let mut options = session.store_options(session.wait()?)?;
        let notify = notify.unwrap_or_else(|| Arc::new(|_: &str| {}));
        let (report, insist) = (Arc::clone(&notify), Arc::clone(&notify));
        options.report = Box::new(move |text| report(text));
        options.insist = Box::new(move |text| insist(text));
        let store = FileStore::open(Native, path, options)?;
        Ok(Opened { store, path: path.to_owned(), origin, agent, secrets, notify })
    }
}

/// The name of this program, for those who wait for the lock meanwhile.
fn program() -> String {
    let program = std::env::args_os().next().unwrap_or_default();
    let name = Path::new(&program).file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
