//! What time alone does to a handoff, and when.

use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::log::agent::AgentName;
use crate::text::timestamp::Timestamp;

/// What time alone does to a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overdue {
    /// Nobody accepted it in time.
    Expires,
    /// It did not end in time.
    Fails,
    /// Whoever accepted it did not end it in time.
    Returns,
}

impl Handoff {
    /// What time alone does to the handoff at `now`.
    pub(crate) fn overdue(&self, now: Timestamp) -> Option<Overdue> {
        // A time that cannot be read was edited without ctx; it does not come.
        let is_over =
            |time: &Option<String>| time.as_deref().is_some_and(|t| t.parse::<Timestamp>().is_ok_and(|t| t <= now));
        match self.status {
            Status::Pending if is_over(&self.expires) => Some(Overdue::Expires),
            Status::Pending | Status::Accepted if is_over(&self.due) => Some(Overdue::Fails),
            Status::Accepted if is_over(&self.until) => Some(Overdue::Returns),
            _ => None,
        }
    }

    /// The end of the time of an agent that still holds the handoff, if it is over at `now`, and what that
    /// does.
    pub(crate) fn ran_out_for(&self, holder: &AgentName, now: Timestamp) -> Option<(&str, Overdue)> {
        let what = self.overdue(now)?;
        let end = match what {
            Overdue::Fails => &self.due,
            Overdue::Returns => &self.until,
            Overdue::Expires => return None,
        };
        let end = end.as_deref().filter(|_| self.accepted_by.as_ref() == Some(holder))?;
        Some((end, what))
    }
}
