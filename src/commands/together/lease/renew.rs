//! `ctx lease renew`: extend a lease.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::lease::{Answer, shown};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::{Action, Revision};
use crate::log::name::Name;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Extend a lease
///
/// Never shortens it. Fails if another agent has acquired it meanwhile (exit code 3).
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Name of the lease
    #[arg(value_name = "NAME")]
    name: Name,

    /// Fencing token, as printed by `ctx lease acquire`
    #[arg(long, value_name = "TOKEN")]
    token: Revision,

    /// Expire the lease DURATION from now
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl)]
    ttl: Duration,

    /// Print the extended lease as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let name = &args.name;
    let request = args.write.request(format!("renew {name}"), Lease::path(name), args.message.message.clone());
    let done = request.run(context, |draft| {
        let lease = Lease::renew(draft, name, args.token, args.ttl)?;
        Ok((Action { op: "lease.renewed", args: json!({"lease": name}) }, lease))
    })?;
    let answer = args.json.then(|| shown(&done.value, true)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
