//! `ctx lease renew`: extend a lease.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::commands::together::lease::{Answer, name_of, renewed, shown};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::options::ttl::{TTL, parse_ttl};
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Extend a lease
///
/// Never shortens it. Fails if somebody else has acquired it meanwhile (exit code 3). NAME and
/// --token can be left out in the session (`CTX_SESSION`) that acquired it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease renew deploy --ttl 10m
  ctx lease renew deploy --token 12")]
pub struct Args {
    /// Name of the lease [default: the only one that this session holds]
    #[arg(value_name = "NAME")]
    name: Option<Name>,

    /// Fencing token, as printed by `ctx lease acquire` [default: that of this session]
    #[arg(long, value_name = "TOKEN", requires = "name")]
    token: Option<Revision>,

    /// Expire the lease DURATION from now
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_ttl)]
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
    let claimant = context.session.claimant()?;
    let name = &name_of(context, args.name.as_ref(), &claimant).with_context(|| context.could_not("renew a lease"))?;
    let request = args.write.request(format!("renew {name}"), Lease::path(name), args.message.message.clone());
    let done = renewed(context, request, (name, args.token), args.ttl)?;
    let answer = args.json.then(|| shown(&done.value, true)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
