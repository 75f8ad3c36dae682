//! `ctx handoff inbox`: what waits for me.

use anyhow::Result;
use serde_json::Value;

use super::{Answer, summary_line};
use crate::model::handoff::open_to;
use crate::session::Session;

/// List the handoffs that you could accept, most urgent first; exit code 1 if none
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print them as a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let (agent, now) = (session.agent()?, session.now());
    let mine = open_to(&session.store()?.read()?.document, &agent, now)?;
    if args.json {
        session.out.json(&serde_json::to_value(&mine).unwrap_or(Value::Null))?;
    } else {
        mine.iter().try_for_each(|handoff| summary_line(handoff, &mut session.out))?;
    }
    Ok(if mine.is_empty() { Answer::No } else { Answer::Yes })
}
