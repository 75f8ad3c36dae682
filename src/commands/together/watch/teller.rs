//! Tells events: prints them, or runs a command for each.

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::commands::together::watch::filter::Filter;
use crate::commands::together::watch::turn::{Turn, Turning};
use crate::json::bounded::bounded;
use crate::log::entry::Entry;
use crate::log::event::{Event, events_of};
use crate::output;
use crate::output::Output;
use crate::platform::child::hook::{Ended, Hook};
use crate::session::passed_on::{ON_BEHALF_OF, PassedOn, WATCH};
use crate::store::Store;

/// Tells the events that a watch is for.
pub(super) struct Teller {
    pub(super) filter: Filter,
    /// The value that is tested, if one is.
    pub(super) turning: Option<Turning>,
    pub(super) sink: Sink,
    /// How many events to tell, if that is limited.
    pub(super) number: Option<usize>,
    pub(super) told: usize,
    /// The exit code of the last command that failed.
    pub(super) failed: Option<u8>,
}

/// What to do with events.
pub(super) enum Sink {
    /// Prints JSON Lines, of at most so many bytes.
    Lines(Option<usize>),
    Command {
        hook: Hook,
        words: Vec<OsString>,
        passed_on: PassedOn,
        /// The agent of the command line is the one that watches.
        passes_agent: bool,
        /// Tells the changes of this command from others.
        id: String,
    },
}

/// How an event was told.
enum Told {
    Well,
    /// Its command failed.
    Failed(u8),
    /// The watch should end.
    Last(Answer),
}

impl Teller {
    /// Whether all events were told that were asked for.
    pub(super) fn is_done(&self) -> bool {
        self.number.is_some_and(|number| self.told >= number)
    }

    /// Whether the reader of the events has gone.
    pub(super) fn is_closed(&self, out: &Output) -> bool {
        matches!(self.sink, Sink::Lines(_)) && out.is_closed()
    }

    /// Whether a record may have an event to tell. A value that is tested is followed through all of its changes.
    pub(super) fn admits_record(&self, entry: &Entry) -> bool {
        if self.turning.is_some() { self.filter.is_at_places(entry) } else { self.filter.admits_record(entry) }
    }

    /// Tells the events of a record: all of them, since `--since` cannot continue within a revision. Breaks if
    /// the watch should end.
    pub(super) fn tell(&mut self, entry: &Entry, store: &dyn Store, out: &mut Output) -> Result<ControlFlow<Answer>> {
        let mut events = events_of(entry);
        if let Some(turning) = &mut self.turning {
            let turned = match turning.by(entry, store)? {
                Turn::Passed(turned) if self.filter.is_by_whom(entry) => Some(turned),
                Turn::Hashed => {
                    let rev = entry.link.rev;
                    output::note(&format!("revision {rev} was not tested: the log has only a hash of the value"), &[]);
                    return Ok(ControlFlow::Continue(()));
                }
                Turn::Passed(_) | Turn::No => return Ok(ControlFlow::Continue(())),
            };
            // The last event is of the change itself, those before it of what it found.
            events = events.pop().map(|event| Event { turned, ..event }).into_iter().collect();
        }
        for event in &events {
            if !self.filter.admits(event, store).with_context(|| format!("could not judge revision {}", event.rev))? {
                continue;
            }
            match self.sink.tell(event, entry, out)? {
                Told::Well => {}
                Told::Failed(code) => self.failed = Some(code),
                Told::Last(answer) => return Ok(ControlFlow::Break(answer)),
            }
            self.told += 1;
        }
        let end = self.failed.map_or(Answer::Yes, Answer::Code);
        Ok(if self.is_done() { ControlFlow::Break(end) } else { ControlFlow::Continue(()) })
    }
}

impl Sink {
    /// The ID that the command has, if there is one.
    pub(super) fn id(&self) -> Option<String> {
        match self {
            Self::Lines(_) => None,
            Self::Command { id, .. } => Some(id.clone()),
        }
    }

    /// Prints an event or runs the command for it.
    fn tell(&self, event: &Event, entry: &Entry, out: &mut Output) -> Result<Told> {
        let (hook, words, passed_on, passes_agent, id) = match self {
            Self::Command { hook, words, passed_on, passes_agent, id } => (hook, words, passed_on, *passes_agent, id),
            Self::Lines(most) => {
                out.line(&line(event, *most)?)?;
                out.flush()?;
                let closed = out.is_closed();
                return Ok(if closed { Told::Last(Answer::Yes) } else { Told::Well });
            }
        };
        let (rev, tested) = (event.rev.to_string(), event.turned.as_ref().map(|turned| &turned.path));
        let told = [
            ("CTX_EVENT", Some(event.kind.as_str())),
            ("CTX_REV", Some(rev.as_str())),
            ("CTX_PATH", Some(tested.or(event.paths.first()).map_or("", String::as_str))),
            ("CTX_EVENT_AGENT", Some(event.agent.as_str())),
            (ON_BEHALF_OF, Some(event.agent.as_str())),
            (WATCH, Some(id.as_str())),
            ("CTX_TOPIC", event.topic.as_deref()),
        ];
        let told = told.map(|(name, value)| (name, value.map(OsStr::new)));
        // Otherwise an agent on the command line is the one whose events are wanted.
        let passed_on = passed_on.as_environment().filter(|(name, _)| passes_agent || *name != "CTX_AGENT");
        let environment: Vec<_> = passed_on.chain(told).collect();
        let mut input = if event.turned.is_some() { serde_json::to_vec(event)? } else { entry.line.clone() };
        input.push(b'\n');
        let Ended { code, signal } = hook.run(words, &environment, &input, &output::note)?;
        if let Some(signal) = signal {
            return Ok(Told::Last(Answer::Code(signal.saturating_add(128))));
        }
        if code != 0 {
            output::note(&format!("the command failed with exit code {code}: {} of revision {rev}", event.kind), &[]);
        }
        Ok(if code == 0 { Told::Well } else { Told::Failed(code) })
    }
}

/// Returns an event as JSON, of at most `most` bytes with its line break.
fn line(event: &Event, most: Option<usize>) -> Result<String> {
    let line = serde_json::to_string(event)?;
    Ok(match most.filter(|most| line.len() >= *most) {
        Some(most) => bounded(&serde_json::from_str(&line)?, most - 1).to_string(),
        None => line,
    })
}
