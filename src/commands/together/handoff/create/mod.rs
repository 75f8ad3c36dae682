//! `ctx handoff create`: hand work over.

mod key;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::together::handoff::create::key::{Asked, check_same};
use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Artifact, Handoff, HandoffId, Passed, Status, pass_time};
use crate::kept::ownership::{check_place, withheld};
use crate::kept::priority::Priority;
use crate::kept::tidied::find::{Removed, removed};
use crate::log::agent::Addressee;
use crate::log::entry::Action;
use crate::options::assignment::read_pairs;
use crate::options::value::{Reading, read_json_data};
use crate::options::write::PathWriteArgs;
use crate::session::choice::choice;
use crate::session::inputs::digest_of_file;
use crate::session::{Context, Session};
use crate::text::timestamp::{end, timestamp_text};

const CREATED: &str = "handoff.created";

/// Hand work over to an agent and print the ID of the handoff
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx handoff create parser -m "parse the pages" --ref pages
  ctx handoff create '*' -m "review the plan" --priority high --expires 2h
  ctx handoff create coder -m "fix the typo" --set text='teh end' --transfer text"#)]
pub struct Args {
    /// Agent to hand over to, or '*' for any agent
    #[arg(value_name = "TO")]
    to: Addressee,

    /// Describe the work in one sentence
    #[arg(short = 'm', long = "message", visible_alias = "summary", value_name = "SUMMARY")]
    summary: String,

    /// Add a next step (repeatable)
    #[arg(long = "next", value_name = "STEP")]
    next: Vec<String>,

    /// Refer to a path in the document (repeatable)
    #[arg(long = "ref", value_name = "PATH")]
    refs: Vec<String>,

    /// Attach data, as JSON
    #[arg(long, value_name = "JSON")]
    payload: Option<String>,

    /// Refer to a file, with its SHA-256 (repeatable)
    #[arg(long = "artifact", value_name = "FILE")]
    artifacts: Vec<PathBuf>,

    /// Set the priority
    #[arg(long, value_name = "PRIORITY", default_value = "normal", value_parser = choice(&Priority::ALL))]
    priority: Priority,

    /// Set an idempotency key: the same call with KEY again prints the ID of the first handoff;
    /// another one fails (exit code 3)
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// Expire the handoff if nobody accepts it within DURATION
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    expires: Option<Duration>,

    /// Fail the handoff if it has not ended within DURATION, accepted or not
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    due: Option<Duration>,

    /// Replace an earlier handoff that you sent and nobody has accepted, or that you accepted and
    /// pass on. Fails if TO had it before, unless --force is given
    #[arg(long, value_name = "ID")]
    supersedes: Option<HandoffId>,

    /// Transfer the right to write PATH and below, once accepted (repeatable)
    #[arg(long = "transfer", value_name = "PATH")]
    transfers: Vec<String>,

    /// Print the handoff as JSON
    #[arg(long)]
    json: bool,

    /// Set a value in the same revision (repeatable)
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,

    #[command(flatten)]
    write: PathWriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let template = template(args, context.session)?;
    let pairs = read_pairs(context.session, &args.set, Reading::Either)?;
    let paths: Vec<KeyPath> = pairs.iter().map(|(path, _)| path.clone()).collect();
    let places = Places::or(paths, context.session.namespace()?);
    let request = args.write.request(format!("hand over to {}", args.to), places, Some(args.summary.clone()));
    let done = request.run(context, |draft| {
        if let Some(earlier) = with_same_key(&template, draft)? {
            let (supersedes, times) = (args.supersedes.as_ref(), [args.expires, args.due]);
            let asked = Asked { template: &template, supersedes, times, pairs: &pairs };
            check_same(&earlier, &asked, draft)?;
            let record = show::record(&earlier, draft.document())?;
            return Ok((Action { op: CREATED, args: Value::Null }, record));
        }
        let passed = pass_time(draft, None)?;
        pairs.iter().try_for_each(|(path, value)| draft.set(path, value.clone()))?;
        let mut handoff = Handoff { id: HandoffId::from(draft.next_revision()), ..template.clone() };
        handoff.created = timestamp_text(draft.now());
        handoff.expires = args.expires.map(|after| expiry(draft.now(), after, "--expires")).transpose()?;
        handoff.due = args.due.map(|after| expiry(draft.now(), after, "--due")).transpose()?;
        if let Some(withheld) = withheld(draft.document(), &handoff.transfers, &handoff.from)? {
            return Err(withheld.into());
        }
        if let Some(earlier) = &args.supersedes {
            handoff.supersede(draft, earlier, args.write.force())?;
        }
        handoff.store(draft)?;
        let record = show::record(&handoff, draft.document())?;
        Ok((Action { op: CREATED, args: args_of(&handoff, &passed) }, record))
    })?;
    let id = || done.value.get("id").and_then(Value::as_str).map(str::to_owned);
    let answer = if args.json { Some(show::text(&done.value, true)?) } else { id() };
    done.print(context.out, answer);
    Ok(Answer::Yes)
}

