//! `ctx has`: is there a value?

use anyhow::Result;

use super::{Answer, Whole};
use crate::session::Session;

/// Answer with the exit code whether there are values: 0 if at every path, otherwise 1
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Where to look
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let paths = session.paths(&args.paths)?;
    let snapshot = session.store()?.read()?;
    let all = paths.iter().all(|path| snapshot.document.get(path).is_some());
    Ok(if all { Answer::Yes } else { Answer::No })
}
