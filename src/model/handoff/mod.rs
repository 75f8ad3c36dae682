//! Handing work over: a record in the document, and the steps it may take.
//!
//! ```text
//! pending -> accepted -> completed | failed
//! pending -> rejected | cancelled | expired
//! ```

mod id;
mod status;

pub use id::{HandoffId, NotAHandoffId};
pub use status::Status;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::agent::{Addressee, AgentName};
use super::digest::Digest;
use super::document::Document;
use super::draft::Draft;
use super::key_path::{KeyPath, Segment};
use super::priority::Priority;
use super::{RESERVED_KEY, Timestamp, timestamp_text};
use crate::error::{Failure, Kind};

/// The member of `_ctx` that holds the handoffs.
const MEMBER: &str = "handoffs";

/// A file that goes with a handoff, as it was when it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    pub path: String,
    pub sha256: String,
}

impl Artifact {
    #[must_use]
    pub fn new(path: String, digest: Digest) -> Self {
        Self { path, sha256: digest.to_string() }
    }
}

/// A handoff, as `_ctx.handoffs` holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handoff {
    pub id: HandoffId,
    pub from: AgentName,
    pub to: Addressee,
    pub status: Status,
    pub priority: Priority,
    pub summary: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
    /// Paths into the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
    /// The idempotency key: the same sender with the same key creates it once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    pub created: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
}

/// How a handoff ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    Completed { result: Option<Value> },
    Failed { reason: String },
    Rejected { reason: String },
    Cancelled { reason: Option<String> },
}

impl Handoff {
    /// All handoffs of a document, in the order of their creation.
    ///
    /// # Errors
    /// A member of `_ctx.handoffs` that is no handoff: edited without ctx.
    pub fn all(document: &Document) -> Result<Vec<Self>> {
        let Some(Value::Object(members)) = document.get(&Self::collection()) else { return Ok(Vec::new()) };
        members.iter().map(|(id, value)| Self::read(id, value)).collect()
    }

    /// # Errors
    /// An unknown id, with the ids that there are.
    pub fn find(document: &Document, id: &HandoffId) -> Result<Self> {
        if let Some(value) = document.get(&Self::path(id)) {
            return Self::read(&id.to_string(), value);
        }
        let failure = Failure::new(Kind::No, format!("there is no handoff {id}")).fact("id", id.to_string());
        Err(failure.hint("ctx handoff list").into())
    }

    fn read(id: &str, value: &Value) -> Result<Self> {
        Self::deserialize(value).map_err(|e| {
            Failure::new(Kind::BadData, format!("{RESERVED_KEY}.{MEMBER}.{id} is not a handoff: {e}")).into()
        })
    }

    /// Where the handoffs are kept.
    #[must_use]
    pub fn collection() -> KeyPath {
        KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
    }

    /// Where one handoff is kept.
    #[must_use]
    pub fn path(id: &HandoffId) -> KeyPath {
        Self::collection().child(Segment::Key(id.to_string()))
    }

    /// Writes the handoff into the draft.
    ///
    /// # Errors
    /// Those of [`Draft::keep`].
    pub fn store(&self, draft: &mut Draft<'_>) -> Result<()> {
        let value = serde_json::to_value(self)
            .map_err(|e| Failure::new(Kind::BadData, format!("the handoff cannot be written: {e}")))?;
        let path = Self::path(&self.id);
        match value {
            // Members never go away, so the record shows just what the step changed.
            Value::Object(members) if draft.document().get(&path).is_some() => {
                members.into_iter().try_for_each(|(name, value)| draft.keep(&path.child(Segment::Key(name)), value))
            }
            value => draft.keep(&path, value),
        }
    }

