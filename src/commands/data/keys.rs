//! `ctx keys`: list the keys of an object or array.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::document::listing::Listing;
use crate::json::key_path::{KeyPath, Segment};
use crate::options::at::AtArgs;
use crate::options::hashes::Hashes;
use crate::session::Context;
use crate::text::shell::shell_word;

/// List the keys of an object or array
///
/// Prints one key per line, written as in a path: ["any key"] for a key that needs quotes,
/// [0] for an item of an array.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx keys
  ctx keys build --paths
  ctx keys build --json")]
pub struct Args {
    /// Path of the object or array [default: the whole document]
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
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let document = args.at.read(context)?.snapshot.document;
    let hashes = Hashes::of(&document, context, args.at.is_given());
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
