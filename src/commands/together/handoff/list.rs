//! `ctx handoff list`: all handoffs.

use anyhow::{Context as _, Result};

use crate::commands::together::handoff::{Answer, print_summaries};
use crate::kept::handoff::{Handoff, Status};
use crate::session::Session;
use crate::session::choice::choice;

/// List all handoffs, oldest first
#[derive(clap::Args, Debug)]
pub struct Args {
    /// List only handoffs with this status
    #[arg(long, value_name = "STATUS", value_parser = choice(&Status::ALL))]
    status: Option<Status>,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let (file, now) = (session.file()?, session.now());
    let document = session.store_at(&file)?.read()?.document;
    let all = Handoff::all(&document).with_context(|| format!("could not list the handoffs in {}", file.display()))?;
    let mut all: Vec<Handoff> = all.into_iter().map(|handoff| handoff.as_of(now)).collect();
    all.retain(|handoff| args.status.is_none_or(|status| handoff.status == status));
    if args.json {
        session.out.json(&all)?;
    } else {
        print_summaries(&all, &mut session.out)?;
    }
    Ok(Answer::Yes)
}
