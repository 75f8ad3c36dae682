//! `ctx task show`: one task.

use anyhow::{Context as _, Result};

use crate::commands::together::task::Answer;
use crate::kept::task::Task;
use crate::log::name::Name;
use crate::options::at::AtArgs;
use crate::session::Session;

/// Show a task as JSON
#[derive(clap::Args, Debug)]
pub struct Args {
    /// ID of the task
    #[arg(value_name = "ID")]
    id: Name,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let file = session.file()?;
    let seen = args.at.read(session, &file, session.store_at(&file)?.as_ref())?;
    let tried = || format!("could not show the task {}{} in {}", args.id, args.at.described(), file.display());
    let task = Task::find(&seen.snapshot.document, &args.id).with_context(tried)?;
    session.out.json(&task.at(seen.at))?;
    Ok(Answer::Yes)
}
