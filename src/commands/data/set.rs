//! `ctx set`: set values.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::place_set::PlaceSet;
use crate::kept::expiry::{check_can_expire, expire};
use crate::kept::redaction::{Salt, set_redacted};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::options::assignment::{is_pair, read_pairs};
use crate::options::base::BaseArgs;
use crate::options::ttl::parse_ttl;
use crate::options::value::ValueArgs;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::{Context, salt};

/// Set one or more values
///
/// Several values are set in one revision. Missing parent objects are created.
///
/// VALUE is parsed as JSON if it prints back unchanged, and is text otherwise: 3, true and
/// {"a": 1} are JSON; 007 and yes are text. The value - is read from standard input, and
/// KEY=@FILE from a file.
///
/// With --base, VALUE was derived from the value at revision REV: changes that others made
/// since are kept. Fails if both changed a value differently (exit code 3).
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx set build.status running
  ctx set user=ann tags:='["a","b"]'
  ctx set owner "$USER" --if-absent
  ctx set build.lock held --ttl 10m
  echo "$TOKEN" | ctx set --redact api.token -"#)]
#[command(override_usage = "ctx set [OPTIONS] PATH VALUE\n       ctx set [OPTIONS] KEY=VALUE... KEY:=JSON...")]
pub struct Args {
    /// PATH VALUE, or any number of KEY=VALUE (as above) and KEY:=JSON (always JSON)
    #[arg(value_name = "WORD")]
    path: String,

    #[arg(value_name = "WORD", hide = true, allow_hyphen_values = true)]
    value: Option<String>,

    #[arg(value_name = "WORD", hide = true, allow_negative_numbers = true)]
    more: Vec<String>,

    /// Remove the value after DURATION
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl, conflicts_with = "base")]
    ttl: Option<Duration>,

    /// Log only a hash of the value, now and whenever it changes
    #[arg(long)]
    redact: bool,

    #[command(flatten)]
    base: BaseArgs,

    #[command(flatten)]
    how: ValueArgs,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let pairs = read_words(args, context)?;
    let paths: Vec<KeyPath> = pairs.iter().map(|(path, _)| path.clone()).collect();
    let named: Vec<String> = paths.iter().map(KeyPath::to_string).collect();
    let record = match named.as_slice() {
        [path] if args.redact => json!({"path": path, "redact": true}),
        [path] => json!({"path": path}),
        paths if args.redact => json!({"paths": paths, "redact": true}),
        paths => json!({"paths": paths}),
    };
    let session = context.session;
    let marks = pairs.iter().map(|_| args.redact.then(|| Ok((session.agent()?, salt()?))).transpose());
    let marks: Vec<Option<(AgentName, Salt)>> = marks.collect::<Result<_>>()?;
    let places = Places::or(paths, session.namespace()?);
    let request = args.write.request(format!("set {}", named.join(", ")), places, args.message.message.clone());
    let action = Action { op: "set", args: record };
    if let Some(since) = &args.base.base {
        let salts: Vec<Salt> = marks.into_iter().flatten().map(|(_, salt)| salt).collect();
        args.base.run(since, &pairs, &salts, request, &action, context)?;
        return Ok(Answer::Yes);
    }
    let done = request.run(context, |draft| {
        let are_apart = are_apart(draft, &pairs);
        for ((path, value), mark) in pairs.iter().zip(&marks) {
            match mark {
                Some((by, salt)) => set_redacted(draft, path, value.clone(), by, salt)?,
                None => draft.set_and_clear_later(path, value.clone())?,
            }
            match args.ttl {
                Some(_) if are_apart => check_can_expire(draft, path)?,
                Some(ttl) => expire(draft, path, ttl)?,
                None => {}
            }
        }
        draft.settle();
        if let Some(ttl) = args.ttl.filter(|_| are_apart) {
            pairs.iter().try_for_each(|(path, _)| expire(draft, path, ttl))?;
        }
        Ok((action.clone(), ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

/// Whether no path is that of another pair, or leads to what is below it: then the old expiry times can
/// be removed together, before the new ones are set.
fn are_apart(draft: &Draft<'_>, pairs: &[(KeyPath, Value)]) -> bool {
    let mut places = PlaceSet::default();
    pairs.iter().all(|(path, _)| {
        let place = draft.document().pointer(path);
        let is_apart = !places.meets(place.tokens());
        places.add(&place, 0);
        is_apart
    })
}

fn read_words(args: &Args, context: &Context<'_>) -> Result<Vec<(KeyPath, Value)>> {
    if is_pair(&args.path) && !context.session.takes_literal_keys() {
        if args.how.file.is_some() {
            let why = "--file and KEY=VALUE both give a value";
            return Err(Failure::new(Kind::Usage, why).hint("ctx set PATH -f FILE").into());
        }
        let words: Vec<String> = std::iter::once(&args.path).chain(&args.value).chain(&args.more).cloned().collect();
        return read_pairs(context, &words, args.how.reading());
    }
    if let Some(third) = args.more.first() {
        return Err(Failure::new(Kind::Usage, format!("{third:?} is one argument too many for PATH VALUE"))
            .hint("quote a value that contains spaces; give several values as KEY=VALUE KEY=VALUE")
            .into());
    }
    let path = context.session.path(&args.path)?;
    let value = args.how.read(context, args.value.as_deref(), &path, "set")?;
    Ok(vec![(path, value)])
}
