//! Leases: locks that outlive a process and expire.
//!
//! # Clocks
//! Whether a lease has expired is decided by one reading of the clock, under the lock, by whoever
//! wants it. If the clock goes backwards, leases last longer; renewing never shortens one. If it
//! jumps ahead, leases end early: then the fencing token (Kleppmann, 2016) keeps out late writes of
//! the former holder.

mod failure;

use std::time::Duration;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::{Kept, deserialized};
use crate::kept::tidied::index;
use crate::log::agent::AgentName;
use crate::log::entry::{Entry, Revision};
use crate::log::name::Name;
use crate::text::shell::shell_quoted;
use crate::text::timestamp;
use crate::text::timestamp::end;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// A lease, as `_ctx.leases` holds it. It stays after it expires, so that old tokens are
/// recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub name: Name,
    /// The fencing token: the revision that acquired it.
    pub token: Revision,
    /// None after it was released.
    pub holder: Option<AgentName>,
    /// The session of the holder, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    pub since: String,
    pub until: String,
}

/// Who wants a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    pub agent: AgentName,
    /// Tells agents of one name apart, if it is known.
    pub session: Option<String>,
}

impl Kept for Lease {
    const MEMBER: &'static str = "leases";
    const NOUN: &'static str = "lease";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.name.to_string()
    }

    fn holds(key: &str, value: &Value) -> bool {
        let has_key = |lease: Self| lease.key() == key && lease.until.parse::<Timestamp>().is_ok();
        Self::read(key, value).is_ok_and(has_key)
    }
}

impl Lease {
    /// The current holder.
    #[must_use]
    pub fn holder_at(&self, now: Timestamp) -> Option<&AgentName> {
        // A time that cannot be read was edited without ctx; the lease does not expire.
        let is_over = self.until.parse::<Timestamp>().is_ok_and(|until| until <= now);
        self.holder.as_ref().filter(|_| !is_over)
    }

    /// The lease of this name, if somebody holds it.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn held(document: &Document, name: &Name, now: Timestamp) -> Result<Option<Self>> {
        Ok(Self::get(document, name)?.filter(|lease| lease.holder_at(now).is_some()))
    }

    /// When it expires, if it is held and has not.
    #[must_use]
    pub fn end(&self, now: Timestamp) -> Option<Timestamp> {
        timestamp::next(self.holder_at(now).and(Some(self.until.as_str())).into_iter(), now)
    }

    /// Acquires the lease for `claimant`, if nobody holds it.
    ///
    /// # Errors
    /// Conflict if it is held, with the holder and the times.
    pub fn acquire(draft: &mut Draft<'_>, name: &Name, claimant: &Claimant, ttl: Duration) -> Result<Self> {
        if let Some(lease) = Self::held(draft.document(), name, draft.now())?
            && let Some(holder) = &lease.holder
        {
            return Err(lease.held_by(holder).into());
        }
        Self::take(draft, name, claimant, ttl)
    }

    /// Whether the claimant holds it, surely: agents of one name are told apart by their sessions.
    #[must_use]
    pub fn is_of(&self, claimant: &Claimant) -> bool {
        self.holder.as_ref() == Some(&claimant.agent) && self.session.is_some() && self.session == claimant.session
    }

    /// Acquires the lease, even if it is held.
    ///
    /// # Errors
    /// As [`Draft::put_members`].
    pub fn take(draft: &mut Draft<'_>, name: &Name, claimant: &Claimant, ttl: Duration) -> Result<Self> {
        let (token, now) = (draft.next_revision(), draft.now());
        let (since, until) = (timestamp_text(now), timestamp_text(end(now, ttl)?));
        let Claimant { agent, session } = claimant.clone();
        let lease = Self { name: name.clone(), token, holder: Some(agent), session, since, until };
        lease.store(draft)?;
        Ok(lease)
    }

    /// Extends the lease. Never shortens it.
    ///
    /// # Errors
    /// Conflict if the token is not the newest, or the lease was released. An expired lease is
    /// renewed if nobody acquired it since.
    pub fn renew(draft: &mut Draft<'_>, name: &Name, token: Revision, ttl: Duration) -> Result<Self> {
        let mut lease = Self::find(draft.document(), name)?;
        if let Some(over) = lease.over_for(token) {
            return Err(over.hint(anew(lease.name.as_str())).into());
        }
        let until = end(draft.now(), ttl)?;
        if lease.until.parse::<Timestamp>().is_ok_and(|before| before < until) {
            lease.until = timestamp_text(until);
        }
        lease.store(draft)?;
        Ok(lease)
    }

    /// Returns why the token is no longer that of a held lease, if that is so. It may have expired.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn lost(document: &Document, name: &Name, token: Revision) -> Result<Option<anyhow::Error>> {
        let lease = Self::find(document, name)?;
        Ok(lease.over_for(token).map(|over| over.hint(anew(lease.name.as_str())).into()))
    }

    /// Releases the lease.
    ///
    /// # Errors
    /// As [`Lease::renew`].
    pub fn release(draft: &mut Draft<'_>, name: &Name, token: Revision) -> Result<Self> {
        let mut lease = Self::find(draft.document(), name)?;
        if let Some(over) = lease.over_for(token) {
            return Err(over.into());
        }
        (lease.holder, lease.session) = (None, None);
        lease.store(draft)?;
        Ok(lease)
    }

    /// The lease of this name.
    ///
    /// # Errors
    /// "No" if there is none.
    pub fn find(document: &Document, name: &Name) -> Result<Self> {
        Self::get(document, name)?.ok_or_else(|| Self::missing(document, "name", name, "ctx lease list --all").into())
    }
}

/// Refuses a change with a fencing token that is out of date.
///
/// # Errors
/// Conflict ("fenced") if the lease has a newer token. "No" if no lease has this token.
pub fn check_fence(draft: &Draft<'_>, token: Revision) -> Result<()> {
    let all = Lease::all(draft.document())?;
    if all.iter().any(|lease| lease.token == token) {
        return Ok(());
    }
    let mut acquired = None;
    draft.history().newest_first(&mut |entry: Entry| {
        if entry.link.rev == token {
            acquired =
                entry.change.args.get("lease").and_then(Value::as_str).and_then(|name| name.parse::<Name>().ok());
        }
        if entry.link.rev > token { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) }
    })?;
    let named = acquired.as_ref().map(Name::to_string).unwrap_or_default();
    match acquired.and_then(|name| all.into_iter().find(|lease| lease.name == name)) {
        Some(lease) => Err(lease.fences(token).hint(anew(lease.name.as_str())).into()),
        None if index::revision_of(draft.document(), Lease::MEMBER, &named).is_some() => {
            let why = format!("fenced: token {token} of the lease {named} is out of date; the lease has ended");
            let failure = Failure::new(Kind::Conflict, why).fact("name", named.as_str()).fact("token", token.number());
            Err(failure.hint(anew(&named)).into())
        }
        None => Err(Failure::new(Kind::No, format!("no lease has the token {token}"))
            .fact("token", token.number())
            .hint("ctx lease list")
            .into()),
    }
}

/// Hint for a holder whose lease was lost.
fn anew(name: &str) -> String {
    format!("to acquire it again, with a new token: ctx lease acquire {} --ttl 10m", shell_quoted(name))
}
