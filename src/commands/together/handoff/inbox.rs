//! `ctx handoff inbox`: list the pending handoffs of an agent.

use anyhow::{Context as _, Result};

use crate::commands::together::handoff::{Answer, print_summaries};
use crate::kept::handoff::open_to;
use crate::session::Context;

/// List the handoffs that you can accept, most urgent first
///
/// Exits with 1 if there are none.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff inbox
  ctx handoff inbox --json")]
pub struct Args {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let (agent, now) = (context.session.agent()?, context.session.now());
    let document = context.store.read()?.document;
    let tried = || context.could_not(&format!("list the handoffs to {agent}"));
    let mine = open_to(&document, &agent, now).with_context(tried)?;
    if args.json {
        context.out.json(&mine)?;
    } else {
        print_summaries(&mine, context.out)?;
    }
    Ok(if mine.is_empty() { Answer::No } else { Answer::Yes })
}
