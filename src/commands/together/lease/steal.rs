//! `ctx lease steal`: take a lease from whoever holds it.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::lease::{Answer, print};
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::parse_ttl;
use crate::options::write::WriteArgs;
use crate::session::Session;
use crate::session::transaction::Request;

/// Take a lease from whoever holds it, and print its new token
///
/// For holders that are dead or lost. The reason is kept in the log; the former
/// holder's token is out of date from now on.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "NAME")]
    name: Name,

    /// Why
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// After this time it is over by itself
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl)]
    ttl: Duration,

    /// Print the whole lease
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let (name, agent) = (&args.name, session.agent()?);
    let request = args.write.request(format!("steal {name}"), Lease::path(name), Some(args.reason.clone()));
    let request = Request { print_rev: false, ..request };
    let mut stolen = None;
    request.run(session, &mut |draft| {
        let from = Lease::find(draft.document(), name)?.and_then(|lease| lease.holder);
        stolen = Some(Lease::take(draft, name, &agent, args.ttl)?);
        Ok(Action { op: "lease.stolen", args: json!({"lease": name, "from": from}) })
    })?;
    if let Some(lease) = stolen.filter(|_| !args.write.dry_run) {
        print(&lease, args.json, session)?;
    }
    Ok(Answer::Yes)
}
