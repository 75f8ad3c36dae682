//! `ctx schema unset`: remove a schema.

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::kept::schema::{kept_at, withdraw};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Remove the schema of a path
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema unset build
  ctx schema unset build --dry-run")]
pub struct Args {
    /// Path of the schema [default: the namespace, or all]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let tried = format!("remove the schema of {path}");
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    let record = json!({"path": path.to_string()});
    let done = request.run(context, |draft| {
        withdraw(draft, &path)?;
        Ok((Action { op: "schema.unset", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
