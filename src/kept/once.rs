//! Commands that run once (`ctx once`), whoever asks for them.
//!
//! The runner holds a lease meanwhile (see [`crate::kept::lease`]). The result is kept.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::{Kept, deserialized};
use crate::kept::lease::Lease;
use crate::kept::tidied::find::{Removed, removed};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::log::name::{Name, NotAName};
use crate::platform::child::Exit;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// How the name of the lease of a run begins.
const LEASE: &str = "once:";

/// The result of a run, as `_ctx.once` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Once {
    pub name: Name,
    pub by: AgentName,
    pub at: String,
    /// The exit code of the command.
    pub exit_code: u8,
    /// The signal that killed the command, so nobody knows how far it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
}

/// The state of a command that runs once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has run it.
    Open,
    /// Somebody runs it.
    Running(Lease),
    /// The runner died, or stopped before it recorded the result.
    Abandoned(Lease),
    Done(Once),
    /// It ran; this revision removed the result, and the log no longer has it.
    Forgotten(Revision),
}

impl Kept for Once {
    const MEMBER: &'static str = "once";
    const NOUN: &'static str = "result of a run";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.name.to_string()
    }
}

impl Once {
    /// Returns the current state.
    ///
    /// # Errors
    /// Fails if an entry in `_ctx` is invalid: it was edited without ctx.
    pub fn standing(document: &Document, history: &dyn History, name: &Name, now: Timestamp) -> Result<Standing> {
        let lease = Lease::get(document, &Self::lease(name)?)?;
        if let Some(lease) = lease.filter(|lease| lease.holder.is_some()) {
            let running = lease.holder_at(now).is_some();
            return Ok(if running { Standing::Running(lease) } else { Standing::Abandoned(lease) });
        }
        if let Some(once) = Self::get(document, name)? {
            return Ok(Standing::Done(once));
        }
        Ok(match removed(document, history, name.as_str(), &|once: &Self| once.name == *name)? {
            None => Standing::Open,
            Some(Removed::Entry(once)) => Standing::Done(once),
            Some(Removed::Lost(rev)) => Standing::Forgotten(rev),
        })
    }

    /// Whether a lease is that of a run.
    #[must_use]
    pub fn is_lease(name: &Name) -> bool {
        name.as_str().starts_with(LEASE)
    }

    /// Fails if a lease of this name is that of a run, which only `ctx once` acquires.
    ///
    /// # Errors
    /// Usage.
    pub fn refuse_lease(name: &Name) -> Result<(), Failure> {
        let Some(run) = name.as_str().strip_prefix(LEASE) else { return Ok(()) };
        let why = format!("the lease {name} is reserved: names that begin with {LEASE} belong to `ctx once`");
        let hint = format!("to run a command once: ctx once {} -- CMD", shell_quoted(run));
        Err(Failure::new(Kind::Usage, why).fact("name", name.as_str()).hint(hint))
    }

    /// The name of the lease that the runner holds.
    ///
    /// # Errors
    /// Fails if the name is too long for that of the lease.
    pub fn lease(name: &Name) -> Result<Name> {
        format!("{LEASE}{name}").parse().map_err(|_: NotAName| {
            Failure::new(Kind::Usage, format!("the name {name} is longer than 123 bytes"))
                .hint("use a shorter name: it becomes the lease once:NAME, which is limited to 128 bytes")
                .into()
        })
    }

    /// Records the result, and releases the lease.
    ///
    /// # Errors
    /// Conflict if somebody else acquired the lease meanwhile.
    pub fn end(draft: &mut Draft<'_>, name: &Name, lease: &Lease, exit: Exit) -> Result<()> {
        Lease::release(draft, &lease.name, lease.token)?;
        let Some(by) = lease.holder.clone() else { return Ok(()) };
        let Exit { code: exit_code, signal, .. } = exit;
        let once = Self { name: name.clone(), by, at: timestamp_text(draft.now()), exit_code, signal };
        once.store(draft)
    }
}
