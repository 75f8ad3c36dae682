//! `ctx agents`: list the agents in the log.

use anyhow::Result;

use crate::commands::Answer;
use crate::kept::presence::{Held, Presence, Roster};
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::output::{Output, width};
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
    let names = width(seen.iter().map(|presence| presence.agent.as_str()));
    let revisions = seen.iter().map(|presence| presence.rev.to_string().len()).max().unwrap_or_default();
    let counts = seen.iter().map(|presence| presence.changes.to_string().len()).max().unwrap_or_default();
    for Presence { agent, rev, at, changes, handoffs: Held { held, pending }, leases, tasks } in seen {
        let (leases, tasks) = (listed("leases", leases), listed("tasks", tasks));
        out.line(&format!(
            "{agent:<names$}  revision {rev:>revisions$}  {at}  changes {changes:>counts$}  \
             handoffs {held} held, {pending} pending{leases}{tasks}"
        ))?;
    }
    Ok(())
}

fn listed(what: &str, names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    if names.is_empty() { String::new() } else { format!("  {what} {}", names.join(", ")) }
}
