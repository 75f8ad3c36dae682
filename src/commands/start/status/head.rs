//! `ctx status --head`: print the hash of the last record, to be stored elsewhere.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::log::history::newest;
use crate::session::Context;

/// Prints `REV:HASH` of the last record, or the name of the context, which never changes.
///
/// # Errors
/// Fails if nothing has been recorded yet, or if the log has no name.
pub fn print(lineage: bool, context: &mut Context<'_>) -> Result<Answer> {
    let Some(entry) = newest(context.store.as_ref())? else {
        let why =
            format!("could not print the last record of {}: nothing has been recorded yet", context.file.display());
        return Err(Failure::new(Kind::No, why).hint("ctx set KEY VALUE").into());
    };
    if !lineage {
        context.out.line(&entry.id().to_string())?;
        return Ok(Answer::Yes);
    }
    // Every first record of a log has it.
    let mut lineage = None;
    context.store.newest_first(&mut |entry| {
        lineage = entry.change.lineage;
        if lineage.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let Some(lineage) = lineage else {
        let why = format!("{} has no lineage: its log was created by an older ctx", context.file.display());
        return Err(Failure::new(Kind::No, why).hint("to print its last record: ctx status --head").into());
    };
    context.out.line(&lineage)?;
    Ok(Answer::Yes)
}
