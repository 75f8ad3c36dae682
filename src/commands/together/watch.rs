//! `ctx watch`: print events as they happen.

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::builder::NonEmptyStringValueParser;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::log::agent::AgentName;
use crate::log::entry::{Entry, Revision};
use crate::log::event::{Event, events_of};
use crate::log::follow::{Follower, Lost, News};
use crate::log::history::{History, touches};
use crate::output;
use crate::output::Output;
use crate::platform::child::hook::{Ended, Hook};
use crate::session::{Context, Session};

/// Print events as they happen
///
/// Follows the log and prints one JSON object per line for each event. The event types are
/// context.updated, handoff.requested, handoff.accepted and so on, task.*, lease.*, once.*
/// and message (see `ctx emit`). With --agent, prints only the events of that agent. Ends
/// when its reader has gone. Does not poll.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx watch build --since 12
  ctx watch --type 'handoff.*' -n 1
  ctx watch --exec 'echo \"$CTX_AGENT changed $CTX_PATH\"'")]
pub struct Args {
    /// Print only changes that affect these paths: at, below or above them
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Same as PATH (repeatable)
    #[arg(long = "path", value_name = "PATH")]
    more_paths: Vec<String>,

    /// Print only events of this type, such as handoff.accepted or handoff.*, or messages with
    /// this topic (repeatable)
    #[arg(long = "type", value_name = "TYPE", value_parser = NonEmptyStringValueParser::new())]
    types: Vec<String>,

    /// Start with the events after revision REV, so that none is missed between two runs
    #[arg(long, value_name = "REV")]
    since: Option<Revision>,

    /// Exit after N events and the rest of the same revision
    #[arg(short = 'n', long = "number", value_name = "N")]
    number: Option<usize>,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    timeout: Option<Duration>,

    /// Run `sh -c CMD` for each event, in order, instead of printing it. CMD gets the record on
    /// standard input and CTX_EVENT, CTX_REV, CTX_PATH, CTX_TOPIC and CTX_AGENT in its environment;
    /// ctx commands in CMD therefore act as that agent unless they use --agent
    #[arg(long, value_name = "CMD")]
    exec: Option<OsString>,

    /// Print JSON Lines (the default)
    #[arg(long)]
    json: bool,
}

/// Which events to print.
struct Filter {
    places: Vec<Pointer>,
    by: Option<AgentName>,
    types: Vec<String>,
}

/// What to do with events.
enum Sink<'a> {
    Lines,
    Command(Hook, &'a OsString),
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let filter = args.filter(context.session)?;
    let end = args.timeout.and_then(|limit| Instant::now().checked_add(limit));
    let tried = format!("could not watch {}", context.file.display());
    let sink = match &args.exec {
        Some(command) => Sink::Command(Hook::new()?, command),
        None => Sink::Lines,
    };
    // Before the first read, so that no change is missed before the wait.
    let mut watch = context.store.watch();
    let mut follower = match args.since {
        Some(rev) => Follower::after(rev),
        None => Follower::from_now(context.store.as_ref()).context(tried.clone())?,
    };
    let mut told = 0;
    while args.number.is_none_or(|number| told < number) {
        let News { entries, lost } = look(&mut follower, context.store.as_ref(), &filter).context(tried.clone())?;
        if let Some(lost) = lost {
            context.session.say(&explained(&lost));
            // The directory may have been replaced as well.
            let gone = std::mem::replace(&mut watch, context.store.watch());
            gone.end();
        }
        for entry in entries {
            // All events of the revision, since `--since` cannot continue within one.
            for event in events_of(&entry).iter().filter(|event| filter.admits(event)) {
                if let ControlFlow::Break(answer) = sink.tell(event, &entry, context)? {
                    return Ok(answer);
                }
                told += 1;
            }
            if args.number.is_some_and(|number| told >= number) {
                return Ok(Answer::Yes);
            }
        }
        if sink.is_closed(context.out) {
            return Ok(Answer::Yes);
        }
        if !watch.wait(end)? {
            let (limit, rev) = (humantime::format_duration(args.timeout.unwrap_or_default()), follower.revision());
            let events = if told == 1 { "1 event".to_owned() } else { format!("{told} events") };
            return Err(Failure::new(Kind::TimedOut, format!("{tried}: timed out after {limit} with {events}"))
                .fact("file", context.file.display().to_string())
                .fact("rev", rev.number())
                .hint(format!("to continue from here: ctx watch --since {rev}"))
                .into());
        }
    }
    Ok(Answer::Yes)
}

