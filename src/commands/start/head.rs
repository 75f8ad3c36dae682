//! `ctx head`: name the last record, to be kept elsewhere.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::commands::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::log::history::newest;
use crate::session::Session;

/// Print REV:HASH of the last log record
///
/// Store it where others cannot change it, such as a CI variable or a git commit. Later,
/// `ctx verify --expect REV:HASH` proves that nothing up to that record was rewritten.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print the lineage instead: the identifier of this context, for `ctx verify --lineage`
    #[arg(long)]
    lineage: bool,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let file = session.file()?;
    let store = session.store_at(&file)?;
    let Some(entry) = newest(store.as_ref())? else {
        let why = format!("could not print the last record of {}: nothing has been recorded yet", file.display());
        return Err(Failure::new(Kind::No, why).hint("ctx set KEY VALUE").into());
    };
    if !args.lineage {
        session.out.line(&entry.id().to_string())?;
        return Ok(Answer::Yes);
    }
    // The first record of each log has it.
    let mut lineage = None;
    store.newest_first(&mut |entry| {
        lineage = entry.change.lineage;
        if lineage.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let Some(lineage) = lineage else {
        let why = format!("{} has no lineage: its log was created by an older ctx", file.display());
        return Err(Failure::new(Kind::No, why).hint("to print its last record: ctx head").into());
    };
    session.out.line(&lineage)?;
    Ok(Answer::Yes)
}
