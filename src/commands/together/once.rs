//! `ctx once`: run a command once for all callers.

use std::ffi::OsString;
use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::kept::once::{Once, Standing};
use crate::log::entry::{Action, Revision};
use crate::log::name::Name;
use crate::options::ttl::{TTL, parse_renewed_ttl};
use crate::platform::child::{Deferral, Until, defer_signals};
use crate::session::recording::recorded;
use crate::session::transaction::Request;
use crate::session::under_lease;
use crate::session::under_lease::{Ended, runs_above};
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::session::{Context, Session};
use crate::store::Snapshot;
use crate::text::duration::parse_duration;
use crate::text::shell::shell_quoted;

/// Run a command once, however many processes ask for it
///
/// The first caller with a NAME runs CMD. Later callers wait for it and get its exit code. If
/// the process that ran it died, or a signal killed CMD, it may have run in part: all callers
/// fail (exit code 3) until one uses --again. A command that could not be started (127, 126)
/// does not count as run.
///
/// A signal that asks ctx to end, and a lease that is lost, stop CMD and all processes that it
/// started (SIGKILL after 5 s). What CMD leaves in the background when it ends goes on.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx once migrate -- ./migrate.sh
  ctx once build --timeout 10m -- make")]
pub struct Args {
    /// Name that all callers share
    #[arg(value_name = "NAME")]
    name: Name,

    /// Run CMD even if it ran before; waits for a run in progress
    #[arg(long)]
    again: bool,

    /// Run CMD again if it ran before and exited with another code than 0
    #[arg(long)]
    retry_failed: bool,

    /// Give up on the running process DURATION after its last sign of life
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_renewed_ttl)]
    ttl: Duration,

    /// Give up waiting after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,

    /// Command to run, after --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let end = end_of(args.timeout);
    let mut watch = LateWatch::default();
    let tried = context.could_not(&format!("run {} once", args.name));
    loop {
        match args.standing(context, &mut watch, end).context(tried.clone())? {
            Standing::Done(once) if !args.repeats(&once) => {
                return args.answer(&once, context.session).context(tried);
            }
            Standing::Abandoned(lease) if !args.again => return Err(args.abandoned(&lease).context(tried)),
            Standing::Running(lease) if runs_above(context, &lease) => {
                return Err(args.part_of_itself(&lease).context(tried));
            }
            Standing::Running(lease) => return Err(args.timed_out(&lease).context(tried)),
            Standing::Forgotten(rev) if !args.again => return Err(args.forgotten(rev).context(tried)),
            _ => {}
        }
        // Another process may have been first: then check again.
        if let Some((lease, deferral)) = args.take(context)? {
            drop(watch);
            return args.run_under(&lease, &deferral, context);
        }
    }
}

/// Another process started or finished it after this one checked.
#[derive(Debug)]
struct Overtaken;

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("another process was first")
    }
}

impl std::error::Error for Overtaken {}

impl Args {
    /// Waits until nobody runs it and returns its state.
    fn standing(&self, context: &Context<'_>, watch: &mut LateWatch, end: Option<Instant>) -> Result<Standing> {
        let standing = |snapshot: &Snapshot| {
            Once::standing(&snapshot.document, context.store.as_ref(), &self.name, context.session.now())
        };
        let mut ended = |snapshot: &Snapshot| match standing(snapshot)? {
            Standing::Running(lease) if !runs_above(context, &lease) => {
                Ok(Checked::NotYet(lease.end(context.session.now())))
            }
            ended => Ok(Checked::Met(ended)),
        };
        let limits = (&places_of(&[Once::collection(), Lease::collection()])[..], end);
        match until(context.store.as_ref(), watch, limits, &mut ended)? {
            Waited::Met(ended) => Ok(ended),
            Waited::TimedOut(snapshot) => standing(&snapshot),
        }
    }

    /// Takes the lease. From then on, no signal ends this process before the end is recorded.
    fn take(&self, context: &mut Context<'_>) -> Result<Option<(Lease, Deferral)>> {
        let (name, claimant, lease_name) = (&self.name, context.session.claimant()?, Once::lease(&self.name)?);
        let begun = self.request("begin").run(context, |draft| {
            match Once::standing(draft.document(), draft.history(), name, draft.now())? {
                Standing::Open => {}
                Standing::Abandoned(_) | Standing::Forgotten(_) if self.again => {}
                Standing::Done(once) if self.repeats(&once) => {}
                Standing::Forgotten(rev) => return Err(self.forgotten(rev)),
                Standing::Abandoned(lease) => return Err(self.abandoned(&lease)),
                Standing::Done(_) | Standing::Running(_) => return Err(Overtaken.into()),
            }
            let lease = Lease::take(draft, &lease_name, &claimant, self.ttl)?;
            let begun = (lease, defer_signals()?);
            Ok((Action { op: "once.started", args: json!({"name": name, "lease": lease_name}) }, begun))
        });
        match begun {
            Err(error) if error.is::<Overtaken>() => Ok(None),
            begun => begun.map(|begun| Some(begun.value)),
        }
    }

