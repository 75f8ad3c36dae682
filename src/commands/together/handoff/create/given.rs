//! What a call of `ctx handoff create` is given, and the handoff that it asks for, without its ID and times:
//! these are set under the lock.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::split_assignment;
use crate::json::readable::is_reserved;
use crate::kept::handoff::{Handoff, HandoffId};
use crate::kept::ownership::check_place;
use crate::kept::priority::Priority;
use crate::log::agent::Addressee;
use crate::options::assignment::read_value;
use crate::options::ttl::parse_positive;
use crate::options::value::{Reading, read_argument};
use crate::options::write::PathWriteArgs;
use crate::platform::input::Source;
use crate::session::choice::choice;
use crate::session::{Context, Session};
use crate::text::size::Size;

/// How long an excerpt of a conversation may be, in bytes.
const LONGEST_HISTORY: u64 = 256 * 1024;

/// Hand work over to an agent and print the ID of the handoff
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx handoff create parser -m "parse the pages" --ref pages
  ctx handoff create '*' -m "review the plan" --priority high --expires 2h
  ctx handoff create coder -m "fix the typo" --set text='teh end' --transfer text"#)]
pub struct Args {
    /// Agent to hand over to, or '*' for any agent
    #[arg(value_name = "TO")]
    pub(super) to: Addressee,

    /// The work in one sentence
    #[arg(value_name = "SUMMARY", allow_hyphen_values = true, required_unless_present = "message")]
    pub(super) summary: Option<String>,

    /// Same as SUMMARY
    #[arg(short = 'm', long = "message", alias = "summary", value_name = "SUMMARY", conflicts_with = "summary")]
    pub(super) message: Option<String>,

    /// Describe what the user wants in the end
    #[arg(long, value_name = "TEXT")]
    pub(super) intent: Option<String>,

    /// Add a next step (repeatable)
    #[arg(long = "next", value_name = "STEP")]
    pub(super) next: Vec<String>,

    /// Refer to a path in the document (repeatable)
    #[arg(long = "ref", value_name = "PATH")]
    pub(super) refs: Vec<String>,

    /// Attach data, read like a value of `ctx set`; - reads standard input
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    pub(super) payload: Option<String>,

    /// Name what the work is about, such as ticket=4711 (repeatable); values are read like those of
    /// `ctx set`
    #[arg(long = "entity", value_name = "KEY=VALUE")]
    pub(super) entities: Vec<String>,

    /// Attach an excerpt of the conversation: JSON or text, at most 256 KiB; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(super) history: Option<Source>,

    /// Refer to a file, with its SHA-256 and size (repeatable)
    #[arg(long = "artifact", value_name = "FILE")]
    pub(super) artifacts: Vec<PathBuf>,

    /// Set the priority
    #[arg(long, value_name = "PRIORITY", default_value = "normal", value_parser = choice(&Priority::ALL))]
    pub(super) priority: Priority,

    /// Set an idempotency key: the same call with KEY again prints the ID of the first handoff;
    /// another one fails (exit code 3)
    #[arg(long, value_name = "KEY")]
    pub(super) key: Option<String>,

    /// Expire the handoff if nobody accepts it within DURATION
    #[arg(long, value_name = "DURATION", value_parser = parse_positive)]
    pub(super) expires: Option<Duration>,

    /// Fail the handoff if it has not ended within DURATION, accepted or not
    #[arg(long, value_name = "DURATION", value_parser = parse_positive)]
    pub(super) due: Option<Duration>,

    /// Replace an earlier handoff that you sent and nobody has accepted, or that you accepted and
    /// pass on. Fails if TO had it before, unless --force is given
    #[arg(long, value_name = "ID")]
    pub(super) supersedes: Option<HandoffId>,

    /// Transfer the right to write PATH and below, once accepted (repeatable)
    #[arg(long = "transfer", value_name = "PATH")]
    pub(super) transfers: Vec<String>,

