//! What an agent is told: the work that is open for it, what is new and what is wrong, within a bound.

pub mod held;
mod news;
mod problems;
mod text;
mod walk;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::brief::news::CHANGES;
pub use crate::brief::news::{Since, digest_of};
use crate::brief::problems::problems;
use crate::kept::read_position::Reader;
use crate::kept::work;
use crate::kept::work::Section;
use crate::log::entry::Revision;
use crate::output::escape;
use crate::session::Context;
use crate::store::Snapshot;

/// What there is to tell.
pub struct Brief {
    /// What the frame calls it.
    what: &'static str,
    pub agent: String,
    pub rev: Revision,
    /// The revision up to which it was told before.
    pub since: Option<Revision>,
    problems: Vec<String>,
    sections: Vec<Section>,
    /// Whether there is a change that the agent was not told of.
    pub is_any: bool,
}

impl Brief {
    /// What an agent should know that starts: open work, unread messages, changes after `since.told`, problems. A log
    /// that cannot be read is one of these.
    #[must_use]
    pub fn of(context: &Context<'_>, snapshot: &Snapshot, reader: &Reader, since: Since) -> Self {
        let now = context.session.now();
        let mut problems = problems(snapshot, &reader.agent, context);
        let mut sections = work::open(&snapshot.document, Some(&reader.agent), now);
        let mut is_any = false;
        match news::unread(context.store.as_ref(), reader, (since, snapshot.revision), now) {
            Ok((messages, changes)) => {
                is_any = !changes.is_empty();
                sections.insert(1, messages);
                sections.push(changes);
            }
            Err(error) => problems.insert(0, format!("the log: {error:#}: ctx doctor")),
        }
        let (agent, rev) = (reader.agent.to_string(), snapshot.revision);
        Self { what: "brief", agent, rev, since: since.told, problems, sections, is_any }
    }

    /// What others did after revision `told`, and nothing else; `None` if that is nothing.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn news(context: &Context<'_>, snapshot: &Snapshot, reader: &Reader, told: Revision) -> Result<Option<Self>> {
        let now = context.session.now();
        let sections = news::of_others(context.store.as_ref(), snapshot, reader, (told, now))?;
        if sections.iter().all(Section::is_empty) {
            return Ok(None);
        }
        let (agent, rev) = (reader.agent.to_string(), snapshot.revision);
        Ok(Some(Self { what: "news", agent, rev, since: Some(told), problems: Vec::new(), sections, is_any: true }))
    }

    /// The brief as data, in at most `most` bytes with its final line break.
    #[must_use]
    pub fn data(&self, most: usize) -> Value {
        let mut all = Map::from_iter([
            ("agent".to_owned(), self.agent.as_str().into()),
            ("rev".to_owned(), self.rev.number().into()),
            ("since".to_owned(), self.since.map(Revision::number).into()),
        ]);
        let size = |all: &Map<String, Value>| escape(&Value::from(all.clone()).to_string(), false).len() + 1;
        let problems: Vec<Value> = self.problems.iter().map(|problem| work::clipped(problem).into()).collect();
        all.insert("problems".to_owned(), problems.into());
        if size(&all) > most / 2 {
            let rest = format!("{} problems: ctx doctor", self.problems.len());
            all.insert("problems".to_owned(), vec![rest].into());
        }
        let mut within = most.saturating_sub(size(&all));
        loop {
            let mut whole = all.clone();
            whole.extend(work::data(&self.sections, within));
            let over = size(&whole).saturating_sub(most);
            if over == 0 || within == 0 {
                return whole.into();
            }
            within = within.saturating_sub(over);
        }
    }

    /// Whether data tells of the changes.
    #[must_use]
    pub fn tells_changes(data: &Value) -> bool {
        data.get(CHANGES).is_some()
    }
}
