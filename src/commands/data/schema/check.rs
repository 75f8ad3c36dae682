//! `ctx schema check`: judge without changing.

use anyhow::Result;
use serde_json::Value;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::Kept as _;
use crate::kept::schema::{Declared, Misfit, misfits};
use crate::options::value::read_json;
use crate::platform::input::Source;
use crate::session::Context;

/// Check the context, or a file in its place, against the schemas
///
/// Prints a line for each place that does not fit, and fails then (exit code 5). Changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema check
  ctx schema check plan.json
  ctx schema check --json")]
pub struct Args {
    /// File with a whole document to judge in place of the context; - is standard input
    #[arg(value_name = "FILE")]
    file: Option<Source>,

    /// Print the places as a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let mut document = context.store.read()?.document;
    let declared = Declared::all(&document)?;
    if declared.is_empty() {
        let failure = Failure::new(Kind::No, "the context has no schema");
        return Err(failure.hint("ctx schema set FILE").hint("to begin with what is there: ctx schema infer").into());
    }
    if let Some(file) = &args.file {
        let value = read_json(&context.read(file)?, &file.to_string())?;
        document = Document::try_from(value)
            .map_err(|e| Failure::new(Kind::BadData, format!("{file} is no document: {e}")))?;
    }
    let found = misfits(&document, &declared)?;
    if args.json {
        context.out.json(&found.named.iter().map(Misfit::to_json).collect::<Value>())?;
    } else {
        for misfit in &found.named {
            context.out.line(&misfit.text())?;
        }
    }
    if found.count == 0 {
        return Ok(Answer::Yes);
    }
    let what = args.file.as_ref().map_or_else(|| "the context".to_owned(), Source::to_string);
    let why = format!("{what} does not fit: {}", found.places());
    Err(Failure::new(Kind::BadData, why).fact("violations", found.count).into())
}
