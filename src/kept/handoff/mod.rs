//! Handing work over: a record in the document, and the steps it may take.
//!
//! ```text
//! pending -> accepted -> completed | failed | superseded
//! pending -> rejected | cancelled | expired | superseded
//! accepted -> pending   (released)
//! ```

mod chain;
mod id;
mod open;
mod status;
mod step;

pub use crate::kept::handoff::id::{HandoffId, NotAHandoffId};
pub use crate::kept::handoff::open::{expire_overdue, next_for, open_to, unseen_by};
pub use crate::kept::handoff::status::Status;
pub use crate::kept::handoff::step::Ending;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::optional;
use crate::kept::priority::Priority;
use crate::log::agent::{Addressee, AgentName};
use crate::log::digest::Digest;
use crate::text::near::did_you_mean;
use crate::text::shell::shell_word;

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
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
    /// The idempotency key: the same sender with the same key creates it once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The handoff whose place it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<HandoffId>,
    /// How many came before it, each in the place of the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// It may come back to somebody who had it: that was asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// Paths; who accepts it has the right to write there, and its sender no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<String>,
    pub created: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Who saw it last without accepting it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acked_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acked_at: Option<String>,
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
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
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
    /// An unknown id, with those it may be.
    pub fn find(document: &Document, id: &HandoffId) -> Result<Self> {
        if let Some(handoff) = Self::get(document, id)? {
            return Ok(handoff);
        }
        let all = document.get(&Self::collection()).and_then(Value::as_object);
        let near = did_you_mean(&id.to_string(), all.into_iter().flat_map(Map::keys).map(String::as_str));
        let failure = Failure::new(Kind::No, format!("there is no handoff {id}")).fact("id", id.to_string());
        Err(failure.hint(near.unwrap_or_else(|| "ctx handoff list".to_owned())).into())
    }

    fn get(document: &Document, id: &HandoffId) -> Result<Option<Self>> {
        document.get(&Self::path(id)).map(|value| Self::read(&id.to_string(), value)).transpose()
    }

    fn read(id: &str, value: &Value) -> Result<Self> {
        Self::deserialize(value).map_err(|e| {
            let path = Self::collection().child(Segment::Key(id.to_owned()));
            Failure::new(Kind::BadData, format!("{path} is not a handoff: {e}"))
                .hint(format!("who wrote it so: ctx blame {}", shell_word(&path)))
                .into()
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
    /// Those of [`Draft::put_members`].
    pub fn store(&self, draft: &mut Draft<'_>) -> Result<()> {
        draft.put_members(&Self::path(&self.id), self)
    }
}
