//! Which handoffs an agent could accept.

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
    /// Whether the handoff is still pending after its expiry time.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let expires = self.expires.as_deref().and_then(|t| t.parse::<Timestamp>().ok());
        self.status == Status::Pending && expires.is_some_and(|expires| expires <= now)
    }

    /// Returns the handoff as of now: an overdue one counts as expired, although only the next
    /// change records that.
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

/// Counts the handoffs that are pending for `agent` by name and not acknowledged. Every command
/// does this, so it parses as little as possible, and asks for the agent only if there are handoffs.
pub fn unseen_by<'a>(
    document: &Document,
    agent: impl FnOnce() -> Option<&'a AgentName>,
    now: impl FnOnce() -> Timestamp,
) -> usize {
    let Some(Value::Object(members)) = document.kept(Handoff::MEMBER) else { return 0 };
    let (Some(agent), now) = (agent(), now()) else { return 0 };
    let is = |value: &Value, name: &str, word: &str| value.get(name).and_then(Value::as_str) == Some(word);
    let unseen = |value: &&Value| {
        is(value, "status", "pending")
            && is(value, "to", agent.as_str())
            && value.get("acked_by").is_none()
            && Handoff::deserialize(*value).is_ok_and(|handoff| !handoff.is_overdue(now))
    };
    members.values().filter(unseen).count()
}

/// Marks the overdue handoffs as expired. Returns their ids.
///
/// # Errors
/// As [`Kept::all`] and [`Kept::store`].
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

/// Returns the handoffs that `agent` could accept, most urgent first, then oldest.
///
/// # Errors
/// As [`Kept::all`].
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

/// Returns the first handoff that `agent` could accept.
///
/// # Errors
/// As [`Kept::all`].
pub fn next_for(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Option<Handoff>> {
    Ok(open_to(document, agent, now)?.into_iter().next())
}