/// Reads new records. A lock that stays busy, such as that of `ctx lock`, does not end the watch.
fn look(follower: &mut Follower, history: &dyn History, filter: &Filter) -> Result<News> {
    match follower.look(history, &|entry| filter.admits_record(entry)) {
        Err(error) if output::kind(&error) == Kind::TimedOut => Ok(News { entries: Vec::new(), lost: None }),
        news => news,
    }
}

fn explained(lost: &Lost) -> String {
    match lost {
        Lost::Gone(rev) => format!("the log was removed; the last revision seen in it was {rev}"),
        Lost::Replaced(rev) => {
            format!("revision {rev}, the last one seen, is no longer in the log; printing all of the log")
        }
        Lost::Dropped { first, last, by } => {
            let (which, were, are) = if first == last {
                (format!("revision {first}"), "was", "is")
            } else {
                (format!("revisions {first} to {last}"), "were", "are")
            };
            match by {
                Some(by) => format!("{which} {were} dropped from the log by revision {by} and {are} skipped"),
                None => format!("{which} {are} no longer in the log and {are} skipped"),
            }
        }
    }
}

impl Args {
    fn filter(&self, session: &Session) -> Result<Filter> {
        let paths = [session.paths(&self.paths)?, session.paths(&self.more_paths)?].concat();
        let places = paths.iter().map(place).collect::<Result<_>>()?;
        Ok(Filter { places, by: session.named_agent().cloned(), types: self.types.clone() })
    }
}

fn place(path: &KeyPath) -> Result<Pointer> {
    if path.segments().iter().any(|segment| matches!(segment, Segment::FromEnd(_))) {
        let why = format!("could not watch {path}: an index from the end refers to another item after each append");
        return Err(Failure::new(Kind::Usage, why).hint("watch the array, or an item by its index").into());
    }
    Ok(path.pointer_in(&serde_json::Value::Null))
}

impl Filter {
    fn admits_record(&self, entry: &Entry) -> bool {
        (self.places.is_empty() || self.places.iter().any(|place| touches(entry, place)))
            && self.by.as_ref().is_none_or(|by| entry.change.author.agent == by.as_str())
    }

    fn admits(&self, event: &Event) -> bool {
        self.types.is_empty() || self.types.iter().any(|wanted| event.is_of(wanted))
    }
}

impl Sink<'_> {
    /// Prints an event or runs the command for it. Breaks if the watch should end.
    fn tell(&self, event: &Event, entry: &Entry, context: &mut Context<'_>) -> Result<ControlFlow<Answer>> {
        let Self::Command(hook, command) = self else {
            context.out.line(&serde_json::to_string(event)?)?;
            context.out.flush()?;
            let closed = context.out.is_closed();
            return Ok(if closed { ControlFlow::Break(Answer::Yes) } else { ControlFlow::Continue(()) });
        };
        let rev = event.rev.to_string();
        let environment = [
            ("CTX_EVENT", Some(event.kind.as_str())),
            ("CTX_REV", Some(rev.as_str())),
            ("CTX_PATH", Some(event.paths.first().map_or("", String::as_str))),
            ("CTX_AGENT", Some(event.agent.as_str())),
            ("CTX_TOPIC", event.topic.as_deref()),
        ];
        let Ended { code, signal } =
            hook.run(command, &environment, &[entry.line.as_slice(), b"\n"].concat(), &output::tell)?;
        if let Some(signal) = signal {
            return Ok(ControlFlow::Break(Answer::Code(signal.saturating_add(128))));
        }
        if code != 0 {
            output::note(&format!("the command failed with exit code {code}: {} of revision {rev}", event.kind), &[]);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Returns whether the reader of the events has gone.
    fn is_closed(&self, out: &Output) -> bool {
        matches!(self, Self::Lines) && out.is_closed()
    }
}
