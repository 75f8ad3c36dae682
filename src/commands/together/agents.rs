//! `ctx agents`: list the agents in the log.

use anyhow::Result;

use crate::commands::Answer;
use crate::kept::presence::{Held, Presence, Roster};
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::output::{Output, table};
use crate::session::Context;

/// List the agents in the log, most recently seen first
///
/// Prints for each its last revision and the time of it, the number of its changes, the
/// handoffs it holds and those pending for it, and the leases and tasks it holds.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx agents
  ctx agents --json")]
pub struct Args {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let snapshot = context.store.read()?;
    let mut roster = Roster::default();
    context.store.entries(Revision::START, &mut |entry| {
        // Later changes are not in the document that was read.
        if entry.link.rev <= snapshot.revision {
            roster.note(&entry);
        }
        Ok(())
    })?;
    let seen = roster.with(&snapshot.document, context.session.now())?;
    if args.json {
        context.out.json(&seen)?;
    } else {
        print(&seen, context.out)?;
    }
    Ok(Answer::Yes)
}

fn print(seen: &[Presence], out: &mut Output) -> Result<()> {
    let row = |presence: &Presence| {
        let Presence { agent, rev, at, changes, handoffs: Held { held, pending }, leases, tasks } = presence;
        let counts = [rev.to_string(), changes.to_string(), held.to_string(), pending.to_string()];
        let [rev, changes, held, pending] = counts;
        [agent.clone(), rev, at.clone(), changes, held, pending, listed(leases), listed(tasks)]
    };
    let rows: Vec<_> = seen.iter().map(row).collect();
    out.fitted(&table(["AGENT", "REV", "AT", "CHANGES", "HELD", "PENDING", "LEASES", "TASKS"], &rows))
}

fn listed(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(",")
}
