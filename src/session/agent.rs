//! Who acts, as far as the environment tells.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::platform::machine;
use crate::session::environment::{is_set, variable};

/// Variables that known agents leave in the environment of what they start.
const MARKS: [(&str, &str); 5] = [
    ("CLAUDECODE", "claude-code"),
    ("CODEX_THREAD_ID", "codex"),
    ("CODEX_SANDBOX", "codex"),
    ("GEMINI_CLI", "gemini-cli"),
    ("CURSOR_AGENT", "cursor"),
];

/// Variables that name the session of an agent.
const SESSIONS: [&str; 3] = ["CTX_SESSION", "CLAUDE_CODE_SESSION_ID", "CODEX_THREAD_ID"];

/// `CTX_AGENT`, else `AI_AGENT`, else a known agent's mark, else `user@host`.
///
/// # Errors
/// `CTX_AGENT` or `AI_AGENT` holds no agent's name.
pub fn from_environment() -> Result<AgentName> {
    for name in ["CTX_AGENT", "AI_AGENT"] {
        if let Some(text) = variable(name)? {
            return text.parse().map_err(|e| Failure::new(Kind::Usage, format!("{name} is {text:?}: {e}")).into());
        }
    }
    let marked = MARKS.iter().find(|(mark, _)| is_set(mark));
    Ok(match marked {
        Some((_, agent)) => AgentName::from_lossy(agent),
        None => AgentName::from_lossy(&format!("{}@{}", user(), machine::host())),
    })
}

/// The session of the agent, if it names one.
///
/// # Errors
/// A name that is not UTF-8.
pub fn session() -> Result<Option<String>> {
    for name in SESSIONS {
        if let Some(session) = variable(name)? {
            return Ok(Some(session.chars().take(128).collect()));
        }
    }
    Ok(None)
}

fn user() -> String {
    let named = ["USER", "LOGNAME"].into_iter().find_map(|name| variable(name).ok().flatten());
    named.unwrap_or_else(|| format!("uid-{}", machine::uid()))
}
