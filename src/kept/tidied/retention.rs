//! How long entries of `_ctx` stay after they ended: `_ctx.tidy`.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::text::timestamp::Timestamp;

/// The member of `_ctx` that holds what is declared.
const MEMBER: &str = "tidy";

const NEWEST: &str = "newest";
const WITHIN: &str = "within";

/// Which entries stay after they ended: the newest ones of each kind, and those that ended not long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    pub newest: usize,
    pub within: Duration,
}

impl Default for Keep {
    fn default() -> Self {
        Self { newest: 100, within: Duration::from_secs(24 * 60 * 60) }
    }
}

impl Keep {
    /// Whether an entry stays, that ended at this time and after which so many others ended.
    #[must_use]
    pub fn keeps(&self, ended: Timestamp, later: usize, now: Timestamp) -> bool {
        let since = now.signed_duration_since(ended).to_std().unwrap_or_default();
        later < self.newest || since < self.within
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = humantime::format_duration(self.within);
        write!(f, "the newest {} of each kind, and what ended within {within}", self.newest)
    }
}

/// Returns what a document declares, or else the default.
///
/// # Errors
/// Fails if a value is invalid: it was edited without ctx.
pub fn declared(document: &Document) -> Result<Keep> {
    let mut keep = Keep::default();
    if let Some(value) = document.get(&reserved::entry(MEMBER, NEWEST)) {
        let newest = value.as_u64().and_then(|newest| usize::try_from(newest).ok());
        keep.newest = newest.ok_or_else(|| invalid(NEWEST, value))?;
    }
    if let Some(value) = document.get(&reserved::entry(MEMBER, WITHIN)) {
        let within = value.as_str().and_then(|text| humantime::parse_duration(text).ok());
        keep.within = within.ok_or_else(|| invalid(WITHIN, value))?;
    }
    Ok(keep)
}

fn invalid(name: &str, value: &Value) -> Failure {
    Failure::new(Kind::BadData, format!("{} is {value}, which is invalid", reserved::entry(MEMBER, name)))
        .hint("to declare it anew: ctx tidy retain --newest 100 --within 1d")
}

/// Declares which entries stay.
///
/// # Errors
/// As [`Draft::put`].
pub fn declare(draft: &mut Draft<'_>, keep: &Keep) -> Result<()> {
    draft.put(&reserved::entry(MEMBER, NEWEST), json!(keep.newest))?;
    draft.put(&reserved::entry(MEMBER, WITHIN), humantime::format_duration(keep.within).to_string().into())
}

/// Removes the declaration.
///
/// # Errors
/// As [`Draft::remove`].
pub fn withdraw(draft: &mut Draft<'_>) -> Result<()> {
    draft.remove(&kept_at()).map(drop)
}

/// The path of the declaration.
#[must_use]
pub fn kept_at() -> KeyPath {
    reserved::member(MEMBER)
}
