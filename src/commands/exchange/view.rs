//! `ctx view`: print the document with parameters.

use anyhow::Result;

use crate::commands::Answer;
use crate::options::viewed::ViewedArgs;
use crate::session::Context;

/// Print values with parameters merged in, and write nothing
///
/// Prints the document, or the object at PATH, with the payload of a task and the values of --with:
/// the context of one task or one call. Their paths are relative to PATH.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx view build --with attempts=4 deploy.target=test
  ctx view --task t12
  ctx view plan --with 'files:=[\"a.rs\"]' notes=@report.txt")]
pub struct Args {
    /// Path of the object [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    viewed: ViewedArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let value = args.viewed.read(&path, "view", context)?;
    context.out.json(&value)?;
    Ok(Answer::Yes)
}
