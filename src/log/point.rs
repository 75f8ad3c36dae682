//! A point in the past, as people name it, and the revision that it means.
//!
//! Order is `rev`, never time. A time means the newest revision whose record has that time or an
//! earlier one. Where a clock went backwards, that may be a later revision than the one of that
//! moment.

use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Result;

use crate::log::checkout::{missing, written};
use crate::log::entry::Revision;
use crate::log::history::{History, newest};
use crate::log::moment::{Since, before_head};
use crate::log::tag_name::{NotATag, TagName};
use crate::text::timestamp::{Timestamp, timestamp_text};

/// A revision, a time, or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    Revision(Revision),
    /// This many revisions before the newest: `HEAD`, `HEAD~3`.
    Head(u64),
    /// The document at a time.
    Time(Timestamp),
    /// The document this long ago.
    Ago(Duration),
    Tag(TagName),
}

impl Point {
    pub const HEAD: Self = Self::Head(0);

    /// Returns the point as the command line takes it.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Revision(revision) => revision.to_string(),
            Self::Ago(ago) => humantime::format_duration(*ago).to_string().replace(' ', ""),
            other => other.to_string(),
        }
    }

    /// Returns the revision that is meant. `tagged` looks up tags. Whether a numbered revision
    /// exists is left to the caller.
    ///
    /// # Errors
    /// Those of `tagged`. "No" if the log does not reach back so far.
    pub fn resolve(
        &self,
        history: &dyn History,
        now: Timestamp,
        tagged: impl FnOnce(&TagName) -> Result<Revision>,
    ) -> Result<Revision> {
        match self {
            Self::Revision(revision) => Ok(*revision),
            Self::Tag(name) => tagged(name),
            Self::Head(back) => back_from_head(history, *back),
            Self::Time(time) => last_written_by(history, *time),
            Self::Ago(ago) => {
                let time = chrono::TimeDelta::from_std(*ago).ok().and_then(|ago| now.checked_sub_signed(ago));
                last_written_by(history, time.unwrap_or(Timestamp::MIN_UTC))
            }
        }
    }
}

/// The revision that is this many before the newest.
///
/// # Errors
/// "No" if the log does not reach back so far.
pub fn back_from_head(history: &dyn History, back: u64) -> Result<Revision> {
    let head = newest(history)?.map(|entry| entry.link.rev.number());
    let meant = head.and_then(|head| head.checked_sub(back)).map(Revision::new);
    meant.map_or_else(|| Err(missing(history, &format!("there is no {}", Point::Head(back)))?.into()), Ok)
}

fn last_written_by(history: &dyn History, time: Timestamp) -> Result<Revision> {
    let mut found = None;
    history.newest_first(&mut |entry| {
        if written(&entry) <= time {
            found = Some(entry.link.rev);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let what = || format!("nothing was written by {}", timestamp_text(time));
    found.map_or_else(|| Err(missing(history, &what())?.into()), Ok)
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revision(revision) => write!(f, "revision {revision}"),
            Self::Head(0) => f.write_str("HEAD"),
            Self::Head(back) => write!(f, "HEAD~{back}"),
            Self::Time(time) => f.write_str(&timestamp_text(*time)),
            Self::Ago(ago) => write!(f, "{} ago", humantime::format_duration(*ago)),
            Self::Tag(name) => fmt::Display::fmt(name, f),
        }
    }
}

/// The text is not a revision, time or duration, and cannot be a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPoint(NotATag);

impl fmt::Display for NotAPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let examples = "a revision (12, HEAD~3), a time (2026-11-20T10:00:00Z), so long ago (10m) or a tag";
        match self.0 {
            NotATag::Shape | NotATag::Reserved => write!(f, "expected {examples}; {}", self.0),
            NotATag::Taken => write!(f, "expected {examples}"),
            NotATag::LikeDate => f.write_str(
                "it begins like a date, and a time is written 2026-11-20T10:00:00Z, 2026-11-20T10:00:00+01:00, \
                 2026-11-20 10:00:00 (UTC) or 2026-11-20",
            ),
        }
    }
}

impl std::error::Error for NotAPoint {}

impl FromStr for Point {
    type Err = NotAPoint;

    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        if let Some(back) = before_head(text) {
            return Ok(Self::Head(back));
        }
        match text.parse() {
            Ok(Since::Revision(revision)) => Ok(Self::Revision(revision)),
            Ok(Since::Ago(ago)) => Ok(Self::Ago(ago)),
            Ok(Since::Time(time)) => Ok(Self::Time(time)),
            Err(_) => text.parse().map(Self::Tag).map_err(NotAPoint),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_apart_and_everything_else_is_a_tag() {
        let point = |text: &str| text.parse::<Point>();
        assert_eq!(point("12"), Ok(Point::Revision(Revision::new(12))));
        assert_eq!(
            (point("HEAD"), point("HEAD~"), point("HEAD~3")),
            (Ok(Point::HEAD), Ok(Point::Head(1)), Ok(Point::Head(3)))
        );
        assert_eq!(point("10m"), Ok(Point::Ago(Duration::from_secs(600))));
        assert_eq!(point("2026-11-20"), Ok(Point::Time("2026-11-20T00:00:00Z".parse().unwrap())));
        assert_eq!(point("v1"), Ok(Point::Tag("v1".parse().unwrap())));
        assert_eq!(point("99999999999999999999"), Err(NotAPoint(NotATag::Taken)));
        for text in ["2026-13-01", "2026-11-20T10:00", "2026-q4"] {
            assert_eq!(point(text), Err(NotAPoint(NotATag::LikeDate)), "{text}");
        }
        assert_eq!(point(""), Err(NotAPoint(NotATag::Shape)));
    }
}
