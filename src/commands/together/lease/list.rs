//! `ctx lease list`: list the leases.

use anyhow::{Context as _, Result};

use crate::commands::together::lease::Answer;
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::kept::tidied::find;
use crate::output::table;
use crate::session::Context;

/// List the leases that are held
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease list
  ctx lease list --all --json")]
pub struct Args {
    /// Include expired and released leases
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
    let mut leases = Lease::all(&document).with_context(|| context.could_not("list the leases"))?;
    if args.all {
        let removed = find::all::<Lease>(&document, context.store.as_ref());
        leases.splice(..0, removed.with_context(|| context.could_not("list the leases"))?);
    }
    leases.retain(|lease| args.all || lease.holder_at(now).is_some());
    if args.json {
        context.out.json(&leases)?;
        return Ok(Answer::Yes);
    }
    let row = |lease: &Lease| {
        let Lease { name, token, since, until, .. } = lease;
        let holder = lease.holder_at(now).map_or("nobody", |holder| holder.as_str());
        [name.to_string(), holder.to_owned(), token.to_string(), since.clone(), until.clone()]
    };
    let rows: Vec<_> = leases.iter().map(row).collect();
    context.out.fitted(&table(["NAME", "HOLDER", "TOKEN", "SINCE", "UNTIL"], &rows))?;
    Ok(Answer::Yes)
}
