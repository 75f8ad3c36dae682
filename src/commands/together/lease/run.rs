//! `ctx lease run`: run a command while holding a lease.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::together::lease::{Answer, Mine, acquire};
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::{TTL, parse_renewed_ttl};
use crate::platform::child::{Until, defer_signals};
use crate::session::Context;
use crate::session::recording::recorded;
use crate::session::transaction::Request;
use crate::session::under_lease;
use crate::session::under_lease::Ended;

/// Run a command while holding a lease
///
/// Renews the lease while CMD runs and releases it afterwards. Fails if it is held (exit code
/// 3); with --wait, waits up to DURATION for it first, and then exits with 4. Once somebody
/// else has the lease, stops CMD and exits with 3; otherwise exits with the code of CMD. CMD
/// gets CTX_LEASE and CTX_LEASE_TOKEN in its environment: pass the token to --fence.
///
/// CMD and all processes that it started are gone before the lease is released: what CMD leaves
/// in the background is stopped (SIGTERM, SIGKILL after 5 s), and so is everything when the
/// lease is lost or a signal asks ctx to end.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx lease run deploy -- ./deploy.sh
  ctx lease run deploy --wait 5m -- sh -c 'ctx set deploy.state done --fence "$CTX_LEASE_TOKEN"'"#)]
pub struct Args {
    /// Name of the lease
    #[arg(value_name = "NAME")]
    name: Name,

    /// Expire the lease DURATION after its last renewal, if this process dies
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_renewed_ttl)]
    ttl: Duration,

    /// Command to run, after --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let name = &args.name;
    let request = Request::plain(format!("acquire {name}"), Lease::path(name));
    let mut deferral = None;
    let mut begin = || {
        deferral = Some(defer_signals()?);
        Ok(())
    };
    let lease = acquire(context, &request, name, args.ttl, Mine::Refused, &mut begin)?.value;
    let deferral = deferral.map_or_else(defer_signals, Ok)?;
    let code = match under_lease::run(context, (&lease, args.ttl), &args.command, Until::Tree, &deferral)? {
        Ended::Held(exit) => {
            if let 1.. = exit.left_behind {
                let many = if exit.left_behind == 1 { "1 process" } else { &format!("{} processes", exit.left_behind) };
                context.session.say(&format!("the command left {many} behind, stopped before {name} was released"));
            }
            exit.code
        }
        Ended::NotStarted(code) => code,
        Ended::Lost(why) => return Err(why.context(format!("could not hold {name} while the command ran"))),
    };
    let request = Request::plain(format!("release {name}"), Lease::path(name));
    let mut release = |draft: &mut Draft<'_>| {
        Lease::release(draft, name, lease.token)?;
        Ok((Action { op: "lease.released", args: json!({"lease": name}) }, ()))
    };
    let so = format!("the command ended with exit code {code}");
    let released = recorded(context, &deferral, &so, &mut |context| request.clone().run(context, &mut release));
    drop(released.with_context(|| format!("{so}, but"))?);
    Ok(Answer::Code(code))
}
