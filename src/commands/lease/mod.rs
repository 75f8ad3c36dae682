//! `ctx lease`: a lock that outlives one process.

mod acquire;
mod list;
mod release;
mod renew;
mod steal;

use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;

use super::{Answer, Whole};
use crate::model::lease::Lease;
use crate::session::Session;
use crate::transaction::print_committed;

/// Hold something for a while, across processes
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

/// What is done with a lease.
#[derive(Subcommand, Debug)]
enum Step {
    Acquire(acquire::Args),
    Renew(renew::Args),
    Release(release::Args),
    Steal(steal::Args),
    List(list::Args),
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    match &args.step {
        Step::Acquire(args) => acquire::run(args, session),
        Step::Renew(args) => renew::run(args, session),
        Step::Release(args) => release::run(args, session),
        Step::Steal(args) => steal::run(args, session),
        Step::List(args) => list::run(args, session),
    }
}

/// A name that can be told from others in a message.
fn parse_name(text: &str) -> Result<String, String> {
    let fits = (1..=128).contains(&text.len()) && !text.contains(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("a name has 1 to 128 bytes and no control characters".to_owned()) }
}

/// More than no time, and not more than a year.
fn parse_ttl(text: &str) -> Result<Duration, String> {
    let ttl = humantime::parse_duration(text).map_err(|e| e.to_string())?;
    let year = Duration::from_secs(366 * 24 * 60 * 60);
    match ttl {
        Duration::ZERO => Err("it would be over at once".to_owned()),
        ttl if ttl > year => Err("the longest is a year: renew it, or release it when you are done".to_owned()),
        ttl => Ok(ttl),
    }
}

/// Prints the token alone, or the whole lease.
fn print(lease: &Lease, json: bool, session: &mut Session) -> Result<()> {
    let text = if json { serde_json::to_string(lease)? } else { lease.token.to_string() };
    print_committed(session, &text);
    Ok(())
}
