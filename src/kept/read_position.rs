//! How far agents have read their messages, and up to which revision they were briefed.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::{Kept, deserialized};
use crate::log::agent::AgentName;
use crate::log::entry::{Entry, Revision};
use crate::log::message::Message;
use crate::text::timestamp::timestamp_text;

/// The most read positions of a document: those of sessions that ended long ago go first.
const MOST: usize = 200;

/// The `op` of the record that messages were read.
pub const READ: &str = "messages.read";

/// The `op` of the record that an agent was briefed.
pub const BRIEFED: &str = "brief.read";

/// An agent that reads messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub agent: AgentName,
    /// Tells agents of one name apart, if the environment names it.
    pub session: Option<String>,
}

/// How far an agent has read, as `_ctx.read_positions` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPosition {
    pub agent: AgentName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The last revision whose message was read.
    pub rev: Revision,
    /// The last revision that `ctx brief` told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Revision>,
    pub at: String,
}

impl Kept for ReadPosition {
    const MEMBER: &'static str = "read_positions";
    const NOUN: &'static str = "read position";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        key(&self.agent, self.session.as_deref())
    }
}

/// An agent's name has no white space.
fn key(agent: &AgentName, session: Option<&str>) -> String {
    session.map_or_else(|| agent.to_string(), |session| format!("{agent} {session}"))
}

impl Reader {
    /// The last revision whose message the reader has read.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn position(&self, document: &Document) -> Result<Revision> {
        let position = ReadPosition::get(document, key(&self.agent, self.session.as_deref()))?;
        Ok(position.map_or(Revision::START, |position| position.rev))
    }

    /// The last revision that the reader was briefed on, if it was.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn briefed(&self, document: &Document) -> Result<Option<Revision>> {
        let position = ReadPosition::get(document, key(&self.agent, self.session.as_deref()))?;
        Ok(position.and_then(|position| position.brief))
    }

    /// Records that the reader has read up to a revision.
    ///
    /// # Errors
    /// As [`Kept::store`].
    pub fn advance(&self, draft: &mut Draft<'_>, rev: Revision) -> Result<()> {
        let brief = self.briefed(draft.document())?;
        self.store(draft, rev, brief)
    }

    /// Records that the reader was briefed up to a revision.
    ///
    /// # Errors
    /// As [`Kept::store`].
    pub fn advance_brief(&self, draft: &mut Draft<'_>, rev: Revision) -> Result<()> {
        let read = self.position(draft.document())?;
        self.store(draft, read, Some(rev))
    }

    fn store(&self, draft: &mut Draft<'_>, rev: Revision, brief: Option<Revision>) -> Result<()> {
        let Self { agent, session } = self.clone();
        ReadPosition { agent, session, rev, brief, at: timestamp_text(draft.now()) }.store(draft)?;
        let mut all = ReadPosition::all(draft.document())?;
        all.sort_by(|a, b| a.at.cmp(&b.at));
        let surplus = all.len().saturating_sub(MOST);
        all.iter().take(surplus).try_for_each(|old| draft.remove(&ReadPosition::path(old.key())).map(drop))
    }

    /// Whether a record only says how far somebody has read.
    #[must_use]
    pub fn is_bookkeeping(entry: &Entry) -> bool {
        [READ, BRIEFED].contains(&entry.change.op.as_str())
    }

    /// Whether the reader itself made a change. Commands of an agent may not know the session that its client knows.
    #[must_use]
    pub fn made(&self, entry: &Entry) -> bool {
        let author = &entry.change.author;
        let is_other = |session: &String| author.session.as_ref().is_some_and(|of| of != session);
        author.agent == self.agent.as_str() && !self.session.as_ref().is_some_and(is_other)
    }

    /// Whether a record is a message to this reader, from somebody else.
    #[must_use]
    pub fn receives(&self, entry: &Entry) -> bool {
        let (change, author) = (&entry.change, &entry.change.author);
        let is_own = author.agent == self.agent.as_str() && (self.session.is_none() || author.session == self.session);
        let to = change.args.get("to").and_then(Value::as_str);
        change.op == Message::OP && !is_own && to.is_none_or(|to| to == self.agent.as_str())
    }
}
