//! `ctx schema show`: print schemas.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::commands::Answer;
use crate::kept::collection::Kept as _;
use crate::kept::schema::Declared;
use crate::session::Context;

/// Print the schema of a path, or list the paths that have one
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema show
  ctx schema show build
  ctx schema show --json")]
pub struct Args {
    /// Path of the schema; . is the whole document
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Print all schemas as one object, by path
    #[arg(long, conflicts_with = "path")]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let document = context.store.read()?.document;
    if let Some(path) = &args.path {
        let path = context.session.path(path)?;
        context.out.json(&Declared::of(&document, &path)?.schema)?;
        return Ok(Answer::Yes);
    }
    let all = Declared::all(&document)?;
    if args.json {
        let all: Map<String, Value> = all.into_iter().map(|declared| (declared.key(), declared.schema)).collect();
        context.out.json(&Value::Object(all))?;
        return Ok(Answer::Yes);
    }
    for declared in &all {
        context.out.line(&declared.key())?;
    }
    Ok(Answer::Yes)
}
