//! `ctx lease acquire`: take a lease that nobody holds.

use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use super::{Answer, print};
use crate::args::ttl::parse_ttl;
use crate::args::write::{MessageArgs, WriteArgs};
use crate::error::Kind;
use crate::model::entry::Action;
use crate::model::lease::Lease;
use crate::model::name::Name;
use crate::output::kind;
use crate::session::Session;
use crate::transaction::Request;

/// Take a lease that nobody holds, and print its fencing token
///
/// Exactly one can. Where somebody holds it: exit code 3, with holder, since and until;
/// with --wait, not before that time is over. `--fence TOKEN` on a change makes it fail
/// once somebody else acquired the lease.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "NAME")]
    name: Name,

    /// After this time it is over by itself
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl)]
    ttl: Duration,

    /// Print the whole lease
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let end = session.patience().map(|patience| Instant::now() + patience);
    // Before the first try, so that no release comes between it and the sleep.
    let changes = session.store()?.changes();
    loop {
        match acquire(args, session) {
            // It may be over without anybody writing, so this looks by itself too.
            Err(error) if kind(&error) == Kind::Conflict && end.is_some() && changes.wait(end) => {}
            Err(error) => return Err(error),
            Ok(lease) => {
                if let Some(lease) = lease {
                    print(&lease, args.json, session)?;
                }
                return Ok(Answer::Yes);
            }
        }
    }
}

fn acquire(args: &Args, session: &mut Session) -> Result<Option<Lease>> {
    let agent = session.agent()?;
    let (name, mut acquired) = (&args.name, None);
    let request = args.write.request(format!("acquire {name}"), vec![Lease::path(name)], args.message.message.clone());
    let request = Request { print_rev: false, ..request };
    request.run(session, &mut |draft| {
        acquired = Some(Lease::acquire(draft, name, &agent, args.ttl)?);
        Ok(Action { op: "lease.acquired", args: json!({"lease": name}) })
    })?;
    Ok(acquired.filter(|_| !args.write.dry_run))
}
