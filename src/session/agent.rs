//! Determines the agent from the environment.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::log::digest::Digest;
use crate::platform::filesystem::FileSystem as _;
use crate::platform::filesystem::native::Native;
use crate::platform::machine::{Machine, process_session};
use crate::session::environment::{is_set, variable};

/// Variables that known agents set in the environment of their commands.
const MARKS: [(&str, &str); 5] = [
    ("CLAUDECODE", "claude-code"),
    ("CODEX_THREAD_ID", "codex"),
    ("CODEX_SANDBOX", "codex"),
    ("GEMINI_CLI", "gemini-cli"),
    ("CURSOR_AGENT", "cursor"),
];

/// Variables that name the agent.
const NAMED: [&str; 2] = ["CTX_AGENT", "AI_AGENT"];

/// Variables that contain the session ID of an agent.
const SESSIONS: [&str; 3] = ["CTX_SESSION", "CLAUDE_CODE_SESSION_ID", "CODEX_THREAD_ID"];

/// The longest ID that is recorded as it is, in bytes.
const MOST: usize = 128;

/// The variable that names the agent whose change has a command run.
pub const ON_BEHALF_OF: &str = "CTX_ON_BEHALF_OF";

/// The variable that names the `ctx watch` that runs a command.
pub const WATCH: &str = "CTX_WATCH";

/// Where a name on the command line comes from.
pub const OPTION: &str = "--agent";

/// Where `user@host` comes from.
const USER_AND_HOST: &str = "the user and the host";

/// A name, and the variable that it was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<T> {
    pub name: T,
    pub from: &'static str,
}

/// Returns `CTX_AGENT`, `AI_AGENT`, a known agent that is detected, or `user@host`; `machine` names the
/// user ID and the host.
///
/// # Errors
/// Fails if `CTX_AGENT` or `AI_AGENT` is not a valid name.
pub fn from_environment(machine: &Machine) -> Result<Taken<AgentName>> {
    for from in NAMED {
        if let Some(text) = variable(from)? {
            let name = text.parse().map_err(|e| Failure::new(Kind::Usage, format!("{from} is {text:?}: {e}")))?;
            return Ok(Taken { name, from });
        }
    }
    if let Some((from, agent)) = MARKS.iter().find(|(mark, _)| is_set(mark)) {
        return Ok(Taken { name: AgentName::from_lossy(agent), from });
    }
    let name = AgentName::from_lossy(&format!("{}@{}", user(machine), machine.host()));
    Ok(Taken { name, from: USER_AND_HOST })
}

/// Returns the session of an agent that nobody named: two terminals of one user are two agents. The ID is that of
/// the process session, its PID namespace and the boot, hashed. `None` for an agent that has a name of its own.
///
/// # Errors
/// Fails if the boot cannot be determined.
pub fn session_of_nobody_named(agent: &Taken<AgentName>) -> Result<Option<Taken<String>>> {
    let Some(id) = process_session().filter(|_| agent.from == USER_AND_HOST) else { return Ok(None) };
    let boot = Native.boot_id()?;
    let name = Digest::of(format!("{boot} {id}").as_bytes()).short();
    Ok(Some(Taken { name, from: "the process session" }))
}

/// Returns the session ID that the environment names, if there is one.
///
/// # Errors
/// Fails if it is not UTF-8.
pub fn session() -> Result<Option<Taken<String>>> {
    for from in SESSIONS {
        if let Some(session) = variable(from)? {
            return Ok(Some(Taken { name: bounded(session), from }));
        }
    }
    Ok(None)
}

/// Returns the name and the session of an agent by what its client said of them. What the user named comes first.
///
/// # Errors
/// As [`session`].
pub fn by_client(
    agent: Taken<AgentName>,
    client: Option<&str>,
    id: Option<String>,
) -> Result<(AgentName, Option<String>)> {
    let is_chosen = agent.from == OPTION || NAMED.contains(&agent.from);
    let name = client.filter(|_| !is_chosen).map_or(agent.name, AgentName::from_lossy);
    let named = session()?;
    let is_named = named.as_ref().is_some_and(|session| session.from == "CTX_SESSION");
    Ok((name, id.filter(|_| !is_named).map(bounded).or_else(|| named.map(|session| session.name))))
}

/// Returns an ID as it is recorded. A long one is hashed: cut, it would be that of another session too.
fn bounded(id: String) -> String {
    if id.len() <= MOST { id } else { format!("sha256:{}", Digest::of(id.as_bytes())) }
}

/// Returns the agent whose change has this command run.
///
/// # Errors
/// Fails if the variable is not UTF-8.
pub fn on_behalf_of() -> Result<Option<String>> {
    Ok(variable(ON_BEHALF_OF)?.map(|name| AgentName::from_lossy(&name).to_string()))
}

/// Returns the `ctx watch` that runs this command.
///
/// # Errors
/// Fails if the variable is not UTF-8.
pub fn watch() -> Result<Option<String>> {
    Ok(variable(WATCH)?.map(bounded))
}

fn user(machine: &Machine) -> String {
    let named = ["USER", "LOGNAME"].into_iter().find_map(|name| variable(name).ok().flatten());
    named.unwrap_or_else(|| format!("uid-{}", machine.uid()))
}
