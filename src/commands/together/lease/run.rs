//! `ctx lease run`: a command under a lease.

use std::ffi::OsString;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::together::lease::{Answer, acquire};
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::parse_renewed_ttl;
use crate::session::Session;
use crate::session::transaction::Request;
use crate::session::under_lease;
use crate::session::under_lease::Ended;

/// Run a command while you hold a lease, which is renewed meanwhile and then released
///
/// Where somebody holds it: exit code 3, or with --wait not before that time is over. If
/// the lease is lost, the command is stopped (SIGTERM, after 5 s SIGKILL): exit code 3.
/// Otherwise its exit code is passed on. It knows the lease by `CTX_LEASE` and
/// `CTX_LEASE_TOKEN`: give that to `--fence`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "NAME")]
    name: Name,

    /// If this process dies, the lease is over after this time
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = parse_renewed_ttl)]
    ttl: Duration,

    /// The command, behind --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let name = &args.name;
    let lease = acquire(session, &Request::plain(format!("acquire {name}"), Lease::path(name)), name, args.ttl)?;
    let code = match under_lease::run(session, &lease, args.ttl, &args.command)? {
        Ended::Held(code) | Ended::NotStarted(code) => code,
        Ended::Lost(why) => return Err(why.context(format!("could not hold {name} while the command ran"))),
    };
    let request = Request::plain(format!("release {name}"), Lease::path(name));
    let released = request.run(session, &mut |draft| {
        Lease::release(draft, name, lease.token)?;
        Ok(Action { op: "lease.released", args: json!({"lease": name}) })
    });
    released.with_context(|| format!("the command ended with exit code {code}, but"))?;
    Ok(Answer::Code(code))
}
