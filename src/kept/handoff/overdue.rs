//! Handoffs as of now: what time alone changes.
//!
//! Readers see that at once. The next step of any handoff records it.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff::due::Overdue;
use crate::kept::handoff::id::HandoffId;
use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::kept::ownership;
use crate::log::agent::AgentName;
use crate::log::event_type::{HANDOFF_EXPIRED, HANDOFF_FAILED, HANDOFF_RETURNED};
use crate::text::timestamp;
use crate::text::timestamp::Timestamp;

impl Handoff {
    fn fall_due(&mut self, what: Overdue, now: Timestamp) {
        match what {
            Overdue::Expires => self.close(Status::Expired, None, now),
            Overdue::Fails => {
                self.close(Status::Failed, None, now);
                self.closed_at.clone_from(&self.due);
                self.reason = self.due.as_ref().map(|due| format!("it was due at {due}"));
            }
            Overdue::Returns => self.give_up(),
        }
    }

    /// Returns the handoff as of now, although only the next step of a handoff records that.
    #[must_use]
    pub fn as_of(mut self, now: Timestamp) -> Self {
        // Pending again, it may have expired.
        for _ in 0..2 {
            if let Some(what) = self.overdue(now) {
                self.fall_due(what, now);
            }
        }
        self
    }

    /// Whether somebody could accept the handoff, if nothing hinders.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        self.status == Status::Pending && self.overdue(now).is_none()
    }
}

/// Which handoffs time alone changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    pub expired: Vec<HandoffId>,
    failed: Vec<HandoffId>,
    returned: Vec<HandoffId>,
}

impl Passed {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.expired.is_empty() && self.failed.is_empty() && self.returned.is_empty()
    }

    /// The op of a record that has nothing else to say.
    #[must_use]
    pub fn op(&self) -> &'static str {
        match (self.failed.is_empty(), self.returned.is_empty()) {
            _ if !self.expired.is_empty() => HANDOFF_EXPIRED,
            (false, _) => HANDOFF_FAILED,
            _ => HANDOFF_RETURNED,
        }
    }

    /// Adds the ids to the `args` of a record, those that expired in any case if `always`.
    pub fn note(&self, args: &mut Map<String, Value>, always: bool) {
        let lists =
            [("expired", &self.expired, always), ("overdue", &self.failed, false), ("returned", &self.returned, false)];
        for (name, ids, always) in lists {
            if always || !ids.is_empty() {
                args.insert(name.to_owned(), json!(ids));
            }
        }
    }
}

/// Records what time alone changed. Leaves the handoff that this agent has accepted: until somebody
/// else accepts it, it can still be ended.
///
/// # Errors
/// As [`Kept::all`] and [`Kept::store`].
pub fn pass_time(draft: &mut Draft<'_>, own: Option<(&HandoffId, &AgentName)>) -> Result<Passed> {
    let (now, mut passed) = (draft.now(), Passed::default());
    let is_own = |handoff: &Handoff| {
        own.is_some_and(|(id, agent)| handoff.id == *id && handoff.accepted_by.as_ref() == Some(agent))
    };
    for mut handoff in Handoff::all(draft.document())? {
        let before = handoff.clone();
        for _ in 0..2 {
            let Some(what) = handoff.overdue(now) else { break };
            if what == Overdue::Returns && is_own(&handoff) {
                break;
            }
            let listed = match what {
                Overdue::Expires => &mut passed.expired,
                Overdue::Fails => &mut passed.failed,
                Overdue::Returns => &mut passed.returned,
            };
            listed.push(handoff.id.clone());
            handoff.fall_due(what, now);
        }
        if handoff != before {
            if let Some(holder) = &before.accepted_by {
                ownership::give_back(draft, holder, &handoff.from, &handoff.id)?;
            }
            handoff.store(draft)?;
        }
    }
    Ok(passed)
}

/// Returns when time alone changes the next handoff, if it does.
///
/// # Errors
/// As [`Kept::all`].
pub fn next_expiry(document: &Document, now: Timestamp) -> Result<Option<Timestamp>> {
    let all = Handoff::all(document)?;
    let times = all.iter().flat_map(|handoff| match handoff.status {
        Status::Pending => [handoff.expires.as_deref(), handoff.due.as_deref()],
        Status::Accepted => [handoff.until.as_deref(), handoff.due.as_deref()],
        _ => [None, None],
    });
    Ok(timestamp::next(times.flatten(), now))
}
