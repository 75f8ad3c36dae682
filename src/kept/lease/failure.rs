//! What is said of a lease that somebody else holds, or that was lost.

use crate::error::{Failure, Kind};
use crate::kept::lease::{Claimant, Lease};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;

/// Hint for a token that is no longer valid.
const WHO_HOLDS: &str = "to list the leases: ctx lease list --all";

impl Lease {
    /// The conflict that this token is no longer valid: the lease was released, or acquired by
    /// somebody else.
    pub(super) fn over_for(&self, token: Revision) -> Option<Failure> {
        if self.token != token {
            return Some(self.fences(token));
        }
        if self.holder.is_some() {
            return None;
        }
        let name = &self.name;
        let why = format!("the lease {name} was released; its token {token} is no longer valid");
        let failure = Failure::new(Kind::Conflict, why).fact("name", name.as_str()).fact("token", token.number());
        Some(failure.hint(WHO_HOLDS))
    }

    pub(super) fn held_by(&self, holder: &AgentName) -> Failure {
        let Self { name, token, since, until, .. } = self;
        let why = format!("the lease {name} is held by {holder} since {since} until {until} (token {token})");
        Failure::new(Kind::Conflict, why)
            .fact("name", name.as_str())
            .fact("holder", holder.as_str())
            .fact("since", since.as_str())
            .fact("until", until.as_str())
            .fact("token", token.number())
            .hint("use --wait 1m to wait for it; to list the leases: ctx lease list")
    }

    /// The failure that a token is needed.
    #[must_use]
    pub fn not_of(&self, claimant: &Claimant) -> Failure {
        let (name, token) = (&self.name, self.token);
        let holder = self.holder.as_ref().map_or("nobody", AgentName::as_str);
        let (why, kind) = if self.holder.as_ref() == Some(&claimant.agent) {
            (
                format!("the lease {name} is held by {holder}, perhaps in another session: its token is needed"),
                Kind::Usage,
            )
        } else {
            (format!("the lease {name} is held by {holder} (token {token})"), Kind::Conflict)
        };
        let failure = Failure::new(kind, why).fact("name", name.as_str()).fact("holder", holder);
        failure.hint("use --token TOKEN, as `ctx lease acquire` printed it; to list the leases: ctx lease list")
    }

    /// The conflict that a token is out of date.
    pub(super) fn fences(&self, token: Revision) -> Failure {
        let (name, newer) = (&self.name, self.token);
        let holder = self.holder.as_ref().map_or("an agent that released it", AgentName::as_str);
        let why = format!("fenced: token {token} of the lease {name} is out of date; {newer} is of {holder}");
        Failure::new(Kind::Conflict, why)
            .fact("name", name.as_str())
            .fact("token", token.number())
            .fact("newer", newer.number())
            .hint(WHO_HOLDS)
    }
}
