//! `ctx vote wait`: wait for the result of a vote.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::commands::together::vote::step::close_if_over;
use crate::commands::together::vote::{Answer, shown};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::vote::Vote;
use crate::log::name::Name;
use crate::output::kind;
use crate::session::Context;
use crate::session::transaction::Request;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::Snapshot;
use crate::text::duration::parse_duration;

/// Wait until a vote is closed and print the winner
///
/// Exits with 1 if no option won. Records that the time of the vote has run out (`open --until`).
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote wait release
  ctx vote wait release --timeout 10m --json")]
pub struct Args {
    /// Name of the vote
    #[arg(value_name = "TOPIC")]
    topic: Name,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,

    /// Print the vote as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (topic, store) = (&args.topic, context.store.as_ref());
    let tried = context.could_not(&format!("wait for the vote {topic}"));
    let mut look = |snapshot: &Snapshot| {
        let (found, now) = (Vote::find_with(&snapshot.document, store, topic)?, context.session.now());
        let is_recorded = found.status.is_end();
        let vote = found.as_of(now);
        let next = vote.end(now);
        Ok(if vote.status.is_end() { Checked::Met((vote, is_recorded)) } else { Checked::NotYet(next) })
    };
    let limits = (&places_of(&[Vote::collection()])[..], end_of(args.timeout));
    let (vote, is_recorded) =
        match until(store, &mut LateWatch::default(), limits, &mut look).with_context(|| tried.clone())? {
            Waited::Met(met) => met,
            Waited::TimedOut(last) => {
                let vote = Vote::find_with(&last.document, store, topic)?;
                let (voted, needed) = (vote.ballots.len(), vote.electorate());
                let limit = humantime::format_duration(args.timeout.unwrap_or_default());
                let why = format!("{tried}: {voted} of {needed} voted after {limit}");
                let failure = Failure::new(Kind::TimedOut, why).fact("voted", voted).fact("needed", needed);
                return Err(failure.hint("use a longer --timeout").hint(vote.shown()).into());
            }
        };
    let vote = if is_recorded { vote } else { recorded(vote, context).with_context(|| tried)? };
    if args.json {
        context.out.line(&shown(&vote)?.to_string())?;
    }
    let Some(winner) = &vote.winner else {
        let why = format!("the vote {topic} in {} was closed: {}", context.file.display(), vote.ended());
        let failure = Failure::new(Kind::No, why).fact("topic", topic.as_str()).fact("status", vote.status.word());
        return Err(failure.fact("tally", vote.tally_json()).hint(vote.shown()).into());
    };
    if !args.json {
        context.out.line(winner.as_str())?;
    }
    Ok(Answer::Yes)
}

/// Records that the time of a vote has run out, unless somebody else did that meanwhile. Returns the vote as
/// it was recorded.
///
/// # Errors
/// Fails if the lock is busy: whoever has it may be casting a vote that counts.
fn recorded(vote: Vote, context: &mut Context<'_>) -> Result<Vote> {
    let topic = vote.topic.clone();
    let request = Request::plain(format!("close the vote {topic}"), Vote::path(&topic));
    let done = request.run(context, |draft| match close_if_over(&topic, draft)? {
        Some(action) => Ok((action, Vote::find_with(draft.document(), draft.history(), &topic)?)),
        // Nothing to record: without a failure, that would be said.
        None => Err(Failure::new(Kind::Conflict, "it was closed meanwhile").into()),
    });
    let error = match done {
        Ok(done) => return Ok(done.value),
        Err(error) => error,
    };
    let find = |snapshot: Snapshot| Vote::find_with(&snapshot.document, context.store.as_ref(), &topic);
    match context.store.read().and_then(find) {
        Ok(found) if found.status.is_end() => Ok(found),
        _ if kind(&error) == Kind::TimedOut => Err(error),
        // Who may only read knows the result all the same.
        _ => {
            context.session.say(&format!("the result was not recorded: {error:#}"));
            Ok(vote)
        }
    }
}
