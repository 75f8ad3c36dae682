//! The record of a vote.

use std::collections::HashSet;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::collection::{Kept, bad, deserialized};
use crate::kept::tidied::find::get;
use crate::kept::vote::ballot::Ballots;
use crate::kept::vote::status::{Rule, Status};
use crate::kept::vote::voter::{MAX_VOTERS, MAX_WEIGHT, Voter};
use crate::log::agent::AgentName;
use crate::log::history::History;
use crate::log::name::Name;
use crate::text::timestamp;
use crate::text::timestamp::Timestamp;

/// A vote, as `_ctx.votes` holds it, in the order of opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub topic: Name,
    /// What the vote is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    pub options: Vec<Name>,
    pub rule: Rule,
    /// Who may vote; anybody, if there is a quorum instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voters: Vec<Voter>,
    /// How many agents must vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<usize>,
    /// Where the result is put.
    pub path: String,
    pub opened_by: AgentName,
    pub opened: String,
    /// When it closes if it has not been decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    pub status: Status,
    #[serde(default, skip_serializing_if = "Ballots::is_empty")]
    pub ballots: Ballots,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winner: Option<Name>,
    /// Whose step closed it; none if its time ran out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<AgentName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// Why somebody closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Kept for Vote {
    const MEMBER: &'static str = "votes";
    const NOUN: &'static str = "vote";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.topic.to_string()
    }

    fn holds(key: &str, value: &Value) -> bool {
        Self::read(key, value).is_ok_and(|vote| vote.key() == key && vote.is_sound())
    }
}

impl Vote {
    /// The vote on this topic, or as it was when it was removed since it had closed.
    ///
    /// # Errors
    /// Unknown topic, with similar ones. "No" if the log no longer has it.
    pub fn find_with(document: &Document, history: &dyn History, topic: &Name) -> Result<Self> {
        let found = get(document, history, topic.as_str())?;
        found.ok_or_else(|| Self::missing(document, "topic", topic, "ctx vote list").into())
    }

    /// Writes the vote. Puts the result into the document if the vote was open `before`.
    ///
    /// # Errors
    /// Fails if the result cannot be put at its path.
    pub fn save(&self, before: &Self, draft: &mut Draft<'_>) -> Result<()> {
        let ballots = Self::path(&self.topic).child(Segment::Key("ballots".to_owned()));
        // Ballot by ballot, so that the record shows no others.
        for (agent, ballot) in self.ballots.iter().filter(|(agent, ballot)| before.ballots.of(agent) != Some(ballot)) {
            draft.put_members(&ballots.child(Segment::Key(agent.to_string())), ballot)?;
        }
        self.store(draft)?;
        if self.status.is_end() && !before.status.is_end() {
            draft.set(&self.place()?, self.result())?;
        }
        Ok(())
    }

    /// Where the result is put.
    ///
    /// # Errors
    /// Fails if the path was edited without ctx and is invalid.
    pub fn place(&self) -> Result<KeyPath> {
        self.path.parse().map_err(|e: crate::json::path_syntax::PathError| bad::<Self>(self.topic.as_str(), &e).into())
    }

    /// When it closes by itself, if that is still to come.
    #[must_use]
    pub fn end(&self, now: Timestamp) -> Option<Timestamp> {
        timestamp::next(self.until.as_deref().into_iter(), now)
    }

    /// Whether ctx itself could have written this.
    fn is_sound(&self) -> bool {
        let (mut options, mut voters) = (HashSet::new(), HashSet::new());
        let is_time = |time: &str| time.parse::<Timestamp>().is_ok();
        let is_place = |path: KeyPath| !path.is_root() && !path.is_reserved();
        self.options.len() > 1
            && self.options.iter().all(|option| options.insert(option))
            && self.voters.iter().all(|voter| voters.insert(&voter.agent))
            && self.voters.iter().all(|voter| voter.weight.is_none_or(|weight| (1..=MAX_WEIGHT).contains(&weight)))
            && self.quorum.is_none_or(|quorum| (1..=MAX_VOTERS).contains(&quorum))
            && self.voters.is_empty() == self.quorum.is_some()
            && self.ballots.iter().all(|(_, ballot)| options.contains(&ballot.option) && is_time(&ballot.at))
            && (self.quorum.is_some() || self.ballots.iter().all(|(agent, _)| voters.contains(agent)))
            && self.winner.is_some() == (self.status == Status::Decided)
            && self.winner.iter().all(|winner| options.contains(winner))
            && [&self.until, &self.closed_at].into_iter().flatten().all(|time| is_time(time))
            && is_time(&self.opened)
            && self.closed_at.is_some() == self.status.is_end()
            && self.place().is_ok_and(is_place)
    }
}
