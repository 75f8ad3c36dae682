//! The newest records, over all segments of the log, as far back as a bound allows.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::entry::{Entry, Revision};
use crate::log::history::History;

/// How many records are read at most.
const RECORDS: usize = 1000;

/// After so many bytes of records no further one is read.
const BYTES: usize = 64 * 1024 * 1024;

/// Calls `visit` with each record up to `last`, newest first, until it breaks. Returns whether the bound ended that,
/// so that older records were not read. However long a record is, it does not hide the one before it.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn walk(history: &dyn History, last: Revision, visit: &mut dyn FnMut(&Entry) -> ControlFlow<()>) -> Result<bool> {
    let (mut records, mut bytes, mut is_bounded) = (0, 0, false);
    history.newest_first_from(last, &mut |entry| {
        let is_enough = records == RECORDS || bytes >= BYTES;
        records += 1;
        bytes += entry.line.len();
        let flow = visit(&entry);
        is_bounded = is_enough && flow.is_continue();
        if is_enough { ControlFlow::Break(()) } else { flow }
    })?;
    Ok(is_bounded)
}
