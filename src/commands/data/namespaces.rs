//! `ctx namespaces`: list the top-level objects.

use anyhow::Result;
use serde_json::Value;

use crate::commands::Answer;
use crate::json::key_path::Segment;
use crate::session::Context;

/// List the namespaces: top-level objects, for use with -N
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx namespaces
  ctx namespaces --json")]
pub struct Args {
    /// Print a JSON array of the names
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let document = context.store.read()?.document;
    let names = document.members().filter(|(_, value)| value.is_object()).map(|(key, _)| key.clone());
    if args.json {
        context.out.json(&names.map(Value::from).collect::<Value>())?;
        return Ok(Answer::Yes);
    }
    for name in names {
        context.out.line(&Segment::Key(name).to_string())?;
    }
    Ok(Answer::Yes)
}