/// Returns the `args` of the record.
fn args_of(handoff: &Handoff, passed: &Passed) -> Value {
    let Handoff { id, to, supersedes, forced, .. } = handoff;
    let mut args = Map::from_iter([("id".to_owned(), json!(id)), ("to".to_owned(), json!(to))]);
    args.extend(supersedes.iter().map(|earlier| ("supersedes".to_owned(), json!(earlier))));
    args.extend(forced.then(|| ("forced".to_owned(), true.into())));
    passed.note(&mut args, false);
    args.into()
}

/// Returns the handoff without its ID and times, which are set under the lock.
fn template(args: &Args, session: &Session) -> Result<Handoff> {
    if args.summary.trim().is_empty() {
        return Err(Failure::new(Kind::Usage, "the summary is empty").hint("describe the work in one sentence").into());
    }
    let payload = args.payload.as_ref().map(|text| read_json_data(text.as_bytes(), "the payload")).transpose()?;
    let artifact = |path: &PathBuf| Ok(Artifact::new(path.display().to_string(), digest_of_file(path)?));
    Ok(Handoff {
        id: HandoffId::from(crate::log::entry::Revision::START),
        from: session.agent()?,
        to: args.to.clone(),
        status: Status::Pending,
        priority: args.priority,
        summary: args.summary.clone(),
        next: args.next.clone(),
        refs: session.paths(&args.refs)?.iter().map(KeyPath::to_string).collect(),
        payload,
        artifacts: args.artifacts.iter().map(artifact).collect::<Result<_>>()?,
        key: args.key.clone(),
        supersedes: None,
        depth: None,
        forced: false,
        transfers: transfers(args, session)?,
        created: String::new(),
        expires: None,
        due: None,
        acked_by: None,
        acked_at: None,
        accepted_by: None,
        accepted_at: None,
        until: None,
        past_holders: Vec::new(),
        closed_by: None,
        closed_at: None,
        reason: None,
        result: None,
        late_results: Vec::new(),
    })
}

/// Returns the canonical paths, without duplicates.
fn transfers(args: &Args, session: &Session) -> Result<Vec<String>> {
    let paths = session.paths(&args.transfers)?;
    paths.iter().try_for_each(check_place)?;
    let mut named = Vec::new();
    for path in paths.iter().map(KeyPath::to_string) {
        if !named.contains(&path) {
            named.push(path);
        }
    }
    Ok(named)
}

fn with_same_key(new: &Handoff, draft: &Draft<'_>) -> Result<Option<Handoff>> {
    let Some(key) = &new.key else { return Ok(None) };
    let is_it = |h: &Handoff| h.key == new.key && h.from == new.from;
    let document = draft.document();
    if let Some(found) = Handoff::all(document)?.into_iter().find(is_it) {
        return Ok(Some(found));
    }
    match removed(document, draft.history(), &Handoff::key_name(&new.from, key), &is_it)? {
        None => Ok(None),
        Some(Removed::Entry(found)) => Ok(Some(found)),
        Some(Removed::Lost(rev)) => {
            let why = format!(
                "{} used the key {key} before, for a handoff that has ended; revision {rev} removed it, and the log no longer has it",
                new.from
            );
            let failure = Failure::new(Kind::Conflict, why).fact("key", key.as_str()).fact("rev", rev.number());
            Err(failure.hint("use another --key for another handoff").into())
        }
    }
}

fn expiry(now: crate::text::timestamp::Timestamp, after: Duration, option: &str) -> Result<String> {
    let too_long = |_| {
        let then = if option == "--due" { "has no end" } else { "never expires" };
        Failure::new(Kind::Usage, format!("{option} is too far in the future"))
            .hint(format!("omit {option} for a handoff that {then}"))
    };
    Ok(timestamp_text(end(now, after).map_err(too_long)?))
}
