//! `ctx lease acquire`: acquire a lease.

use std::time::Duration;

use anyhow::Result;

use crate::commands::together::lease::{Answer, Mine, acquire, shown};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::name::Name;
use crate::options::ttl::{TTL, parse_ttl};
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Acquire a lease and print its fencing token
///
/// Exactly one agent can hold it. Fails if it is held (exit code 3) and says by whom, since
/// when and until when; with --wait, waits up to DURATION for it first, and then exits with 4.
/// If your agent holds it, in a session that the environment names, renews it (same token). A
/// change with `--fence TOKEN` fails once the lease has been acquired by somebody else.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx lease acquire deploy --ttl 10m
  ctx lease acquire deploy --wait 1m --json
  token=$(ctx lease acquire deploy) && ctx set deploy.state running --fence "$token""#)]
pub struct Args {
    /// Name of the lease
    #[arg(value_name = "NAME")]
    name: Name,

    /// Expire the lease after DURATION
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_ttl)]
    ttl: Duration,

    /// Print the lease as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (name, message) = (&args.name, args.message.message.clone());
    let request = args.write.request(format!("acquire {name}"), Lease::path(name), message);
    let done = acquire(context, &request, name, args.ttl, Mine::Renewed, &mut || Ok(()))?;
    done.print(context.out, [shown(&done.value, args.json)?]);
    Ok(Answer::Yes)
}
