//! `ctx handoff complete`: say that the work is done.

use anyhow::Result;

use super::{Answer, step};
use crate::args::value::read_json;
use crate::args::write::{MessageArgs, WriteArgs};
use crate::model::handoff::{Ending, Handoff, HandoffId};
use crate::session::Session;

/// Complete a handoff that you accepted
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "ID")]
    id: HandoffId,

    /// What came of it, as JSON
    #[arg(long, value_name = "JSON")]
    result: Option<String>,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let result = args.result.as_ref().map(|text| read_json(text.as_bytes(), "the result")).transpose()?;
    let (agent, id) = (session.agent()?, &args.id);
    let request = args.write.request(format!("complete {id}"), vec![Handoff::path(id)], args.message.message.clone());
    let ending = Ending::Completed { result };
    step(session, request, id, &mut |handoff, draft| handoff.end(&agent, ending.clone(), draft.now()))?;
    Ok(Answer::Yes)
}
