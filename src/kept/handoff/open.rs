//! Which handoffs wait for whom.

use std::cmp::Reverse;

use anyhow::Result;
use serde::Deserialize as _;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff::id::HandoffId;
use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::log::agent::AgentName;
use crate::text::timestamp::Timestamp;

impl Handoff {
    /// Whether the handoff is pending although its time is over.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let expires = self.expires.as_deref().and_then(|t| t.parse::<Timestamp>().ok());
        self.status == Status::Pending && expires.is_some_and(|expires| expires <= now)
    }

    /// The handoff as it is at this time: what is overdue has expired, although the next
    /// step that anybody takes records it only then.
    #[must_use]
    pub fn as_of(mut self, now: Timestamp) -> Self {
        if self.is_overdue(now) {
            self.status = Status::Expired;
        }
        self
    }

    /// Whether `agent` could accept the handoff.
    fn is_open_to(&self, agent: &AgentName, document: &Document, now: Timestamp) -> Result<bool> {
        let is_meant = self.status == Status::Pending && self.to.includes(agent) && !self.is_overdue(now);
        Ok(is_meant && self.obstacle(document, agent)?.is_none())
    }
}

/// How many handoffs are pending for `agent` by name that it has not said it saw.
/// Looks at no more than it must: every command does this.
#[must_use]
pub fn unseen_by(document: &Document, agent: &AgentName, now: Timestamp) -> usize {
    let Some(Value::Object(members)) = document.kept(Handoff::MEMBER) else { return 0 };
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

/// The handoffs that `agent` could accept, most urgent first, then oldest.
///
/// # Errors
/// Those of [`Handoff::all`].
pub fn open_to(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Vec<Handoff>> {
    let mut open = Vec::new();
    for handoff in Handoff::all(document)? {
        if handoff.is_open_to(agent, document, now)? {
            open.push(handoff);
        }
    }
    open.sort_by_key(|handoff| (Reverse(handoff.priority), handoff.id.clone()));
    Ok(open)
}

/// The most urgent, then oldest, of the handoffs that `agent` could accept.
///
/// # Errors
/// Those of [`Handoff::all`].
pub fn next_for(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Option<Handoff>> {
    Ok(open_to(document, agent, now)?.into_iter().next())
}
