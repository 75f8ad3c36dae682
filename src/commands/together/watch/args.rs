//! The arguments of `ctx watch`.

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::builder::NonEmptyStringValueParser;

use crate::commands::together::watch::filter::{Filter, place};
use crate::commands::together::watch::teller::Sink;
use crate::commands::together::watch::turn::Turning;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::kept::read_position::Reader;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::options;
use crate::options::shown::ShownArgs;
use crate::options::value_test::ValueTestArgs;
use crate::output::Output;
use crate::platform::child::hook::Hook;
use crate::session::{Session, random_id};
use crate::text::duration::parse_duration;

/// Print events as they happen
///
/// Follows the log and prints one line of JSON for each event: context.updated, handoff.*, task.*,
/// lease.*, once.*, vote.* and message (see `ctx emit`). With a test such as --eq, prints only changes
/// that make the value at PATH pass it: `old`, `new`.
///
/// CMD gets the record on standard input (with a test: the event); see `ctx help running`. What CMD
/// changes through ctx is skipped. After -n events, exits with the code of the last CMD that failed.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx watch build --since 2 -n 1
  ctx watch --for me -n 1 -- ./wake.sh
  ctx watch build.status --eq green -n 1 -- ./deploy.sh
  ctx watch -n 1 --exec 'echo "$CTX_EVENT_AGENT changed $CTX_PATH"'"#)]
pub struct Args {
    /// Print only changes that affect these paths: at, below or above them
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Same as PATH (repeatable)
    #[arg(long = "path", value_name = "PATH", hide = true)]
    more_paths: Vec<String>,

    /// Print only events of this type or topic, such as handoff.* (repeatable)
    #[arg(long = "type", value_name = "TYPE", value_parser = NonEmptyStringValueParser::new())]
    types: Vec<String>,

    /// Print only what should wake AGENT, or me: handoffs, messages, tasks
    #[arg(long = "for", value_name = "AGENT", conflicts_with_all = ["paths", "more_paths"])]
    addressee: Option<AgentName>,

    /// Start with the events after revision REV, to miss none between two runs
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<Revision>,

    /// Exit after N events and the rest of the same revision
    #[arg(short = 'n', long = "number", value_name = "N")]
    pub(super) number: Option<usize>,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    pub(super) timeout: Option<Duration>,

    /// Run `sh -c CMD` for each event, in order, instead of printing it
    #[arg(long, value_name = "CMD", conflicts_with = "command")]
    exec: Option<OsString>,

    /// Also tell CMD of the changes that it made itself
    #[arg(long)]
    pub(super) own: bool,

    /// Print only events that pass the jq FILTER; if it fails, the watch ends
    #[arg(long = "where", value_name = "FILTER", allow_hyphen_values = true)]
    wanted: Option<String>,

    #[command(flatten)]
    test: ValueTestArgs,

    /// Command to run for each event, in order, instead of printing it
    #[arg(value_name = "CMD", last = true)]
    command: Vec<OsString>,

    /// Print events whole on a terminal too, where a long one is shown in part
    #[arg(long, hide = true)]
    json: bool,

    #[command(flatten)]
    shown: ShownArgs,
}

/// The agent whom `--for` names.
fn addressed(agent: &AgentName, session: &Session) -> Result<Reader> {
    if agent.as_str() == "me" { session.reader() } else { Ok(Reader { agent: agent.clone(), session: None }) }
}

/// The most bytes of an event on a terminal.
const ON_A_TERMINAL: usize = 1_000;

impl Args {
    fn key_paths(&self, session: &Session) -> Result<Vec<KeyPath>> {
        Ok([session.paths(&self.paths)?, session.paths(&self.more_paths)?].concat())
    }

    pub(super) fn filter(&self, session: &Session, skipped: Option<String>) -> Result<Filter> {
        let places = self.key_paths(session)?.iter().map(place).collect::<Result<_>>()?;
        let end = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let wanted = self.wanted.as_deref().map(|filter| options::filter::Filter::plain(filter, end));
        let addressee = self.addressee.as_ref().map(|agent| addressed(agent, session)).transpose()?;
        // The agent of the command line is then the one that watches.
        let by = session.named_agent().filter(|_| addressee.is_none()).cloned();
        Ok(Filter { places, by, addressee, types: self.types.clone(), skipped, wanted })
    }

    pub(super) fn turning(&self, session: &Session) -> Result<Option<Turning>> {
        let Some(test) = self.test.read() else { return Ok(None) };
        let mut paths = self.key_paths(session)?;
        match (paths.pop(), paths.is_empty()) {
            (Some(path), true) => Ok(Some(Turning::new(path, test))),
            (last, _) => {
                let named = paths.len() + usize::from(last.is_some());
                let why = format!("a test such as --eq is of the value at one PATH; {named} are named");
                let failure = Failure::new(Kind::Usage, why).hint("ctx watch build.status --eq green");
                Err(failure.hint("to run a command: ctx watch build.status --eq green -- ./deploy.sh").into())
            }
        }
    }

    pub(super) fn sink(&self, session: &Session, file: &Path, out: &Output) -> Result<Sink> {
        let shell = |command: &OsString| vec!["sh".into(), "-c".into(), command.clone()];
        let words = self.exec.as_ref().map(shell).or_else(|| Some(self.command.clone()).filter(|w| !w.is_empty()));
        Ok(match words {
            None if self.own => {
                let why = "--own is about the changes of a command, and there is none";
                return Err(Failure::new(Kind::Usage, why).hint("ctx watch build --own -- CMD").into());
            }
            None if self.json || self.shown.is_full() || out.columns().is_none() => Sink::Lines(self.shown.max_bytes()),
            None => Sink::Lines(Some(ON_A_TERMINAL)),
            Some(words) => {
                let (hook, passed_on, id) = (Hook::new()?, session.passed_on(file)?, random_id()?);
                Sink::Command { hook, words, passed_on, passes_agent: self.addressee.is_some(), id }
            }
        })
    }

    pub(super) fn timed_out(&self, tried: &str, file: &Path, (told, rev): (usize, Revision)) -> anyhow::Error {
        let limit = humantime::format_duration(self.timeout.unwrap_or_default());
        let events = if told == 1 { "1 event".to_owned() } else { format!("{told} events") };
        Failure::new(Kind::TimedOut, format!("{tried}: timed out after {limit} with {events}"))
            .fact("file", file.display().to_string())
            .fact("rev", rev.number())
            .hint(format!("to continue from here: ctx watch --since {rev}"))
            .into()
    }
}
