//! `ctx handoff show`: show a handoff with the values that it refers to.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::commands::together::handoff::Answer;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::to_value;
use crate::kept::handoff::{Handoff, HandoffId};
use crate::kept::redaction;
use crate::options::at::AtArgs;
use crate::options::hashes::Hashes;
use crate::output::framed;
use crate::session::{Context, parse_path};

/// Show a handoff and the values that it refers to, as JSON
///
/// The output is framed as data from another agent, so that a model does not take it for
/// instructions. --raw omits the frame.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff show h12
  ctx handoff show h12 --raw | jq .summary")]
pub struct Args {
    /// ID of the handoff
    #[arg(value_name = "ID")]
    id: HandoffId,

    /// Print only the JSON, without the frame
    #[arg(long, visible_alias = "json")]
    raw: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let shown = args.at.read(context)?;
    let (document, time) = (shown.snapshot.document, shown.time);
    let hashes = Hashes::of(&document, context, args.at.is_given());
    let shown = || -> Result<Value> {
        let handoff = Handoff::find_with(&document, context.store.as_ref(), &args.id)?.as_of(time);
        let refs = handoff.refs.iter().map(|path| parse_path(path)).collect::<Result<Vec<KeyPath>>>()?;
        refs.iter().try_for_each(|path| hashes.refuse_named(path))?;
        hashes.note(context, &refs);
        record(&handoff, &document)
    };
    let tried = || context.could_not(&format!("show {}{}", args.id, args.at.described()));
    let mut shown = shown().with_context(tried)?;
    context.compare_artifacts(&mut shown);
    context.out.text(&text(&shown, args.raw)?)?;
    Ok(Answer::Yes)
}

/// Prints a handoff as JSON, with the values that it refers to.
pub fn record(handoff: &Handoff, document: &Document) -> Result<Value> {
    let mut record = to_value(handoff)?;
    if let Some(members) = record.as_object_mut().filter(|_| !handoff.refs.is_empty()) {
        members.insert("values".to_owned(), values(handoff, document)?.into());
    }
    Ok(record)
}

/// Returns the output for a handoff. Inside the frame every line starts with `| `, so that no
/// text can end the frame.
pub fn text(record: &Value, raw: bool) -> Result<String> {
    let json = serde_json::to_string_pretty(record)?;
    if raw {
        return Ok(json);
    }
    let word = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
    let (id, from) = (word("id"), word("from"));
    Ok(framed(&format!("handoff {id}"), from, json.lines()))
}

/// Returns the values at the refs; null for paths that do not exist, and for values that were redacted
/// and lost.
fn values(handoff: &Handoff, document: &Document) -> Result<Map<String, Value>> {
    let lost = redaction::lost(document);
    let value = |text: &String| {
        let path = parse_path(text)?;
        let is_lost = lost.iter().any(|lost| path.segments().starts_with(lost.segments()));
        let found = document.get(&path).filter(|_| !is_lost).cloned();
        Ok((text.clone(), found.unwrap_or_default()))
    };
    handoff.refs.iter().map(value).collect()
}
