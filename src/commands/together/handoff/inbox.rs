//! `ctx handoff inbox`: what waits for me.

use anyhow::{Context as _, Result};

use crate::commands::together::handoff::{Answer, print_summaries};
use crate::kept::handoff::open_to;
use crate::session::Session;

/// List the handoffs that you can accept, most urgent first
///
/// Exits with 1 if there are none.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let (agent, file, now) = (session.agent()?, session.file()?, session.now());
    let document = session.store_at(&file)?.read()?.document;
    let tried = || format!("could not list the handoffs to {agent} in {}", file.display());
    let mine = open_to(&document, &agent, now).with_context(tried)?;
    if args.json {
        session.out.json(&mine)?;
    } else {
        print_summaries(&mine, &mut session.out)?;
    }
    Ok(if mine.is_empty() { Answer::No } else { Answer::Yes })
}
