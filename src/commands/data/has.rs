//! `ctx has`: is there a value?

use anyhow::Result;

use crate::commands::{Answer, Whole};
use crate::options::at::AtArgs;
use crate::session::Session;

/// Test whether values exist
///
/// Prints nothing. Exits with 0 if every path exists, with 1 otherwise.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Paths to test
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let paths = session.paths(&args.paths)?;
    let file = session.file()?;
    let snapshot = args.at.read(session, &file, session.store_at(&file)?.as_ref())?.snapshot;
    let all = paths.iter().all(|path| snapshot.document.get(path).is_some());
    Ok(if all { Answer::Yes } else { Answer::No })
}