    /// Print the handoff as JSON
    #[arg(long)]
    pub(super) json: bool,

    /// Set a value in the same revision (repeatable)
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,

    #[command(flatten)]
    pub(super) write: PathWriteArgs,
}

impl Args {
    /// The work in one sentence, which clap requires.
    pub(super) fn summary(&self) -> &str {
        self.summary.as_deref().or(self.message.as_deref()).unwrap_or_default()
    }
}

/// Returns the handoff without its ID and times.
///
/// # Errors
/// Fails if something given is not what it has to be, or cannot be read.
pub(super) fn template(args: &Args, context: &Context<'_>) -> Result<Handoff> {
    let session = context.session;
    if args.summary().trim().is_empty() {
        return Err(Failure::new(Kind::Usage, "the summary is empty").hint("describe the work in one sentence").into());
    }
    if args.payload.as_deref() == Some("-") && args.history == Some(Source::StandardInput) {
        let failure = Failure::new(Kind::Usage, "standard input cannot be both --payload and --history");
        return Err(failure.hint("give the history as a file: --history FILE").into());
    }
    let new = Handoff::new(session.agent()?, args.to.clone(), args.priority, args.summary().to_owned());
    Ok(Handoff {
        session: session.id_and_source()?.map(|session| session.name),
        intent: args.intent.clone(),
        next: args.next.clone(),
        refs: session.paths(&args.refs)?.iter().map(KeyPath::to_string).collect(),
        payload: args.payload.as_ref().map(|word| read_argument(context, word, "the payload")).transpose()?,
        entities: entities(context, &args.entities)?,
        history: args.history.as_ref().map(|source| history(context, source)).transpose()?,
        artifacts: context.artifacts(&args.artifacts)?,
        key: args.key.clone(),
        transfers: transfers(session, &args.transfers)?,
        ..new
    })
}

/// Reads pairs of a name and a value. A name is not a path: it may have dots.
fn entities(context: &Context<'_>, words: &[String]) -> Result<Map<String, Value>> {
    let mut entities = Map::new();
    for word in words {
        let refused = |why: String| Failure::new(Kind::Usage, why).hint("give --entity NAME=VALUE or NAME:=JSON");
        let pair = split_assignment(word).filter(|pair| !pair.path.is_empty());
        let pair = pair.ok_or_else(|| refused(format!("{word:?} is not NAME=VALUE")))?;
        let name = pair.path.to_owned();
        if is_reserved(&name) {
            return Err(refused(format!("the name {name:?} is reserved")).into());
        }
        let value = read_value(context, &pair, Reading::Either, &name)?;
        if entities.insert(name.clone(), value).is_some() {
            return Err(refused(format!("the entity {name:?} is given twice")).into());
        }
    }
    Ok(entities)
}

/// Reads an excerpt of a conversation: JSON if it is, text otherwise.
fn history(context: &Context<'_>, source: &Source) -> Result<Value> {
    let text = context.read_text(source)?;
    if u64::try_from(text.len()).is_ok_and(|length| length > LONGEST_HISTORY) {
        let limit = Size::new(LONGEST_HISTORY).in_words();
        let why = format!("the history is longer than {limit}");
        let failure = Failure::new(Kind::BadData, why).fact("limit", LONGEST_HISTORY);
        return Err(failure.hint("hand over an excerpt, and refer to the whole file with --artifact FILE").into());
    }
    Reading::Either.read(context.session, &text, "the history")
}

/// Returns the canonical paths, without duplicates.
fn transfers(session: &Session, paths: &[String]) -> Result<Vec<String>> {
    let paths = session.paths(paths)?;
    paths.iter().try_for_each(check_place)?;
    let mut named = Vec::new();
    for path in paths.iter().map(KeyPath::to_string) {
        if !named.contains(&path) {
            named.push(path);
        }
    }
    Ok(named)
}
