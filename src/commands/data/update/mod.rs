//! `ctx update`: change a value by a filter or a command.

mod made;

use std::ffi::OsString;
use std::fmt;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::commands::data::update::made::{How, Made};
use crate::draft::{Draft, reserved};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::order::is_same;
use crate::json::pointer::Pointer;
use crate::json::{kind_of, with};
use crate::kept::redaction::Redacted;
use crate::log::conflict::conflict;
use crate::log::entry::{Action, Revision};
use crate::log::history::last_change;
use crate::options::filter::FilterArgs;
use crate::options::hashes::Hashes;
use crate::options::value::Reading;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::transaction::Done;
use crate::session::{Context, random_id};

/// Change a value by a jq filter or a command
///
/// Gives the value at PATH to FILTER (see `ctx query`), or as JSON to the standard input of CMD,
/// and stores the result in its place: the one result of FILTER, or what CMD prints, which is text
/// if it is not JSON. A value that is missing is given as null.
///
/// Both run without the lock. If the value at PATH has changed meanwhile, the new value is tried,
/// and so on: no update is lost. After --tries, fails (exit code 3). If CMD fails, nothing is
/// changed, and its exit code is that of ctx.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx update build.attempts '. + 1'
  ctx update pages 'map(select(. != "a"))'
  ctx update --arg who qa build '.by = $who'
  ctx update build.status -- tr a-z A-Z"#)]
pub struct Args {
    /// Path of the value; . is the whole document
    #[arg(value_name = "PATH")]
    path: String,

    /// Filter that makes the new value
    #[arg(
        value_name = "FILTER",
        required_unless_present = "command",
        conflicts_with = "command",
        allow_hyphen_values = true
    )]
    filter: Option<String>,

    /// Command that makes the new value, after --
    #[arg(value_name = "CMD", last = true)]
    command: Vec<OsString>,

    /// Try at most N times
    #[arg(long, value_name = "N", default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
    tries: u32,

    /// What CMD prints is text, even if it looks like JSON
    #[arg(long, conflicts_with = "json", requires = "command")]
    string: bool,

    /// What CMD prints must be JSON
    #[arg(long, requires = "command")]
    json: bool,

    #[command(flatten)]
    filters: FilterArgs,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// The longest that the first loser of a race waits before it tries again.
const PAUSE: Duration = Duration::from_millis(4);

/// How often that doubles.
const DOUBLINGS: u32 = 6;

/// The value changed while the new one was made.
#[derive(Debug)]
struct Overtaken;

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value changed meanwhile")
    }
}

impl std::error::Error for Overtaken {}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path(&args.path)?;
    let tried = context.could_not(&format!("update {path}"));
    reserved::refuse(&path).with_context(|| tried.clone())?;
    let how = args.how(&path).with_context(|| tried.clone())?;
    for attempt in 1..=args.tries {
        let document = context.store.read()?.document;
        Hashes::of(&document, context, false).refuse(&path).with_context(|| tried.clone())?;
        let held = document.visible(&path).map(|view| view.to_value());
        context.session.reading.check()?;
        drop(document);
        let new = match how.made(held.as_ref().unwrap_or(&Value::Null), &path, context) {
            Ok(Made::Value(new)) => new,
            Ok(Made::Failed(code)) => return Ok(Answer::Code(code)),
            Err(error) => return Err(error.context(tried)),
        };
        let change = Change { path: &path, held: held.as_ref(), new: &new, is_last: attempt == args.tries };
        match args.commit(&change, &how, context) {
            Err(error) if error.is::<Overtaken>() => pause(attempt)?,
            done => {
                done?.print(context.out, []);
                return Ok(Answer::Yes);
            }
        }
    }
    Ok(Answer::No)
}

/// Waits for a random time, the longer the more tries were lost: those who race would meet again at once.
fn pause(attempt: u32) -> Result<()> {
    let id = random_id()?;
    let random = u32::from_str_radix(id.get(..4).unwrap_or_default(), 16).unwrap_or(0);
    let most = PAUSE * 2_u32.pow(attempt.min(DOUBLINGS));
    thread::park_timeout(most * random / 0xffff);
    Ok(())
}

/// What is put in the place of what.
struct Change<'c> {
    path: &'c KeyPath,
    held: Option<&'c Value>,
    new: &'c Value,
    is_last: bool,
}

impl Args {
    fn how(&self, path: &KeyPath) -> Result<How> {
        let Some(filter) = &self.filter else {
            if self.filters.is_given() {
                let why = "--arg, --argjson and --timeout are about a filter, and there is none";
                return Err(Failure::new(Kind::Usage, why).into());
            }
            let reading = match self {
                Self { string: true, .. } => Reading::Text,
                Self { json: true, .. } => Reading::Json,
                _ => Reading::Either,
            };
            return Ok(How::Command(self.command.clone(), reading));
        };
        if self.string || self.json {
            let why = "--string and --json say how to read what a command prints, and there is none";
            return Err(Failure::new(Kind::Usage, why).hint("ctx update PATH --string -- CMD").into());
        }
        Ok(How::Filter(self.filters.filter(filter)?.on(path, "")))
    }

    /// Puts the new value in place, if the old one is still there.
    fn commit(&self, change: &Change<'_>, how: &How, context: &mut Context<'_>) -> Result<Done<()>> {
        let Change { path, held, .. } = change;
        let request = self.write.request(format!("update {path}"), (*path).clone(), self.message.message.clone());
        request.run(context, |draft| {
            let found = draft.document().visible(path).map(|view| view.to_value());
            let is_there = match (&found, held) {
                (Some(found), Some(held)) => is_same(found, held),
                (found, held) => found.is_none() && held.is_none(),
            };
            if !is_there {
                return Err(self.overtaken(change, draft));
            }
            let is_redacted = Redacted::of(draft.document()).concerns(&draft.document().pointer(path));
            put(draft, change)?;
            let record = json!({"path": path.to_string()});
            let (name, said) = how.recorded();
            Ok((Action { op: "update", args: if is_redacted { record } else { with(record, name, said) } }, ()))
        })
    }

    fn overtaken(&self, change: &Change<'_>, draft: &Draft<'_>) -> anyhow::Error {
        if !change.is_last {
            return Overtaken.into();
        }
        let place = draft.document().pointer(change.path);
        let last = match last_change(draft.history(), &place, Revision::START) {
            Ok(last) => last,
            Err(error) => return error,
        };
        let times = if self.tries == 1 { "it was".to_owned() } else { format!("each of {} times, it was", self.tries) };
        let why = format!("{times} changed while the new value was made");
        let hint = format!("to try more often: --tries {}", self.tries.saturating_mul(10));
        conflict(&why, last.as_ref()).fact("path", change.path.to_string()).hint(hint).into()
    }
}

/// Puts the new value in place, member by member, with its order of keys.
fn put(draft: &mut Draft<'_>, Change { path, new, .. }: &Change<'_>) -> Result<()> {
    if path.is_root() {
        if !new.is_object() {
            let why = format!("the document is an object, and the new value is {}", kind_of(new));
            return Err(Failure::new(Kind::BadData, why).into());
        }
        if new.get(RESERVED_KEY).is_some() {
            return Err(reserved::refusal().into());
        }
        draft.turn_into(path, new)?;
        return draft.arrange_like(&Pointer::default(), &Document::try_from((*new).clone())?);
    }
    if draft.document().get(path).is_none() {
        return draft.set(path, (*new).clone());
    }
    draft.turn_into(path, new)?;
    if draft.document().get(path).is_some_and(|found| !is_same(found, new)) {
        draft.set(path, (*new).clone())?;
    }
    Ok(())
}
