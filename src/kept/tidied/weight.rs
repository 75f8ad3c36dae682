//! How much of a document is what ctx keeps, and when the document will be full.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::json::document::{Document, pretty};
use crate::kept::limit;
use crate::kept::tidied::sweep;
use crate::log::history::History;
use crate::text::size::Size;
use crate::text::timestamp::Timestamp;

/// How many records a forecast looks back, at most.
const RECORDS: usize = 1000;

/// The shortest time that a forecast is made from, in seconds.
const SHORTEST: i64 = 60 * 60;

/// Beyond this there is no forecast, in days.
const FAR: i64 = 10 * 365;

/// What `_ctx` weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    pub bytes: usize,
    /// How many entries have ended.
    pub ended: usize,
    pub limit: Size,
    /// In how many days the document reaches the limit, if it grows on as it did.
    pub days: Option<i64>,
}

impl Weight {
    /// Weighs what a document of `size` bytes keeps; `None` if it keeps nothing. `own` is the limit if
    /// the document declares none.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub fn of(
        document: &Document,
        history: &dyn History,
        (size, own): (u64, Size),
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let Some(kept) = document.reserved() else { return Ok(None) };
        let limit = limit::declared(document).ok().flatten().unwrap_or(own);
        let (text, ended) = (pretty(kept), sweep::count(document, now));
        // In the document each line is indented by two more.
        let bytes = text.len() + 2 * text.split(|byte| *byte == b'\n').skip(1).count();
        let days = days_left(history, (size, limit.bytes()), now)?;
        Ok(Some(Self { bytes, ended, limit, days }))
    }

    /// What there is to say of it.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { bytes, ended, limit, .. } = self;
        let when = match self.days {
            Some(0) => format!("; the limit of {limit} is reached within a day"),
            Some(days) => format!("; the limit of {limit} is reached in about {days} days"),
            None => String::new(),
        };
        format!("{bytes} bytes in _ctx, {ended} entries ended{when}")
    }
}

/// In how many days a document reaches a limit, judged by how it grew over the last records.
fn days_left(history: &dyn History, (size, limit): (u64, u64), now: Timestamp) -> Result<Option<i64>> {
    let (mut first, mut count) = (None, 0);
    history.newest_first(&mut |entry| {
        let at = entry.change.author.at.parse::<Timestamp>().ok();
        first = at.zip(entry.change.published.map(|file| file.size)).or(first);
        count += 1;
        if count < RECORDS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let Some((at, then)) = first else { return Ok(None) };
    let seconds = (now - at).num_seconds();
    let (grown, left) = (size.saturating_sub(then), limit.saturating_sub(size));
    if seconds < SHORTEST || grown == 0 {
        return Ok(None);
    }
    let days = i128::from(left) * i128::from(seconds) / i128::from(grown) / (24 * 60 * 60);
    Ok(i64::try_from(days).ok().filter(|days| *days < FAR))
}
