//! The record of a handoff.

use anyhow::Result;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::json::document::Document;
use crate::json::optional;
use crate::kept::artifact::Artifact;
use crate::kept::collection::{Kept, deserialized};
use crate::kept::handoff::id::HandoffId;
use crate::kept::handoff::note::Note;
use crate::kept::handoff::status::Status;
use crate::kept::late::LateResult;
use crate::kept::priority::Priority;
use crate::kept::tidied::find::get;
use crate::log::agent::{Addressee, AgentName};
use crate::log::entry::Revision;
use crate::log::history::History;

/// A handoff, as `_ctx.handoffs` holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handoff {
    pub id: HandoffId,
    pub from: AgentName,
    /// The session of its sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    pub to: Addressee,
    pub status: Status,
    pub priority: Priority,
    pub summary: String,
    /// What the user wants in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
    /// Paths into the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<String>,
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    /// What the work is about, such as a customer or a ticket.
    #[serde(default, deserialize_with = "members", skip_serializing_if = "Map::is_empty")]
    pub entities: Map<String, Value>,
    /// An excerpt of the conversation.
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub history: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
    /// The idempotency key: the same sender with the same key creates it once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The handoff that it supersedes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<HandoffId>,
    /// How many handoffs come before it in its chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// Created with `--force`: it may return to an agent that had it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// Paths that pass to whoever accepts it. Its sender may no longer write there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<String>,
    pub created: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// When it fails unless it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who acknowledged it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acked_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acked_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<String>,
    /// When it is pending again unless whoever accepted it has ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Who had accepted it before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_holders: Vec<AgentName>,
    /// What was added to it while it was open, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The files of the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub result_artifacts: Vec<Artifact>,
    /// Results of those who had accepted it before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late_results: Vec<LateResult>,
}

/// Deserializes an object, and keeps the digits of numbers.
fn members<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    match optional(deserializer)? {
        Some(Value::Object(members)) => Ok(members),
        _ => Err(D::Error::custom("expected an object")),
    }
}

impl Kept for Handoff {
    const MEMBER: &'static str = "handoffs";
    const NOUN: &'static str = "handoff";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Handoff {
    /// A pending handoff. Its ID and its times are set when it is stored.
    #[must_use]
    pub fn new(from: AgentName, to: Addressee, priority: Priority, summary: String) -> Self {
        Self {
            id: HandoffId::from(Revision::START),
            from,
            session: None,
            to,
            status: Status::Pending,
            priority,
            summary,
            intent: None,
            next: Vec::new(),
            refs: Vec::new(),
            payload: None,
            entities: Map::new(),
            history: None,
            artifacts: Vec::new(),
            key: None,
            supersedes: None,
            depth: None,
            forced: false,
            transfers: Vec::new(),
            created: String::new(),
            expires: None,
            due: None,
            acked_by: None,
            acked_at: None,
            accepted_by: None,
            accepted_at: None,
            until: None,
            past_holders: Vec::new(),
            notes: Vec::new(),
            closed_by: None,
            closed_at: None,
            reason: None,
            result: None,
            result_artifacts: Vec::new(),
            late_results: Vec::new(),
        }
    }

    /// The name that an idempotency key has among those of removed entries.
    #[must_use]
    pub fn key_name(from: &AgentName, key: &str) -> String {
        format!("{from} {key}")
    }

    /// The handoff with this id, or as it was when it was removed since it had ended.
    ///
    /// # Errors
    /// As [`Handoff::find`]. Also "no" if the log no longer has it.
    pub fn find_with(document: &Document, history: &dyn History, id: &HandoffId) -> Result<Self> {
        get(document, history, &id.to_string())?.map_or_else(|| Self::find(document, id), Ok)
    }

    /// The handoff with this id.
    ///
    /// # Errors
    /// Unknown id, with similar ids.
    pub fn find(document: &Document, id: &HandoffId) -> Result<Self> {
        Self::get(document, id)?.ok_or_else(|| Self::missing(document, "id", id, "ctx handoff list").into())
    }
}
