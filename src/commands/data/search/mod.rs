//! `ctx search`: search the document, or its history.

mod history;
mod print;
mod seeker;
mod values;

use anyhow::Result;

use crate::commands::Answer;
use crate::commands::data::search::print::{Form, answer, print};
use crate::commands::data::search::seeker::Seeker;
use crate::commands::data::search::values::Field;
use crate::error::{Failure, Kind};
use crate::kept::redaction::Redacted;
use crate::options::at::AtArgs;
use crate::options::max_bytes;
use crate::session::Context;
use crate::session::choice::choice;
use crate::text::rank::{MOST_WORDS, Query};
use crate::text::shell::{shell_quoted, shell_word};
use crate::text::size::Size;

const PARTS: [(&str, Part); 3] =
    [("keys", Part::Only(Field::Keys)), ("values", Part::Only(Field::Values)), ("history", Part::History)];

/// The most matches that are printed.
const MOST: u64 = 1000;

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Only(Field),
    History,
}

/// Search the document, or its history
///
/// Prints the path and a line of each value whose path or text has words of TEXT, the best first:
/// those with more of the words, then by BM25. A word is found within longer ones too, in any case,
/// with accents or without. Redacted values are not searched. Fails if nothing matches (exit code 1).
#[derive(clap::Args, Debug)]
#[command(after_long_help = r"Examples:
  ctx search running
  ctx search 'build running' build -n 3
  ctx search attempts --in keys
  ctx search blue --in history --json")]
pub struct Args {
    /// Words to look for
    #[arg(value_name = "TEXT")]
    text: String,

    /// Limit to PATH and below [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Search only keys, only values, or the changes and messages in the log
    #[arg(long = "in", value_name = "PART", value_parser = choice(&PARTS))]
    part: Option<Part>,

    /// Print at most N matches
    #[arg(short = 'n', long = "number", value_name = "N", default_value = "10", value_parser = clap::value_parser!(u64).range(1..=MOST))]
    number: u64,

    /// Print a JSON object with the matches and their scores
    #[arg(long)]
    json: bool,

    /// Print at most N bytes: as many matches as fit
    #[arg(long, value_name = "N", value_parser = max_bytes::parse)]
    max_bytes: Option<Size>,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Some(query) = Query::of(&args.text) else {
        let why = format!("TEXT needs 1 to {MOST_WORDS} words, and has {}", args.text.split_whitespace().count());
        return Err(Failure::new(Kind::Usage, why).hint("to list all paths: ctx overview").into());
    };
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let snapshot = args.at.read(context)?.snapshot;
    let document = &snapshot.document;
    // Items counted from the end are looked up.
    let place = document.pointer(&path);
    let path = document.path(&place);
    let is_there = path.is_root() || document.has(&path);
    if !is_there && args.part != Some(Part::History) && args.path.is_some() {
        return Err(no_such_key(args, &path, context));
    }
    let mut seeker = Seeker::new(query, usize::try_from(args.number).unwrap_or(usize::MAX));
    let redacted = Redacted::of(document);
    match args.part {
        Some(Part::History) => {
            history::search(context.store.as_ref(), snapshot.revision, (&place, &redacted), &mut seeker)?;
        }
        Some(Part::Only(field)) => values::search(document, &path, Some(field), &redacted, &mut seeker)?,
        None => values::search(document, &path, None, &redacted, &mut seeker)?,
    }
    context.session.reading.check()?;
    if seeker.matching() == 0 {
        return nothing(args, &path, context);
    }
    print(&form(args), seeker, context)?;
    Ok(Answer::Yes)
}

fn form(args: &Args) -> Form {
    let mut command = format!("ctx search {}", shell_quoted(&args.text));
    if let Some(path) = &args.path {
        command = format!("{command} {}", shell_quoted(path));
    }
    let word = PARTS.iter().find(|(_, part)| Some(*part) == args.part);
    command += &word.map(|(word, _)| format!(" --in {word}")).unwrap_or_default();
    Form {
        query: args.text.clone(),
        command: command + &args.at.option(),
        is_json: args.json,
        max_bytes: args.max_bytes,
        most: usize::try_from(MOST).unwrap_or(usize::MAX),
    }
}

fn nothing(args: &Args, path: &impl std::fmt::Display, context: &mut Context<'_>) -> Result<Answer> {
    if args.json {
        context.out.json(&answer(&form(args), 0, &[]))?;
    }
    context.out.flush()?;
    let below = if args.path.is_some() { format!(" at {path}") } else { String::new() };
    let part = match args.part {
        Some(Part::Only(Field::Keys)) => "no key",
        Some(Part::Only(Field::Values)) => "no value",
        Some(Part::History) => "no change",
        None => "nothing",
    };
    let why = format!("{part}{below}{} matches {}", args.at.described(), args.text.trim());
    Err(Failure::new(Kind::No, why).into())
}

fn no_such_key(args: &Args, path: &impl std::fmt::Display, context: &Context<'_>) -> anyhow::Error {
    let failure = Failure::new(Kind::No, format!("there is no such key{}", args.at.described()));
    let words = args.path.as_deref().unwrap_or_default();
    let together = shell_quoted(&format!("{} {words}", args.text));
    let failure =
        failure.fact("path", path.to_string()).hint(format!("if it is a word to look for: ctx search {together}"));
    let tried = context.could_not(&format!("search {}", shell_word(path)));
    anyhow::Error::from(failure.hint("ctx keys")).context(tried)
}
