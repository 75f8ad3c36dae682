//! The record of a task.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::optional;
use crate::kept::collection::{Kept, deserialized};
use crate::kept::late::LateResult;
use crate::kept::priority::Priority;
use crate::kept::task::status::Status;
use crate::kept::tidied::find::get;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::log::name::Name;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// A claim that ran out, was released, or was taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastClaim {
    pub agent: AgentName,
    pub token: Revision,
    /// The worker gave the task back itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given_back: bool,
}

/// A task, as `_ctx.tasks` holds it, in the order of adding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub id: Name,
    pub queue: Name,
    pub status: Status,
    pub priority: Priority,
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    /// The tasks that must be completed first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Name>,
    pub added_by: AgentName,
    pub added: String,
    /// How often it was claimed, without claims that were released.
    pub attempts: u64,
    /// How many of its claims were lost: they ran out or were released.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost_claims: u64,
    /// How many claims may be lost before the task fails; the default if none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_attempts: Option<u64>,
    /// Earlier claims, oldest first: their tokens are no longer valid. They stand before the current
    /// token, so that the last token in the text is that one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_claims: Vec<PastClaim>,
    /// Results that came after the claim was lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late_results: Vec<LateResult>,
    /// The last claim, unless it was released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<AgentName>,
    /// The session of the worker that claimed it, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The fencing token of the last claim: its revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Revision>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// Why it failed last, or was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Kept for Task {
    const MEMBER: &'static str = "tasks";
    const NOUN: &'static str = "task";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Task {
    /// The task with this id.
    ///
    /// # Errors
    /// Unknown id, with similar ids.
    pub fn find(document: &Document, id: &Name) -> Result<Self> {
        Self::get(document, id)?.ok_or_else(|| Self::missing(document, "id", id, "ctx task list").into())
    }

    /// The task with this id, or as it was when it was removed since it had ended.
    ///
    /// # Errors
    /// As [`Task::find`]. Also "no" if the log no longer has it.
    pub fn find_with(document: &Document, history: &dyn History, id: &Name) -> Result<Self> {
        get(document, history, id.as_str())?.map_or_else(|| Self::find(document, id), Ok)
    }

    /// The conflict that the id is taken.
    #[must_use]
    pub fn taken(&self) -> anyhow::Error {
        let Self { id, status, added_by, added, .. } = self;
        let why = format!("the task {id} was added already, by {added_by} at {added}; it is {status}");
        self.conflict(why).hint("use --ignore-existing to leave it as it is").into()
    }

    /// Adds the task.
    ///
    /// # Errors
    /// Conflict if the id is taken, or if a task to come first has failed. "No" if such a task is
    /// unknown.
    pub fn add(&self, draft: &mut Draft<'_>) -> Result<()> {
        if let Some(earlier) = Self::get(draft.document(), &self.id)? {
            return Err(earlier.taken());
        }
        for earlier in &self.after {
            let earlier = Self::find_with(draft.document(), draft.history(), earlier)?;
            if let Some(ended) = earlier.unfulfilled() {
                let why = format!("{} would come after {}, which {ended}", self.id, earlier.id);
                return Err(earlier.conflict(why).hint(earlier.retried()).into());
            }
        }
        self.store(draft)
    }

    /// How the task ended without being completed, if it did: what comes after it can never start.
    pub(crate) fn unfulfilled(&self) -> Option<&'static str> {
        match self.status {
            Status::Failed => Some("failed"),
            Status::Cancelled => Some("was cancelled"),
            Status::Pending | Status::Running | Status::Completed => None,
        }
    }

    /// Whether its claim has expired.
    #[must_use]
    pub fn ran_out(&self, now: Timestamp) -> bool {
        // A time that cannot be read was edited without ctx; the claim does not expire.
        let until = self.until.as_deref().and_then(|until| until.parse::<Timestamp>().ok());
        self.status == Status::Running && until.is_some_and(|until| until <= now)
    }

    /// The conflict that a step is not possible in the current state.
    #[must_use]
    pub fn illegal(&self) -> anyhow::Error {
        let by = |name: &Option<AgentName>| name.as_ref().map(|n| format!(" by {n}")).unwrap_or_default();
        let at = |word: &str, time: &Option<String>| time.as_ref().map(|t| format!(" {word} {t}")).unwrap_or_default();
        let why = match self.status {
            Status::Pending => "it is pending: nobody claimed it".to_owned(),
            Status::Running => format!(
                "it is claimed{}{}{}",
                by(&self.claimed_by),
                at("since", &self.claimed_at),
                at("until", &self.until)
            ),
            ended => format!("it is {ended}{}{}", by(&self.closed_by), at("at", &self.closed_at)),
        };
        self.conflict(why).hint(self.shown()).into()
    }

    /// The command that shows the task.
    pub(crate) fn shown(&self) -> String {
        format!("ctx task show {}", shell_quoted(self.id.as_str()))
    }

    /// The command that makes a task that failed pending again.
    pub(crate) fn retried(&self) -> String {
        format!("to try it again: ctx task retry {}", shell_quoted(self.id.as_str()))
    }

    pub(crate) fn conflict(&self, why: String) -> Failure {
        let failure = Failure::new(Kind::Conflict, why).fact("id", self.id.as_str());
        let failure = failure.fact("status", self.status.to_string());
        match &self.claimed_by {
            Some(agent) => failure.fact("claimed_by", agent.as_str()),
            None => failure,
        }
    }
}
