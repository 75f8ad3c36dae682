//! `ctx handoff create`: hand work over.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::Answer;
use crate::args::assignment::read_pairs;
use crate::args::value::{Reading, read_json};
use crate::args::write::WriteArgs;
use crate::choice::choice;
use crate::error::{Failure, Kind};
use crate::input::digest_of_file;
use crate::model::agent::Addressee;
use crate::model::entry::Action;
use crate::model::handoff::{Artifact, Handoff, HandoffId, Status, expire_overdue};
use crate::model::key_path::KeyPath;
use crate::model::priority::Priority;
use crate::model::timestamp_text;
use crate::session::Session;
use crate::transaction::{Done, Request, print_committed};

/// Hand work over to an agent, or to anyone with '*', and print the handoff's id
#[derive(clap::Args, Debug)]
pub struct Args {
    /// To whom: an agent's name, or '*' for anyone
    #[arg(value_name = "TO")]
    to: Addressee,

    /// What is handed over, in one sentence
    #[arg(short = 'm', long = "message", visible_alias = "summary", value_name = "SUMMARY")]
    summary: String,

    /// A step to take next (repeat it for several)
    #[arg(long = "next", value_name = "STEP")]
    next: Vec<String>,

    /// A path in the document that matters (repeat it for several)
    #[arg(long = "ref", value_name = "PATH")]
    refs: Vec<String>,

    /// Data that goes with it, as JSON
    #[arg(long, value_name = "JSON")]
    payload: Option<String>,

    /// A file that goes with it; its SHA-256 is kept (repeat it for several)
    #[arg(long = "artifact", value_name = "FILE")]
    artifacts: Vec<PathBuf>,

    /// How urgent it is
    #[arg(long, value_name = "PRIORITY", default_value = "normal", value_parser = choice(&Priority::ALL))]
    priority: Priority,

    /// An idempotency key: with the same key again, the first handoff's id is printed
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// For how long it may be accepted
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    expires: Option<Duration>,

    /// Set a value in the same revision (repeat it for several)
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let template = template(args, session)?;
    let pairs = read_pairs(session, &args.set, Reading::Either)?;
    let paths: Vec<KeyPath> = pairs.iter().map(|(path, _)| path.clone()).collect();
    let request = args.write.request(format!("hand over to {}", args.to), paths, Some(args.summary.clone()));
    let request = Request { print_rev: false, ..request };
    let mut id = None;
    let done = request.run(session, &mut |draft| {
        if let Some(earlier) = with_same_key(&template, draft.document())? {
            id = Some(earlier);
            return Ok(Action { op: Status::Pending.op(), args: Value::Null });
        }
        expire_overdue(draft)?;
        pairs.iter().try_for_each(|(path, value)| draft.set(path, value.clone()))?;
        let mut handoff = Handoff { id: HandoffId::from(draft.next_revision()), ..template.clone() };
        handoff.created = timestamp_text(draft.now());
        handoff.expires = args.expires.map(|after| expiry(draft.now(), after)).transpose()?;
        handoff.store(draft)?;
        let record = json!({"id": handoff.id, "to": handoff.to});
        id = Some(handoff.id);
        Ok(Action { op: Status::Pending.op(), args: record })
    })?;
    let (Done::Committed(revision) | Done::Unchanged(revision)) = done else { return Ok(Answer::Yes) };
    if let Some(id) = id {
        print_committed(session, &id.to_string());
    }
    if args.write.print_rev {
        print_committed(session, &revision.to_string());
    }
    Ok(Answer::Yes)
}

/// The handoff without what only the lock's holder knows: its id and its times.
fn template(args: &Args, session: &Session) -> Result<Handoff> {
    if args.summary.trim().is_empty() {
        return Err(Failure::new(Kind::Usage, "the summary is empty")
            .hint("say in one sentence what is handed over")
            .into());
    }
    let payload = args.payload.as_ref().map(|text| read_json(text.as_bytes(), "the payload")).transpose()?;
    let artifact = |path: &PathBuf| Ok(Artifact::new(path.display().to_string(), digest_of_file(path)?));
    Ok(Handoff {
        id: HandoffId::from(crate::model::entry::Revision::START),
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
        created: String::new(),
        expires: None,
        accepted_by: None,
        accepted_at: None,
        closed_by: None,
        closed_at: None,
        reason: None,
        result: None,
    })
}

fn with_same_key(new: &Handoff, document: &crate::model::document::Document) -> Result<Option<HandoffId>> {
    if new.key.is_none() {
        return Ok(None);
    }
    let earlier = Handoff::all(document)?.into_iter().find(|h| h.key == new.key && h.from == new.from);
    Ok(earlier.map(|h| h.id))
}

fn expiry(now: crate::model::Timestamp, after: Duration) -> Result<String> {
    let at = chrono::Duration::from_std(after).ok().and_then(|after| now.checked_add_signed(after));
    let too_long = || Failure::new(Kind::Usage, "the handoff would expire beyond the end of the calendar");
    Ok(timestamp_text(at.ok_or_else(too_long)?))
}
