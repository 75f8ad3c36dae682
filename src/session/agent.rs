//! Who acts, as far as the environment tells.

use anyhow::Result;

use super::environment::variable;
use crate::error::{Failure, Kind};
use crate::model::agent::AgentName;
use crate::store::machine;

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
        if let Some(text) = variable(name) {
            return text.parse().map_err(|e| Failure::new(Kind::Usage, format!("{name} is {text:?}: {e}")).into());
        }
    }
    let marked = MARKS.iter().find(|(mark, _)| variable(mark).is_some());
    Ok(match marked {
        Some((_, agent)) => AgentName::from_lossy(agent),
        None => AgentName::from_lossy(&format!("{}@{}", user(), machine::host())),
    })
}

/// The session of the agent, if it names one.
pub fn session() -> Option<String> {
    SESSIONS.iter().find_map(|name| variable(name)).map(|s| s.chars().take(128).collect())
}

fn user() -> String {
    variable("USER").or_else(|| variable("LOGNAME")).unwrap_or_else(|| format!("uid-{}", machine::uid()))
}
