//! `ctx keys`: list the keys of an object or array.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::document::listing::Listing;
use crate::json::glob::Nested;
use crate::json::key_path::{KeyPath, Segment};
use crate::options::at::AtArgs;
use crate::options::glob::Named;
use crate::options::hashes::Hashes;
use crate::session::Context;
use crate::text::shell::shell_word;

/// List the keys of an object or array
///
/// Prints one key per line, written as in a path: ["any key"] for a key that needs quotes,
/// [0] for an item of an array.
///
/// With a pattern, prints the full paths that match: * stands for one key or item, or for a part
/// of a key; ** for any number of keys. A key that has just these characters comes first.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx keys
  ctx keys build --paths
  ctx keys build --json
  ctx keys 'build.*'")]
pub struct Args {
    /// Path of the object or array, or a pattern: 'ps.*.cpu', 'tmp:**' [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Print full paths
    #[arg(long, conflicts_with = "json")]
    paths: bool,

    /// Print a JSON array of the keys
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let named = args.path.as_deref().map(|word| Named::read(word, context.session)).transpose()?;
    let path = named.as_ref().map_or_else(|| context.session.namespace(), |named| Ok(named.path.clone()))?;
    let document = args.at.read(context)?.snapshot.document;
    let hashes = Hashes::of(&document, context, args.at.is_given());
    Named::note_ambiguous(named.as_slice(), &document, context.session);
    if let Some(matches) = named.and_then(|named| named.matches(&document, Nested::Listed)) {
        return list(&matches, &path, args, context);
    }
    hashes.refuse(&path).with_context(|| format!("could not list {path}{}", args.at.described()))?;
    let segments = segments(&path, &document, &args.at)?;
    if args.json {
        let keys = segments.into_iter().map(|segment| match segment {
            Segment::Key(key) | Segment::Token(key) => Value::from(key),
            Segment::Index(index) | Segment::FromEnd(index) => Value::from(index),
        });
        context.out.json(&keys.collect::<Value>())?;
        return Ok(Answer::Yes);
    }
    for segment in segments {
        let line = if args.paths { path.child(segment).to_string() } else { segment.to_string() };
        context.out.line(&line)?;
    }
    Ok(Answer::Yes)
}

/// Prints the paths that match a pattern.
fn list(matches: &[KeyPath], pattern: &KeyPath, args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    if matches.is_empty() {
        let why = format!("could not list {pattern}{}: nothing matches", args.at.described());
        return Err(Failure::new(Kind::No, why).hint(format!("ctx keys{}", args.at.option())).into());
    }
    if args.json {
        context.out.json(&matches.iter().map(|path| Value::from(path.to_string())).collect::<Value>())?;
        return Ok(Answer::Yes);
    }
    matches.iter().try_for_each(|path| context.out.line(&path.to_string()))?;
    Ok(Answer::Yes)
}

fn segments(path: &KeyPath, document: &Document, at: &AtArgs) -> Result<Vec<Segment>> {
    match document.listing(path) {
        Some(Listing::Keys(keys)) => Ok(keys.into_iter().map(Segment::Key).collect()),
        Some(Listing::Items(len)) => Ok((0..len).map(Segment::Index).collect()),
        Some(Listing::Scalar(kind)) => {
            let why = format!("could not list {path}{}: it is {kind}, which has no keys", at.described());
            Err(Failure::new(Kind::BadData, why).hint(format!("ctx get {}{}", shell_word(path), at.option())).into())
        }
        None => {
            let why = format!("could not list {path}{}: there is no such key", at.described());
            Err(Failure::new(Kind::No, why).hint(format!("ctx keys{}", at.option())).into())
        }
    }
}
