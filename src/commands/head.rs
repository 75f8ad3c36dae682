//! `ctx head`: name the last record, to be kept elsewhere.

use anyhow::Result;

use super::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::model::history::newest;
use crate::session::Session;

/// Print REV:HASH of the last record, for `verify --expect`
///
/// Kept where others cannot change it (a CI variable, a git commit), it shows
/// later that nothing before it was rewritten.
#[derive(clap::Args, Debug)]
pub struct Args {}

pub fn run(_: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let file = session.file()?;
    let Some(entry) = newest(session.store_at(&file)?.as_ref())? else {
        let why = format!("could not name the last record of {}: nothing was recorded yet", file.display());
        return Err(Failure::new(Kind::No, why).hint("ctx set KEY VALUE").into());
    };
    session.out.line(&entry.id().to_string())?;
    Ok(Answer::Yes)
}
