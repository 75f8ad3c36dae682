//! `ctx watch`: print events as they happen.

mod filter;
mod teller;

use std::ffi::OsString;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::builder::NonEmptyStringValueParser;

use crate::commands::Answer;
use crate::commands::together::watch::filter::{Filter, place};
use crate::commands::together::watch::teller::{Sink, Teller};
use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::log::follow::{Follower, Lost, News, Unheld};
use crate::log::history::History;
use crate::output;
use crate::output::Output;
use crate::platform::child::hook::Hook;
use crate::session::{Context, Session};
use crate::store::Store;

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
  ctx watch --exec 'echo \"$CTX_EVENT_AGENT changed $CTX_PATH\"'")]
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
    /// standard input and CTX_EVENT, CTX_REV, CTX_PATH, CTX_TOPIC and CTX_EVENT_AGENT in its environment.
    /// ctx commands in CMD act in their own name; their records name the agent of the event as
    /// `on_behalf_of`
    #[arg(long, value_name = "CMD")]
    exec: Option<OsString>,

    /// Print JSON Lines (the default)
    #[arg(long)]
    json: bool,
}

/// The most bytes of records that are held at once.
const MOST: usize = 1024 * 1024;

/// No more records are wanted.
#[derive(Debug)]
struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no more records are wanted")
    }
}

impl std::error::Error for Stopped {}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let filter = args.filter(context.session)?;
    let end = args.timeout.and_then(|limit| Instant::now().checked_add(limit));
    let tried = format!("could not watch {}", context.file.display());
    let sink = match &args.exec {
        Some(command) => Sink::Command(Hook::new()?, command, context.session.passed_on()?),
        None => Sink::Lines,
    };
    let mut teller = Teller { filter, sink, number: args.number, told: 0 };
    let Context { session, store, out, file, .. } = context;
    let store = store.as_ref();
    // Before the first read, so that no change is missed before the wait.
    let mut watch = store.watch();
    let follower = match args.since {
        Some(rev) => Follower::after(rev),
        None => Follower::from_now(store).context(tried.clone())?,
    };
    let mut follower = follower.holding(MOST);
    while !teller.is_done() {
        let News { entries, unheld, lost } = look(&mut follower, store, &teller.filter).context(tried.clone())?;
        if let Some(lost) = lost {
            session.say(&explained(&lost));
            // The directory may have been replaced as well.
            let gone = std::mem::replace(&mut watch, store.watch());
            gone.end();
        }
        if let Some(answer) = tell_unheld(&mut teller, unheld, store, out).context(tried.clone())? {
            return Ok(answer);
        }
        for entry in entries {
            if let ControlFlow::Break(answer) = teller.tell(&entry, out)? {
                return Ok(answer);
            }
        }
        if teller.is_closed(out) {
            return Ok(Answer::Yes);
        }
        if !watch.wait(end)? {
            return Err(args.timed_out(&tried, file, (teller.told, follower.revision())));
        }
    }
    Ok(Answer::Yes)
}

/// Tells records that are too long to be held, one by one. Returns an answer if the watch should end.
fn tell_unheld(
    teller: &mut Teller<'_>,
    unheld: Option<Unheld>,
    store: &dyn Store,
    out: &mut Output,
) -> Result<Option<Answer>> {
    let Some(Unheld { after, last }) = unheld else { return Ok(None) };
    let mut answer = None;
    let told = store.entries(after, &mut |entry| {
        // What was written since is told by the next look.
        if entry.link.rev > last {
            return Err(Stopped.into());
        }
        if teller.filter.admits_record(&entry)
            && let ControlFlow::Break(end) = teller.tell(&entry, out)?
        {
            answer = Some(end);
            return Err(Stopped.into());
        }
        Ok(())
    });
    match told {
        Err(error) if !error.is::<Stopped>() => Err(error),
        _ => Ok(answer),
    }
}

/// Reads new records. A lock that stays busy, such as that of `ctx lock`, does not end the watch.
fn look(follower: &mut Follower, history: &dyn History, filter: &Filter) -> Result<News> {
    match follower.look(history, &|entry| filter.admits_record(entry)) {
        Err(error) if output::kind(&error) == Kind::TimedOut => {
            Ok(News { entries: Vec::new(), unheld: None, lost: None })
        }
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

    fn timed_out(&self, tried: &str, file: &Path, (told, rev): (usize, Revision)) -> anyhow::Error {
        let limit = humantime::format_duration(self.timeout.unwrap_or_default());
        let events = if told == 1 { "1 event".to_owned() } else { format!("{told} events") };
        Failure::new(Kind::TimedOut, format!("{tried}: timed out after {limit} with {events}"))
            .fact("file", file.display().to_string())
            .fact("rev", rev.number())
            .hint(format!("to continue from here: ctx watch --since {rev}"))
            .into()
    }
}
