//! `ctx handoff create`: hand work over.

mod given;
mod key;

use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value, json};

pub use crate::commands::together::handoff::create::given::Args;
use crate::commands::together::handoff::create::given::template;
pub use crate::commands::together::handoff::create::key::Asked;
use crate::commands::together::handoff::create::key::check_same;
use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, HandoffId, Passed, pass_time};
use crate::kept::ownership::withheld;
use crate::kept::tidied::find::{Removed, removed};
use crate::log::entry::Action;
use crate::options::assignment::read_pairs;
use crate::options::value::Reading;
use crate::session::Context;
use crate::session::transaction::{Done, Request};
use crate::text::timestamp::{end, timestamp_text};

const CREATED: &str = "handoff.created";

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let template = template(args, context)?;
    let pairs = read_pairs(context, &args.set, Reading::Either)?;
    let paths: Vec<KeyPath> = pairs.iter().map(|(path, _)| path.clone()).collect();
    let places = Places::or(paths, context.session.namespace()?);
    let request = args.write.request(format!("hand over to {}", args.to), places, Some(args.summary().to_owned()));
    let (supersedes, times) = (args.supersedes.as_ref(), [args.expires, args.due]);
    let asked = Asked { template: &template, supersedes, times, pairs: &pairs };
    let done = create(request, context, &asked)?;
    let id = || done.value.get("id").and_then(Value::as_str).map(str::to_owned);
    let answer = if args.json {
        let mut record = done.value.clone();
        context.compare_artifacts(&mut record);
        Some(show::text(&record, true)?)
    } else {
        id()
    };
    done.print(context.out, answer);
    Ok(Answer::Yes)
}

/// Creates a handoff, or finds the one that the same call created before. The value is the handoff as it is printed.
///
/// # Errors
/// Conflict if the key was used for another handoff, or if the sender may not hand over; and as the transaction does.
pub fn create(request: Request, context: &mut Context<'_>, asked: &Asked<'_>) -> Result<Done<Value>> {
    let (Asked { template, pairs, times: [expires, due], .. }, force) = (asked, request.force);
    request.run(context, |draft| {
        if let Some(earlier) = with_same_key(template, draft)? {
            check_same(&earlier, asked, draft)?;
            let record = show::record(&earlier, draft.document())?;
            return Ok((Action { op: CREATED, args: Value::Null }, record));
        }
        let passed = pass_time(draft, None)?;
        pairs.iter().try_for_each(|(path, value)| draft.set(path, value.clone()))?;
        let mut handoff = Handoff { id: HandoffId::from(draft.next_revision()), ..(*template).clone() };
        handoff.created = timestamp_text(draft.now());
        handoff.expires = expires.map(|after| expiry(draft.now(), after, "--expires")).transpose()?;
        handoff.due = due.map(|after| expiry(draft.now(), after, "--due")).transpose()?;
        if let Some(withheld) = withheld(draft.document(), &handoff.transfers, &handoff.from, draft.now())? {
            return Err(withheld.into());
        }
        if let Some(earlier) = asked.supersedes {
            handoff.supersede(draft, earlier, force)?;
        }
        handoff.store(draft)?;
        let record = show::record(&handoff, draft.document())?;
        Ok((Action { op: CREATED, args: args_of(&handoff, &passed) }, record))
    })
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
