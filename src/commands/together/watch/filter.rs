//! Which events a watch is for.

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::kept::read_position::Reader;
use crate::kept::work::is_for;
use crate::log::agent::AgentName;
use crate::log::entry::Entry;
use crate::log::event::Event;
use crate::log::history::touches;
use crate::options;
use crate::session::now;
use crate::store::Store;

/// Which events to print.
pub(super) struct Filter {
    pub(super) places: Vec<Pointer>,
    pub(super) by: Option<AgentName>,
    /// The agent that events have to be for, and not by.
    pub(super) addressee: Option<Reader>,
    pub(super) types: Vec<String>,
    /// The `ctx watch` whose commands' changes are skipped.
    pub(super) skipped: Option<String>,
    /// The filter that an event has to satisfy.
    pub(super) wanted: Option<options::filter::Filter>,
}

impl Filter {
    pub(super) fn admits_record(&self, entry: &Entry) -> bool {
        self.is_at_places(entry) && self.is_by_whom(entry)
    }

    pub(super) fn is_at_places(&self, entry: &Entry) -> bool {
        self.places.is_empty() || self.places.iter().any(|place| touches(entry, place))
    }

    pub(super) fn is_by_whom(&self, entry: &Entry) -> bool {
        let author = &entry.change.author;
        self.by.as_ref().is_none_or(|by| author.agent == by.as_str())
            && !self.addressee.as_ref().is_some_and(|reader| reader.made(entry))
            && (self.skipped.is_none() || author.watch != self.skipped)
    }

    pub(super) fn admits(&self, event: &Event, store: &dyn Store) -> Result<bool> {
        if !(self.types.is_empty() || self.types.iter().any(|wanted| event.is_of(wanted))) {
            return Ok(false);
        }
        if let Some(reader) = &self.addressee
            && !is_for(event, &reader.agent, &store.read()?.document, now())?
        {
            return Ok(false);
        }
        let Some(wanted) = &self.wanted else { return Ok(true) };
        let before = event.rev.number().saturating_sub(1);
        let wanted = wanted.clone().shown_by(format!("ctx watch --since {before} -n 1"));
        wanted.holds(serde_json::to_string(event)?)
    }
}

/// The place of a path to watch.
pub(super) fn place(path: &KeyPath) -> Result<Pointer> {
    if path.segments().iter().any(|segment| matches!(segment, Segment::FromEnd(_))) {
        let why = format!("could not watch {path}: an index from the end refers to another item after each append");
        return Err(Failure::new(Kind::Usage, why).hint("watch the array, or an item by its index").into());
    }
    Ok(path.pointer_in(&Value::Null))
}
