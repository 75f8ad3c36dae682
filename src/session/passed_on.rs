//! What the command line names, for the commands that this one runs.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
pub use crate::session::agent::{ON_BEHALF_OF, WATCH};
use crate::session::environment::is_set;
use crate::session::place::FILES;
use crate::session::state::Session;

/// The environment variables that stand for options of the command line.
#[derive(Debug)]
pub struct PassedOn(Vec<(&'static str, OsString)>);

impl PassedOn {
    /// The variables, as a command gets them.
    pub fn as_environment(&self) -> impl Iterator<Item = (&str, Option<&OsStr>)> {
        self.0.iter().map(|(name, value)| (*name, Some(value.as_os_str())))
    }
}

impl Session {
    /// Returns the context of this command, and the namespace and the agent that the command line names. An option
    /// of the command that gets them comes before them.
    ///
    /// # Errors
    /// Fails if the working directory cannot be determined.
    pub fn passed_on(&self, file: &Path) -> Result<PassedOn> {
        // The command may change its directory.
        let path = std::path::absolute(file)
            .map_err(|e| Failure::new(Kind::Io, format!("could not determine the path of {}: {e}", file.display())))?;
        // Only variables in use: a command may set one for another context, but two that differ are refused.
        let in_use = FILES.into_iter().filter(|name| is_set(name));
        let in_use: Vec<_> = if is_set("CTX_CONTEXT") { in_use.collect() } else { vec!["CTX_FILE"] };
        let mut named: Vec<_> = in_use.into_iter().map(|name| (name, path.clone().into_os_string())).collect();
        if let Some(namespace) = &self.settings.namespace {
            named.push(("CTX_NAMESPACE", namespace.into()));
        }
        if let Some(agent) = &self.settings.agent {
            named.push(("CTX_AGENT", agent.as_str().into()));
        }
        Ok(PassedOn(named))
    }
}
