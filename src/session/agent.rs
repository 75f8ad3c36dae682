//! Determines the agent from the environment.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::platform::machine::Machine;
use crate::session::environment::{is_set, variable};

/// Variables that known agents set in the environment of their commands.
const MARKS: [(&str, &str); 5] = [
    ("CLAUDECODE", "claude-code"),
    ("CODEX_THREAD_ID", "codex"),
    ("CODEX_SANDBOX", "codex"),
    ("GEMINI_CLI", "gemini-cli"),
    ("CURSOR_AGENT", "cursor"),
];

/// Variables that contain the session ID of an agent.
const SESSIONS: [&str; 3] = ["CTX_SESSION", "CLAUDE_CODE_SESSION_ID", "CODEX_THREAD_ID"];

/// Returns `CTX_AGENT`, `AI_AGENT`, a known agent that is detected, or `user@host`; `machine` names the
/// user ID and the host.
///
/// # Errors
/// Fails if `CTX_AGENT` or `AI_AGENT` is not a valid name.
pub fn from_environment(machine: &Machine) -> Result<AgentName> {
    for name in ["CTX_AGENT", "AI_AGENT"] {
        if let Some(text) = variable(name)? {
            return text.parse().map_err(|e| Failure::new(Kind::Usage, format!("{name} is {text:?}: {e}")).into());
        }
    }
    let marked = MARKS.iter().find(|(mark, _)| is_set(mark));
    Ok(match marked {
        Some((_, agent)) => AgentName::from_lossy(agent),
        None => AgentName::from_lossy(&format!("{}@{}", user(machine), machine.host())),
    })
}

/// Returns the session ID of the agent, if there is one.
///
/// # Errors
/// Fails if it is not UTF-8.
pub fn session() -> Result<Option<String>> {
    for name in SESSIONS {
        if let Some(session) = variable(name)? {
            return Ok(Some(session.chars().take(128).collect()));
        }
    }
    Ok(None)
}

fn user(machine: &Machine) -> String {
    let named = ["USER", "LOGNAME"].into_iter().find_map(|name| variable(name).ok().flatten());
    named.unwrap_or_else(|| format!("uid-{}", machine.uid()))
}
