//! The work that is open in a document: handoffs, tasks, leases and votes.

mod concern;
mod section;

pub use crate::kept::work::concern::is_for;
pub use crate::kept::work::section::{Item, Section, clipped, data, lines};

use anyhow::Result;
use serde_json::json;

use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff;
use crate::kept::handoff::{Handoff, open_to};
use crate::kept::lease::Lease;
use crate::kept::task;
use crate::kept::task::Task;
use crate::kept::vote::Vote;
use crate::log::agent::AgentName;
use crate::log::name::Name;
use crate::text::escape::quoted;
use crate::text::timestamp::Timestamp;

/// Returns the open work: of `agent` alone, if given, or of everybody. A section that cannot be read says why.
#[must_use]
pub fn open(document: &Document, agent: Option<&AgentName>, now: Timestamp) -> Vec<Section> {
    vec![
        handoffs(document, agent, now).unwrap_or_else(|error| Section::unreadable("handoffs", &error)),
        tasks(document, agent, now).unwrap_or_else(|error| Section::unreadable("tasks", &error)),
        leases(document, agent, now).unwrap_or_else(|error| Section::unreadable("leases", &error)),
        votes(document, agent, now).unwrap_or_else(|error| Section::unreadable("votes", &error)),
    ]
}

/// The handoffs that are pending or accepted; those that an agent has accepted or could accept.
fn handoffs(document: &Document, agent: Option<&AgentName>, now: Timestamp) -> Result<Section> {
    let all = Handoff::all(document)?.into_iter().map(|handoff| handoff.as_of(now));
    let mut open: Vec<Handoff> = all.filter(|handoff| !handoff.status.is_end()).collect();
    if let Some(agent) = agent {
        open.retain(|handoff| handoff.accepted_by.as_ref() == Some(agent));
        open.extend(open_to(document, agent, now)?);
    }
    let is = |status: handoff::Status| open.iter().filter(|handoff| handoff.status == status).count();
    let counts = [("pending", is(handoff::Status::Pending)), ("accepted", is(handoff::Status::Accepted))];
    let item = |handoff: &Handoff| {
        let Handoff { id, status, from, to, accepted_by, summary, .. } = handoff;
        let by = accepted_by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        Item {
            text: format!("{id} {}{by}, {from} -> {to}: {}", status.word(), quoted(summary)),
            data: json!({"id": id, "status": status, "from": from, "to": to, "summary": summary}),
        }
    };
    let list = if agent.is_some() { "ctx handoff inbox" } else { "ctx handoff list" };
    Ok(Section::new("handoffs", &counts, list, open.iter().map(item)))
}

/// The tasks that have not ended; those that an agent has claimed.
fn tasks(document: &Document, agent: Option<&AgentName>, now: Timestamp) -> Result<Section> {
    let mut open = Task::all_at(document, now)?;
    let failed = open.iter().filter(|task| agent.is_none() && task.status == task::Status::Failed).count();
    open.retain(|task| !task.status.is_end());
    if let Some(agent) = agent {
        open.retain(|task| task.status == task::Status::Running && task.claimed_by.as_ref() == Some(agent));
    }
    open.sort_by_key(|task| task.status == task::Status::Pending);
    let is = |status: task::Status| open.iter().filter(|task| task.status == status).count();
    let counts = [("pending", is(task::Status::Pending)), ("running", is(task::Status::Running)), ("failed", failed)];
    let item = |task: &Task| {
        let Task { id, queue, status, claimed_by, until, .. } = task;
        let running = task.status == task::Status::Running;
        let by = claimed_by.as_ref().filter(|_| running).map(|by| format!(" by {by}")).unwrap_or_default();
        let until = until.as_ref().filter(|_| running);
        let till = until.map(|until| format!(" until {until}")).unwrap_or_default();
        let mut data = json!({"id": id, "queue": queue, "status": status});
        if let Some(members) = data.as_object_mut().filter(|_| running) {
            members.insert("claimed_by".to_owned(), json!(claimed_by));
            members.insert("until".to_owned(), json!(until));
        }
        Item { text: format!("{id} {status}{by}{till}, queue {queue}"), data }
    };
    Ok(Section::new("tasks", &counts, "ctx task list", open.iter().map(item)))
}

/// The leases that are held; those that an agent holds.
fn leases(document: &Document, agent: Option<&AgentName>, now: Timestamp) -> Result<Section> {
    let mut held = Lease::all(document)?;
    held.retain(|lease| lease.holder_at(now).is_some_and(|holder| agent.is_none_or(|agent| agent == holder)));
    let item = |lease: &Lease| {
        let Lease { name, token, holder, until, .. } = lease;
        let by = holder.as_ref().map(|holder| format!(" held by {holder}")).unwrap_or_default();
        Item {
            text: format!("{name}{by} until {until}, token {token}"),
            data: json!({"name": name, "holder": holder, "until": until, "token": token}),
        }
    };
    Ok(Section::new("leases", &[("held", held.len())], "ctx lease list", held.iter().map(item)))
}

/// The votes that are open; those in which an agent has not voted.
fn votes(document: &Document, agent: Option<&AgentName>, now: Timestamp) -> Result<Section> {
    let all = Vote::all(document)?.into_iter().map(|vote| vote.as_of(now));
    let mut open: Vec<Vote> = all.filter(|vote| !vote.status.is_end()).collect();
    if let Some(agent) = agent {
        let may_vote = |vote: &Vote| vote.quorum.is_some() || vote.awaited().contains(&agent);
        open.retain(|vote| vote.ballots.of(agent).is_none() && may_vote(vote));
    }
    let item = |vote: &Vote| {
        let Vote { topic, options, summary, ballots, .. } = vote;
        let names: Vec<&str> = options.iter().map(Name::as_str).collect();
        let said = summary.as_ref().map(|summary| format!(": {}", quoted(summary))).unwrap_or_default();
        let (voted, needed) = (ballots.len(), vote.electorate());
        Item {
            text: format!("{topic} {voted} of {needed} voted, options {}{said}", names.join(", ")),
            data: json!({"topic": topic, "options": options, "voted": voted, "of": needed, "summary": summary}),
        }
    };
    Ok(Section::new("votes", &[("open", open.len())], "ctx vote list --status open", open.iter().map(item)))
}