    fn run_under(&self, lease: &Lease, deferral: &Deferral, context: &mut Context<'_>) -> Result<Answer> {
        let (name, held) = (&self.name, (lease, self.ttl));
        let (code, exit) = match under_lease::run(context, held, &self.command, Until::Command, deferral)? {
            Ended::Held(exit) => (exit.code, Some(exit)),
            Ended::NotStarted(code) => (code, None),
            Ended::Lost(why) => return Err(why.context(format!("could not run {name} once"))),
        };
        let mut end = |draft: &mut Draft<'_>| {
            if let Some(exit) = exit {
                Once::end(draft, name, lease, exit)?;
                let mut args = json!({"name": name, "exit_code": code});
                if let (Some(signal), Some(members)) = (exit.signal, args.as_object_mut()) {
                    members.insert("signal".to_owned(), signal.into());
                }
                return Ok((Action { op: "once.ended", args }, ()));
            }
            Lease::release(draft, &lease.name, lease.token)?;
            Ok((Action { op: "once.not_started", args: json!({"name": name, "exit_code": code}) }, ()))
        };
        let so = format!("the command ended with exit code {code}");
        let ended = recorded(context, deferral, &so, &mut |context| self.request("end").run(context, &mut end));
        drop(ended.with_context(|| format!("{so}, but"))?);
        Ok(Answer::Code(code))
    }

    fn request(&self, what: &str) -> Request {
        Request::plain(format!("{what} {}", self.name), Once::path(&self.name))
    }

    /// Whether it is run again, though it ran before.
    fn repeats(&self, once: &Once) -> bool {
        self.again || (self.retry_failed && once.signal.is_none() && once.exit_code != 0)
    }

    /// Returns the exit code of the run.
    ///
    /// # Errors
    /// Conflict if a signal killed the command: nobody knows how far it came.
    fn answer(&self, once: &Once, session: &Session) -> Result<Answer> {
        let Once { name, by, at, exit_code, signal } = once;
        let Some(signal) = signal else {
            session.say(&format!("{name} was already run by {by} until {at}: exit code {exit_code}"));
            return Ok(Answer::Code(*exit_code));
        };
        let why = format!("{by} ran it until {at}, when signal {signal} killed it: it may have run in part");
        Err(self.unknown(&why, by.as_str()).fact("signal", *signal).into())
    }

    /// The failure that a run came to no known end.
    fn unknown(&self, why: &str, by: &str) -> Failure {
        let name = &self.name;
        Failure::new(Kind::Conflict, why).fact("name", name.as_str()).fact("holder", by).hint(format!(
            "check what it did, then run it again: ctx once --again {} -- CMD",
            shell_quoted(name.as_str())
        ))
    }

    fn abandoned(&self, lease: &Lease) -> anyhow::Error {
        let Lease { since, until, .. } = lease;
        let by = lease.holder.as_ref().map_or("somebody", |holder| holder.as_str());
        let why = format!("{by} started it at {since} and its lease expired at {until}: it may have run in part");
        self.unknown(&why, by).into()
    }

    fn part_of_itself(&self, lease: &Lease) -> anyhow::Error {
        let by = lease.holder.as_ref().map_or("somebody", |holder| holder.as_str());
        let why = format!(
            "{by} is running it since {}, and this command is part of it: it would wait for itself",
            lease.since
        );
        Failure::new(Kind::Conflict, why)
            .fact("name", self.name.as_str())
            .fact("holder", by)
            .hint("leave out this `ctx once`, or use another NAME")
            .into()
    }

    fn forgotten(&self, rev: Revision) -> anyhow::Error {
        let why = format!("it ran before; revision {rev} removed its result, and the log no longer has it");
        self.unknown(&why, "somebody").fact("rev", rev.number()).into()
    }

    fn timed_out(&self, lease: &Lease) -> anyhow::Error {
        let (name, limit) = (&self.name, humantime::format_duration(self.timeout.unwrap_or_default()));
        let by = lease.holder.as_ref().map_or("somebody", |holder| holder.as_str());
        let why = format!("{by} has been running it since {} and has not finished after {limit}", lease.since);
        Failure::new(Kind::TimedOut, why)
            .fact("name", name.as_str())
            .fact("holder", by)
            .hint("use a longer --timeout")
            .into()
    }
}
