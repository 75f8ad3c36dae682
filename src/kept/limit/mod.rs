//! How large a document may become: a limit that the document declares for all writers, or else the
//! limit of each writer.
//!
//! A limit only stops growth. Reading always works, and so does a change that leaves the document
//! no larger than it was. So a writer with a higher limit does not lock out the others.

use anyhow::Result;
use serde_json::json;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::text::size::{MOST, Size};

/// The member of `_ctx` that holds the limits.
const MEMBER: &str = "limits";

/// Its member for the size of the document, in bytes.
const SIZE: &str = "size";

/// Returns the limit that a document declares.
///
/// # Errors
/// Fails if the value is not a limit: it was edited without ctx.
pub fn declared(document: &Document) -> Result<Option<Size>> {
    let Some(value) = document.get(&kept_at()) else { return Ok(None) };
    let size = value.as_u64().filter(|bytes| *bytes <= MOST);
    size.map(Size::new).map(Some).ok_or_else(|| {
        Failure::new(Kind::BadData, format!("{} is {value}, which is not a limit", kept_at()))
            .hint("to set another one: ctx policy limit 10MiB")
            .into()
    })
}

/// Declares a limit for all writers.
///
/// # Errors
/// As [`Draft::put`].
pub fn declare(draft: &mut Draft<'_>, size: Size) -> Result<()> {
    draft.put(&kept_at(), json!(size.bytes()))
}

/// Removes the declared limit.
///
/// # Errors
/// "No" if none is declared.
pub fn withdraw(draft: &mut Draft<'_>) -> Result<()> {
    if !draft.remove(&kept_at())? {
        return Err(Failure::new(Kind::No, "the document declares no limit").hint("ctx policy limit").into());
    }
    draft.remove_if_empty(MEMBER)
}

/// The path of the limit.
#[must_use]
pub fn kept_at() -> KeyPath {
    reserved::entry(MEMBER, SIZE)
}

/// The size of a document before a change, and the limit that it declared.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// The length of its text, in bytes.
    pub size: u64,
    /// The limit that it declared, if it was valid.
    pub declared: Option<Size>,
}

impl Before {
    #[must_use]
    pub fn of(document: &Document, size: u64) -> Self {
        Self { size, declared: declared(document).ok().flatten() }
    }

    /// Returns the limit that a document of `size` bytes would exceed, if any. The limit is the one
    /// that it declares, or the one declared before if that is higher, since declaring a lower
    /// limit adds a line. If none is declared, it is `own`, the limit of the writer.
    ///
    /// # Errors
    /// Fails if the document grew and declares an invalid limit.
    pub fn exceeded(&self, document: &Document, size: u64, own: Size) -> Result<Option<Size>> {
        if size <= self.size {
            return Ok(None);
        }
        let limit = declared(document)?.max(self.declared).unwrap_or(own);
        Ok((size > limit.bytes()).then_some(limit))
    }

    /// Refuses a document that exceeds a limit.
    ///
    /// # Errors
    /// As [`Before::exceeded`]; also if a limit is exceeded.
    pub fn check_growth(&self, document: &Document, size: u64, own: Size) -> Result<()> {
        let Some(limit) = self.exceeded(document, size, own)? else { return Ok(()) };
        let why = format!("the result has {size} bytes, more than the limit of {limit}");
        let is_declared = declared(document)?.max(self.declared).is_some();
        // Declaring just enough for this change would lower the limit for everybody else.
        let is_own = !is_declared && Size::new(size).rounded_up() <= Size::DEFAULT;
        let remedy = if is_own {
            "to raise it here: export CTX_MAX_SIZE="
        } else {
            "to raise the limit for all: ctx policy limit "
        };
        Err(too_large(why, size, limit, remedy).into())
    }
}

/// The failure that something is too large. `remedy` is completed with a limit that suffices.
#[must_use]
pub fn too_large(why: String, size: u64, limit: Size, remedy: &str) -> Failure {
    let failure = Failure::new(Kind::BadData, why).fact("size", size).fact("limit", limit.bytes());
    let enough = Size::new(size).rounded_up();
    let failure = if enough.bytes() > MOST { failure } else { failure.hint(format!("{remedy}{enough}")) };
    failure.hint("keep large values in separate files")
}

#[cfg(test)]
mod tests;
