//! `ctx watch`: print events as they happen.

mod args;
mod filter;
mod teller;
mod turn;

use std::fmt;
use std::ops::ControlFlow;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::commands::Answer;
pub use crate::commands::together::watch::args::Args;
use crate::commands::together::watch::teller::Teller;
use crate::error::Kind;
use crate::log::follow::{Follower, Lost, News, Unheld};
use crate::log::history::History;
use crate::options;
use crate::output;
use crate::output::Output;
use crate::session::Context;
use crate::store::Store;

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
    let sink = args.sink(context.session, &context.file, context.out)?;
    let filter = args.filter(context.session, sink.id().filter(|_| !args.own))?;
    let turning = args.turning(context.session)?;
    let end = args.timeout.and_then(|limit| Instant::now().checked_add(limit));
    let tried = format!("could not watch {}", context.file.display());
    filter.wanted.as_ref().map_or(Ok(()), options::filter::Filter::check).context(tried.clone())?;
    let mut teller = Teller { filter, turning, sink, number: args.number, told: 0, failed: None };
    let Context { session, store, out, file, .. } = context;
    let store = store.as_ref();
    // Before the first read, so that no change is missed before the wait.
    let mut watch = store.watch();
    let follower = match args.since {
        Some(rev) => Follower::after(rev),
        None => Follower::from_now(store).context(tried.clone())?,
    };
    if let Some(turning) = teller.turning.as_mut().filter(|_| args.since.is_none()) {
        turning.start_after(follower.revision(), store).context(tried.clone())?;
    }
    let mut follower = follower.holding(MOST);
    while !teller.is_done() {
        let News { entries, unheld, lost } = look(&mut follower, store, &teller).context(tried.clone())?;
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
            if let ControlFlow::Break(answer) = teller.tell(&entry, store, out)? {
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
    teller: &mut Teller,
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
        if teller.admits_record(&entry)
            && let ControlFlow::Break(end) = teller.tell(&entry, store, out)?
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
fn look(follower: &mut Follower, history: &dyn History, teller: &Teller) -> Result<News> {
    match follower.look(history, &|entry| teller.admits_record(entry)) {
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
