//! `ctx handoff list`: list all handoffs.

use anyhow::{Context as _, Result};

use crate::commands::together::handoff::{Answer, print_summaries};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, Status};
use crate::kept::tidied::find;
use crate::session::Context;
use crate::session::choice::choice;

/// List all handoffs, oldest first
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff list
  ctx handoff list --status pending --json
  ctx handoff list --all")]
pub struct Args {
    /// List only handoffs with this status
    #[arg(long, value_name = "STATUS", value_parser = choice(&Status::ALL))]
    status: Option<Status>,

    /// Also list ended handoffs that were removed from the document, as the log has them
    #[arg(long)]
    all: bool,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let now = context.session.now();
    let document = context.store.read()?.document;
    let all = Handoff::all(&document).with_context(|| context.could_not("list the handoffs"))?;
    let mut all: Vec<Handoff> = all.into_iter().map(|handoff| handoff.as_of(now)).collect();
    if args.all {
        let removed = find::all::<Handoff>(&document, context.store.as_ref());
        all.extend(removed.with_context(|| context.could_not("list the handoffs"))?);
        all.sort_by(|a, b| a.id.cmp(&b.id));
    }
    all.retain(|handoff| args.status.is_none_or(|status| handoff.status == status));
    if args.json {
        context.out.json(&all)?;
    } else {
        print_summaries(&all, context.out)?;
    }
    Ok(Answer::Yes)
}
