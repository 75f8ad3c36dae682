//! `ctx lease steal`: take a lease away from its holder.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::lease::{Answer, shown};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::{TTL, parse_ttl};
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Take a lease away from its holder and print the new token
///
/// For holders that are dead or unreachable. The token of the former holder is no longer
/// valid.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease steal deploy -m 'its holder is dead'
  ctx lease steal deploy -m 'its host is gone' --ttl 10m")]
pub struct Args {
    /// Name of the lease
    #[arg(value_name = "NAME")]
    name: Name,

    /// Record the reason
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// Expire the lease after DURATION
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_ttl)]
    ttl: Duration,

    /// Print the lease as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (name, claimant) = (&args.name, context.session.claimant()?);
    let request = args.write.request(format!("steal {name}"), Lease::path(name), Some(args.reason.clone()));
    let done = request.run(context, |draft| {
        let from = Lease::get(draft.document(), name)?.and_then(|lease| lease.holder);
        let lease = Lease::take(draft, name, &claimant, args.ttl)?;
        Ok((Action { op: "lease.stolen", args: json!({"lease": name, "from": from}) }, lease))
    })?;
    done.print(context.out, [shown(&done.value, args.json)?]);
    Ok(Answer::Yes)
}