    /// Whether the handoff is pending although its time is over.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let expires = self.expires.as_deref().and_then(|t| t.parse::<Timestamp>().ok());
        self.status == Status::Pending && expires.is_some_and(|expires| expires <= now)
    }

    /// Whether `agent` could accept the handoff.
    #[must_use]
    pub fn is_open_to(&self, agent: &AgentName, now: Timestamp) -> bool {
        self.status == Status::Pending && self.to.includes(agent) && !self.is_overdue(now)
    }

    /// Takes the handoff for `agent`. Taking one's own again changes nothing.
    ///
    /// # Errors
    /// A conflict: addressed to somebody else, taken by somebody else, or ended.
    pub fn accept(&mut self, agent: &AgentName, now: Timestamp) -> Result<()> {
        match self.status {
            Status::Pending => {
                self.check_addressee(agent)?;
                self.status = Status::Accepted;
                self.accepted_by = Some(agent.clone());
                self.accepted_at = Some(timestamp_text(now));
                Ok(())
            }
            Status::Accepted if self.accepted_by.as_ref() == Some(agent) => Ok(()),
            _ => Err(self.illegal()),
        }
    }

    /// Ends the handoff, if `agent` may and the step is legal.
    ///
    /// # Errors
    /// A conflict that names the current state.
    pub fn end(&mut self, agent: &AgentName, ending: Ending, now: Timestamp) -> Result<()> {
        let (status, reason, result) = match ending {
            Ending::Completed { result } => (Status::Completed, None, result),
            Ending::Failed { reason } => (Status::Failed, Some(reason), None),
            Ending::Rejected { reason } => (Status::Rejected, Some(reason), None),
            Ending::Cancelled { reason } => (Status::Cancelled, reason, None),
        };
        let needed = match status {
            Status::Completed | Status::Failed => Status::Accepted,
            _ => Status::Pending,
        };
        if self.status == status && self.closed_by.as_ref() == Some(agent) {
            return Ok(());
        }
        if self.status != needed {
            return Err(self.illegal());
        }
        match status {
            Status::Rejected => self.check_addressee(agent)?,
            Status::Cancelled if self.from != *agent => {
                return Err(self.not_yours(&format!("only its sender, {}, cancels it", self.from), agent));
            }
            Status::Completed | Status::Failed if self.accepted_by.as_ref() != Some(agent) => {
                return Err(self.illegal());
            }
            _ => {}
        }
        self.close(status, Some(agent), now);
        self.reason = reason;
        self.result = result;
        Ok(())
    }

    /// Marks an overdue handoff.
    pub fn expire(&mut self, now: Timestamp) {
        self.close(Status::Expired, None, now);
    }

    fn close(&mut self, status: Status, by: Option<&AgentName>, now: Timestamp) {
        self.status = status;
        self.closed_by = by.cloned();
        self.closed_at = Some(timestamp_text(now));
    }

    fn check_addressee(&self, agent: &AgentName) -> Result<()> {
        if self.to.includes(agent) {
            return Ok(());
        }
        Err(self.not_yours(&format!("it is addressed to {}", self.to), agent))
    }

    fn not_yours(&self, why: &str, agent: &AgentName) -> anyhow::Error {
        self.conflict(&format!("{why}, and you are {agent}")).hint("--agent NAME says who you are").into()
    }

    /// Why no further step of this kind is possible: the current state, and who led to it.
    #[must_use]
    pub fn illegal(&self) -> anyhow::Error {
        let by = |name: Option<&AgentName>| name.map(|n| format!(" by {n}")).unwrap_or_default();
        let at = |time: Option<&String>| time.map(|t| format!(" at {t}")).unwrap_or_default();
        let (word, by, at) = match self.status {
            Status::Pending => ("pending: accept it first", String::new(), String::new()),
            Status::Accepted => ("already accepted", by(self.accepted_by.as_ref()), at(self.accepted_at.as_ref())),
            ended => (ended.word(), by(self.closed_by.as_ref()), at(self.closed_at.as_ref())),
        };
        let hint = match self.status {
            Status::Pending => format!("ctx handoff accept {}", self.id),
            _ => format!("ctx handoff show {}", self.id),
        };
        self.conflict(&format!("it is {word}{by}{at}")).hint(hint).into()
    }

    fn conflict(&self, why: &str) -> Failure {
        let failure =
            Failure::new(Kind::Conflict, why).fact("id", self.id.to_string()).fact("status", self.status.word());
        match &self.accepted_by {
            Some(agent) => failure.fact("accepted_by", agent.as_str()),
            None => failure,
        }
    }
}

/// How many handoffs are pending for `agent` by name that it has not said it saw.
/// Looks at no more than it must: every command does this.
#[must_use]
pub fn unseen_by(document: &Document, agent: &AgentName, now: Timestamp) -> usize {
    let Some(Value::Object(members)) = document.get(&Handoff::collection()) else { return 0 };
    let is = |value: &Value, name: &str, word: &str| value.get(name).and_then(Value::as_str) == Some(word);
    let unseen = |value: &&Value| {
        is(value, "status", "pending")
            && is(value, "to", agent.as_str())
            && value.get("acked_by").is_none()
            && Handoff::deserialize(*value).is_ok_and(|handoff| !handoff.is_overdue(now))
    };
    members.values().filter(unseen).count()
}

/// Records what expired before `draft` was begun; the ids.
///
/// # Errors
/// Those of [`Handoff::all`] and [`Handoff::store`].
pub fn expire_overdue(draft: &mut Draft<'_>) -> Result<Vec<HandoffId>> {
    let now = draft.now();
    let mut expired = Vec::new();
    for mut handoff in Handoff::all(draft.document())? {
        if handoff.is_overdue(now) {
            handoff.expire(now);
            handoff.store(draft)?;
            expired.push(handoff.id);
        }
    }
    Ok(expired)
}

/// The most urgent, then oldest, of the handoffs that `agent` could accept.
///
/// # Errors
/// Those of [`Handoff::all`].
pub fn next_for(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Option<Handoff>> {
    let open = Handoff::all(document)?.into_iter().filter(|h| h.is_open_to(agent, now));
    Ok(open.min_by_key(|h| (std::cmp::Reverse(h.priority), h.id.clone())))
}
