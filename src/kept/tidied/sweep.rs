//! Removing what has ended.

use std::cmp::Reverse;
use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::json::document::Document;
use crate::kept::collection::{Kept, members};
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::once::Once;
use crate::kept::task::{Task, needed_ids};
use crate::kept::tidied::index;
use crate::kept::tidied::retention::{Keep, declared};
use crate::kept::vote::Vote;
use crate::log::entry::Revision;
use crate::text::size::Size;
use crate::text::timestamp::Timestamp;

/// Every so many revisions, a write looks for what has ended: looking means to read all of it.
const EVERY: u64 = 64;

/// At most so many entries of each kind are removed by a write that is about something else.
const AT_ONCE: usize = 1000;

/// An entry that has ended.
struct Ended {
    key: String,
    at: Timestamp,
    /// What it guarantees under other names than its key.
    names: Vec<String>,
}

/// How many entries were removed, by the member of `_ctx` that held them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept(pub Vec<(&'static str, usize)>);

impl Swept {
    /// The counts, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        self.0.iter().map(|(member, count)| ((*member).to_owned(), Value::from(*count))).collect::<Map<_, _>>().into()
    }

    /// What the record says, if something was removed.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let counts: Vec<String> = self.0.iter().map(|(member, count)| format!("{count} of {member}")).collect();
        (!counts.is_empty()).then(|| format!("removed what had ended: {}", counts.join(", ")))
    }
}

/// Whether a write looks for what has ended: now and then, and always near the limit of the document.
#[must_use]
pub fn is_due(next: Revision, size: u64, limit: Size) -> bool {
    next.number().is_multiple_of(EVERY) || size > limit.bytes() / 16 * 15
}

/// Removes what ended before what the document asks to keep, for a write that is about something else.
///
/// # Errors
/// As [`remove`].
pub fn sweep(draft: &mut Draft<'_>) -> Result<Swept> {
    // Somebody edited what is declared without ctx: `ctx tidy` says so. Until then everything stays.
    let Ok(keep) = declared(draft.document()) else { return Ok(Swept::default()) };
    remove(draft, &keep, AT_ONCE)
}

/// Removes what ended before what is kept, at most so many entries of each kind.
///
/// # Errors
/// As [`Draft::remove`].
pub fn remove(draft: &mut Draft<'_>, keep: &Keep, most: usize) -> Result<Swept> {
    let mut swept = Swept::default();
    for (member, ended) in [
        (Handoff::MEMBER, handoffs(draft.document())),
        (Task::MEMBER, tasks(draft.document())),
        (Once::MEMBER, once(draft.document())),
        (Lease::MEMBER, leases(draft.document(), draft.now())),
        (Vote::MEMBER, votes(draft.document())),
    ] {
        let gone = beyond(ended, keep, draft.now(), most);
        if gone.is_empty() {
            continue;
        }
        for ended in &gone {
            draft.remove_later(&reserved::entry(member, &ended.key))?;
        }
        draft.settle();
        let names = gone.iter().flat_map(|ended| std::iter::once(&ended.key).chain(&ended.names)).map(String::as_str);
        index::note(draft, member, names)?;
        draft.remove_if_empty(member)?;
        swept.0.push((member, gone.len()));
    }
    Ok(swept)
}

/// How many entries have ended.
#[must_use]
pub fn count(document: &Document, now: Timestamp) -> usize {
    let all = [handoffs(document), tasks(document), once(document), leases(document, now), votes(document)];
    all.iter().map(Vec::len).sum()
}

/// The entries that do not stay, in the order of the document.
fn beyond(mut ended: Vec<Ended>, keep: &Keep, now: Timestamp, most: usize) -> Vec<Ended> {
    let mut order: Vec<usize> = (0..ended.len()).collect();
    order.sort_by_key(|i| Reverse(ended.get(*i).map(|ended| (ended.at, *i))));
    let stays =
        |(later, i): (usize, usize)| ended.get(i).is_some_and(|ended| keep.keeps(ended.at, later, now)).then_some(i);
    let stay: HashSet<usize> = order.into_iter().enumerate().filter_map(stays).collect();
    let mut i = 0..;
    ended.retain(|_| i.next().is_some_and(|i| !stay.contains(&i)));
    ended.truncate(most);
    ended
}

/// The entries of a kind. What cannot be read was edited without ctx, and stays.
fn entries<T: Kept>(document: &Document) -> impl Iterator<Item = T> {
    members::<T>(document).filter_map(|(key, value)| T::read(key, value).ok())
}

fn time(text: Option<&String>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}

/// Handoffs that ended, except those in the chain of an open one.
fn handoffs(document: &Document) -> Vec<Ended> {
    let all: Vec<Handoff> = entries(document).collect();
    let mut needed = HashSet::new();
    for handoff in all.iter().rev() {
        if !handoff.status.is_end() || needed.contains(&handoff.id.to_string()) {
            needed.extend(handoff.supersedes.iter().map(ToString::to_string));
        }
    }
    let ended = all.iter().filter(|handoff| handoff.status.is_end() && !needed.contains(&handoff.id.to_string()));
    let of = |handoff: &Handoff| {
        let names = handoff.key.iter().map(|key| Handoff::key_name(&handoff.from, key)).collect();
        Some(Ended { key: handoff.id.to_string(), at: time(handoff.closed_at.as_ref())?, names })
    };
    ended.filter_map(of).collect()
}

/// Tasks that ended, except those that an open one comes after.
fn tasks(document: &Document) -> Vec<Ended> {
    let all: Vec<Task> = entries(document).collect();
    let needed = needed_ids(&all);
    let ended = all.iter().filter(|task| task.status.is_end() && !needed.contains(&task.id));
    let of =
        |task: &Task| Some(Ended { key: task.id.to_string(), at: time(task.closed_at.as_ref())?, names: Vec::new() });
    ended.filter_map(of).collect()
}

fn once(document: &Document) -> Vec<Ended> {
    let of = |once: Once| Some(Ended { key: once.name.to_string(), at: time(Some(&once.at))?, names: Vec::new() });
    entries(document).filter_map(of).collect()
}

/// Leases that nobody holds. One that a run of `once` left behind says that it may have run.
fn leases(document: &Document, now: Timestamp) -> Vec<Ended> {
    let is_over = |lease: &Lease| {
        let is_abandoned = lease.holder.is_some() && Once::is_lease(&lease.name);
        lease.holder_at(now).is_none() && !is_abandoned
    };
    let of =
        |lease: Lease| Some(Ended { key: lease.name.to_string(), at: time(Some(&lease.until))?, names: Vec::new() });
    entries(document).filter(is_over).filter_map(of).collect()
}

/// Votes that are closed.
fn votes(document: &Document) -> Vec<Ended> {
    let of = |vote: Vote| {
        let at = time(vote.closed_at.as_ref().filter(|_| vote.status.is_end()))?;
        Some(Ended { key: vote.topic.to_string(), at, names: Vec::new() })
    };
    entries(document).filter_map(of).collect()
}
