//! How large a document may become: as it says itself, for all who write it, or else as each
//! of them is set up.
//!
//! A limit judges growth: whoever reads, or leaves the document no larger than it was, is
//! not held up by one, so nobody who raises it for themselves shuts the others out.

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

/// The member of that for the size of the document, in bytes.
const SIZE: &str = "size";

/// The limit that a document declares for all.
///
/// # Errors
/// What it has there is none: edited without ctx.
pub fn declared(document: &Document) -> Result<Option<Size>> {
    let Some(value) = document.get(&kept_at()) else { return Ok(None) };
    let size = value.as_u64().filter(|bytes| *bytes <= MOST);
    size.map(Size::new).map(Some).ok_or_else(|| {
        Failure::new(Kind::BadData, format!("{} is {value}, which is no limit", kept_at()))
            .hint("to declare another one: ctx policy limit 10MiB")
            .into()
    })
}

/// Declares a limit for all who write the document.
///
/// # Errors
/// Those of [`Draft::put`].
pub fn declare(draft: &mut Draft<'_>, size: Size) -> Result<()> {
    draft.put(&kept_at(), json!(size.bytes()))
}

/// Takes the limit back, and with it the place where it was kept.
///
/// # Errors
/// There is none.
pub fn withdraw(draft: &mut Draft<'_>) -> Result<()> {
    if !draft.remove(&kept_at())? {
        return Err(Failure::new(Kind::No, "the document declares no limit").hint("ctx policy limit").into());
    }
    draft.remove_if_empty(MEMBER)
}

/// Where it is kept.
#[must_use]
pub fn kept_at() -> KeyPath {
    reserved::entry(MEMBER, SIZE)
}

/// A document before a change, as far as its growth is judged by it.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// The length of its text, in bytes.
    pub size: u64,
    /// What it declared; nothing, too, where that was no limit.
    pub declared: Option<Size>,
}

impl Before {
    #[must_use]
    pub fn of(document: &Document, size: u64) -> Self {
        Self { size, declared: declared(document).ok().flatten() }
    }

    /// The limit that keeps a document of so many bytes from following, if one does. What it
    /// declares counts, or what was declared before, if that is more: declaring a smaller
    /// limit is growth too, by a line. Where nothing is declared, it is the limit of who makes
    /// the change, `own`.
    ///
    /// # Errors
    /// It is larger, and what it declares is no limit.
    pub fn exceeded(&self, document: &Document, size: u64, own: Size) -> Result<Option<Size>> {
        if size <= self.size {
            return Ok(None);
        }
        let limit = declared(document)?.max(self.declared).unwrap_or(own);
        Ok((size > limit.bytes()).then_some(limit))
    }

    /// Refuses a document that may not follow.
    ///
    /// # Errors
    /// As [`Before::exceeded`], or a limit is exceeded.
    pub fn check_growth(&self, document: &Document, size: u64, own: Size) -> Result<()> {
        let Some(limit) = self.exceeded(document, size, own)? else { return Ok(()) };
        let why = format!("the result has {size} bytes, more than the limit of {limit}");
        let is_declared = declared(document)?.max(self.declared).is_some();
        // Who declared what is enough for this change would lower the limit of everybody else.
        let is_own = !is_declared && Size::new(size).rounded_up() <= Size::DEFAULT;
        let remedy = if is_own {
            "to raise it here: export CTX_MAX_SIZE="
        } else {
            "to raise the limit for all: ctx policy limit "
        };
        Err(too_large(why, size, limit, remedy).into())
    }
}

/// The failure that something has too many bytes; `remedy` goes on with a limit that is enough.
#[must_use]
pub fn too_large(why: String, size: u64, limit: Size, remedy: &str) -> Failure {
    let failure = Failure::new(Kind::BadData, why).fact("size", size).fact("limit", limit.bytes());
    let enough = Size::new(size).rounded_up();
    let failure = if enough.bytes() > MOST { failure } else { failure.hint(format!("{remedy}{enough}")) };
    failure.hint("large values belong in files of their own")
}

#[cfg(test)]
mod tests;
