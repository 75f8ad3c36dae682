//! `ctx task show`: one task.

use anyhow::Result;

use super::Answer;
use crate::model::name::Name;
use crate::model::task::Task;
use crate::session::Session;

/// Show a task as JSON
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "ID")]
    id: Name,

    /// Print it as JSON: the default
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let task = Task::find(&session.store()?.read()?.document, &args.id)?.at(session.now());
    session.out.json(&task)?;
    Ok(Answer::Yes)
}
