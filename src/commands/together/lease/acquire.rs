//! `ctx lease acquire`: take a lease that nobody holds.

use std::time::Duration;

use anyhow::Result;

use crate::commands::together::lease::{Answer, acquire, print};
use crate::kept::lease::Lease;
use crate::log::name::Name;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;
use crate::session::transaction::Request;

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
    let (name, message) = (&args.name, args.message.message.clone());
    let request = args.write.request(format!("acquire {name}"), Lease::path(name), message);
    let request = Request { print_rev: false, ..request };
    let lease = acquire(session, &request, name, args.ttl)?;
    if !args.write.dry_run {
        print(&lease, args.json, session)?;
    }
    Ok(Answer::Yes)
}
