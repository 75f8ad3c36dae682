//! `ctx query`: ask for something in the language of jq.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::options::at::AtArgs;
use crate::options::filter::{FilterArgs, is_true};
use crate::options::hashes::Hashes;
use crate::session::Context;

/// Query the document with a jq filter
///
/// FILTER is in jq's language. Its input is the value at PATH, or the whole document. Prints all
/// results, or nothing if the filter fails. Numbers that are not calculated with keep their digits.
///
/// A filter sees its input and nothing else: no environment, files, modules, `input` or `debug`.
/// It runs without the lock, for at most 10 s and in 2 GiB. What differs from jq: docs/jq.md.
///
/// Exit codes: 1 no such path, or with -e a last result that is false, null or missing; 2 the
/// filter is not valid; 4 it was stopped; 5 it failed, or its results are too long or deep.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx query '.build.status'
  ctx query -r 'to_entries[] | "\(.key)=\(.value)"' build
  ctx query --compact '[.pages[] | select(. != "a")]'
  ctx query -e '.build.attempts < 5'
  ctx query --arg want green '.build.status == $want'"#)]
pub struct Args {
    /// The filter
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    filter: String,

    /// Path of the input [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Print strings without quotes
    #[arg(short, long, alias = "raw-output")]
    raw: bool,

    /// Print each result in one line (jq's -c; here -c is --context)
    #[arg(long, alias = "compact-output")]
    compact: bool,

    /// Exit with 1 if the last result is false or null, or there is none
    #[arg(short, long)]
    exit_status: bool,

    #[command(flatten)]
    filters: FilterArgs,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let tried = || format!("could not query {path}");
    let filter = args.filters.filter(&args.filter).with_context(tried)?.on(&path, &args.at.option());
    context.session.reading.expect(&path);
    let document = args.at.read(context)?.snapshot.document;
    let hashes = Hashes::of(&document, context, args.at.is_given());
    hashes.refuse(&path).with_context(tried)?;
    let view = document.visible(&path).ok_or_else(|| missing(&path, context, &args.at))?;
    let input = serde_json::to_string(&view)?;
    context.session.reading.check()?;
    hashes.note(context, std::slice::from_ref(&path));
    let results = filter.run(input).with_context(tried)?;
    for result in &results {
        match result {
            Value::String(text) if args.raw => context.out.text(text)?,
            result if args.compact => context.out.line(&result.to_string())?,
            result => context.out.json(result)?,
        }
    }
    Ok(if args.exit_status && !is_true(results.last()) { Answer::No } else { Answer::Yes })
}

fn missing(path: &KeyPath, context: &Context<'_>, at: &AtArgs) -> Failure {
    let (file, when) = (context.file.display().to_string(), at.described());
    let why = format!("could not query {path}: there is no such key in {file}{when}");
    let failure = Failure::new(Kind::No, why).fact("path", path.to_string()).fact("file", file);
    failure.hint(format!("to list what exists: ctx keys{}", at.option()))
}
