//! `ctx vote open`: open a vote.

use std::time::Duration;

use anyhow::Result;
use clap::ArgGroup;

use crate::commands::together::vote::Answer;
use crate::commands::together::vote::step::{args_of, print, run as run_step};
use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::collection::Kept;
use crate::kept::tidied::find::{Removed, removed};
use crate::kept::vote::{Ballots, Rule, Status, Vote, Voter, check_options, check_path, check_same, check_voters};
use crate::log::entry::Action;
use crate::log::event_type::VOTE_OPENED;
use crate::log::name::Name;
use crate::options::ttl::parse_positive;
use crate::options::write::WriteArgs;
use crate::session::{Context, Session};
use crate::text::timestamp::{end, timestamp_text};

/// The member of the document that holds the results, unless `--at` is given.
const RESULTS: &str = "votes";

/// Open a vote
///
/// The vote closes by itself: with --voters once its result is certain, with --quorum once N agents
/// have voted. The result is then put into the document at `votes.TOPIC`, such as
/// `{"result":"decided","winner":"ship","tally":{"ship":2,"wait":0}}`; it can also be `tied` or
/// `no_quorum`. Nothing may be at that path when the vote is opened; what is put there later is replaced.
#[derive(clap::Args, Debug)]
#[command(group(ArgGroup::new("electorate").args(["voters", "quorum"]).required(true)))]
#[command(after_long_help = "Examples:
  ctx vote open colour --options red,blue --voters ann,bob,eve
  ctx vote open name --options ctx,cx --quorum 5 --until 1h
  ctx vote open merge --options yes,no --voters lead=3,dev=1 --weighted")]
pub struct Args {
    /// Name of the vote
    #[arg(value_name = "TOPIC")]
    topic: Name,

    /// Set the options, separated by commas
    #[arg(long, value_name = "OPTION,...", required = true, value_delimiter = ',', value_parser = parse_option)]
    options: Vec<Name>,

    /// Let these agents vote, separated by commas; with --weighted, AGENT=WEIGHT
    #[arg(long, value_name = "AGENT,...", value_delimiter = ',')]
    voters: Vec<Voter>,

    /// Let anybody vote, and close the vote when N agents have voted
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    quorum: Option<u16>,

    #[command(flatten)]
    rule: RuleArgs,

    /// Close the vote after DURATION, if it has not been decided; `vote wait`, or the next step of the
    /// vote, then records that and puts the result into the document
    #[arg(long, value_name = "DURATION", value_parser = parse_positive)]
    until: Option<Duration>,

    /// Put the result at PATH [default: votes.TOPIC]
    #[arg(long, value_name = "PATH")]
    at: Option<String>,

    /// Say what the vote is about
    #[arg(short = 'm', long = "message", visible_alias = "summary", value_name = "SUMMARY")]
    summary: Option<String>,

    /// Print the vote as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

/// When an option wins.
#[derive(clap::Args, Debug)]
struct RuleArgs {
    /// Require more than half of the votes (the default)
    #[arg(long, conflicts_with_all = ["unanimous", "weighted"])]
    majority: bool,

    /// Require all votes for one option; the first vote for another one closes the vote as tied
    #[arg(long, conflicts_with = "weighted")]
    unanimous: bool,

    /// Require more than half of the weight of all voters [default weight: 1]
    #[arg(long, conflicts_with = "quorum")]
    weighted: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (template, path) = (args.template(context.session)?, args.path(context.session)?);
    let topic = &args.topic;
    let request = args.write.request(format!("open the vote {topic}"), Vote::collection(), args.summary.clone());
    let done = run_step(request, context, topic, &mut |draft| {
        let mut vote = template.clone();
        let vote = if let Some(first) = first(topic, draft)? {
            vote.path = KeyPath::from(&draft.document().pointer(&path)).to_string();
            check_same(&first, &vote, args.until)?;
            first
        } else {
            vote.path = check_path(draft, &path)?.to_string();
            vote.opened = timestamp_text(draft.now());
            vote.until = args.until.map(|lasts| end(draft.now(), lasts)).transpose()?.map(timestamp_text);
            vote.store(draft)?;
            vote
        };
        Ok((Action { op: VOTE_OPENED, args: args_of(&vote, None) }, vote))
    })?;
    if done.value.status.is_end() {
        let ended = done.value.ended();
        context.session.say(&format!("the vote {topic} is closed: {ended}; another vote needs another topic"));
    }
    print(&done, args.json, context)
}

impl RuleArgs {
    fn rule(&self) -> Rule {
        match (self.unanimous, self.weighted) {
            (true, _) => Rule::Unanimous,
            (_, true) => Rule::Weighted,
            _ => Rule::Majority,
        }
    }
}

impl Args {
    /// Returns the vote without its path and times, which are set under the lock.
    fn template(&self, session: &Session) -> Result<Vote> {
        check_options(&self.options)?;
        Ok(Vote {
            topic: self.topic.clone(),
            summary: self.summary.clone(),
            options: self.options.clone(),
            rule: self.rule.rule(),
            voters: check_voters(&self.voters, self.rule.weighted)?,
            quorum: self.quorum.map(usize::from),
            path: String::new(),
            opened_by: session.agent()?,
            opened: String::new(),
            until: None,
            status: Status::Open,
            ballots: Ballots::default(),
            winner: None,
            closed_by: None,
            closed_at: None,
            reason: None,
        })
    }

    fn path(&self, session: &Session) -> Result<KeyPath> {
        if let Some(path) = &self.at {
            return session.path(path);
        }
        let keys = [RESULTS, self.topic.as_str()].map(|key| Segment::Key(key.to_owned()));
        Ok(session.namespace()?.join(KeyPath::new(keys.to_vec())))
    }
}

/// The vote that was opened on this topic before.
fn first(topic: &Name, draft: &Draft<'_>) -> Result<Option<Vote>> {
    if let Some(vote) = Vote::get(draft.document(), topic)? {
        return Ok(Some(vote));
    }
    match removed(draft.document(), draft.history(), topic.as_str(), &|vote: &Vote| vote.topic == *topic)? {
        None => Ok(None),
        Some(Removed::Entry(vote)) => Ok(Some(vote)),
        Some(Removed::Lost(rev)) => {
            let why = format!(
                "the vote {topic} was opened before and is closed; revision {rev} removed it, and the log no longer has it"
            );
            let failure = Failure::new(Kind::Conflict, why).fact("topic", topic.as_str()).fact("rev", rev.number());
            Err(failure.hint("use another topic for another vote").into())
        }
    }
}

/// Parses an option, without the blanks around it.
fn parse_option(text: &str) -> Result<Name, String> {
    text.trim().parse().map_err(|e: crate::log::name::NotAName| e.to_string())
}
