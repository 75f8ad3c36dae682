//! How much of the log the document asks to keep: `_ctx.log.retain`.

use anyhow::Result;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::log::retention::Retention;

/// The member of `_ctx` that holds what is said of the log.
const MEMBER: &str = "log";

/// Its member for the retention.
const RETAIN: &str = "retain";

/// Returns the retention that a document sets.
///
/// # Errors
/// Fails if the value is not a retention: it was edited without ctx.
pub fn declared(document: &Document) -> Result<Option<Retention>> {
    let Some(value) = document.get(&kept_at()) else { return Ok(None) };
    let retention = value.as_str().and_then(|text| text.parse().ok());
    retention.map(Some).ok_or_else(|| {
        Failure::new(Kind::BadData, format!("{} is {value}, which is not a retention", kept_at()))
            .hint("to set another one: ctx log retain 30d")
            .into()
    })
}

/// Sets the retention.
///
/// # Errors
/// As [`Draft::put`].
pub fn declare(draft: &mut Draft<'_>, retention: &Retention) -> Result<()> {
    draft.put(&kept_at(), retention.to_string().into())
}

/// Removes the retention.
///
/// # Errors
/// "No" if none is set.
pub fn withdraw(draft: &mut Draft<'_>) -> Result<()> {
    if !draft.remove(&kept_at())? {
        return Err(none().into());
    }
    draft.remove_if_empty(MEMBER)
}

/// The failure that a document sets no retention.
#[must_use]
pub fn none() -> Failure {
    Failure::new(Kind::No, "the document sets no retention: the whole log is kept").hint("ctx log retain 30d")
}

/// The path of the retention.
#[must_use]
pub fn kept_at() -> KeyPath {
    reserved::entry(MEMBER, RETAIN)
}
