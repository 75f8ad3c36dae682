//! `ctx lease list`: who holds what.

use anyhow::{Context as _, Result};

use crate::commands::together::lease::Answer;
use crate::kept::lease::Lease;
use crate::session::Session;

/// List the leases that are held
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Include expired and released leases
    #[arg(long)]
    all: bool,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let (file, now) = (session.file()?, session.now());
    let document = session.store_at(&file)?.read()?.document;
    let tried = || format!("could not list the leases in {}", file.display());
    let mut leases = Lease::all(&document).with_context(tried)?;
    leases.retain(|lease| args.all || lease.holder_at(now).is_some());
    if args.json {
        session.out.json(&leases)?;
        return Ok(Answer::Yes);
    }
    for lease in &leases {
        let Lease { name, token, since, until, .. } = lease;
        let holder = lease.holder_at(now).map_or("nobody", |holder| holder.as_str());
        session.out.line(&format!("{name}  {holder}  since {since}  until {until}  token {token}"))?;
    }
    Ok(Answer::Yes)
}
