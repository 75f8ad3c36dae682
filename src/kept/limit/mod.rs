//! How large a document may become: as it says itself, for all who write it, or else as each
//! of them is set up.
//!
//! A limit judges growth: whoever reads, or leaves the document no larger than it was, is
//! not held up by one, so nobody who raises it for themselves shuts the others out.

use std::fmt;
use std::str::FromStr;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};

/// The largest document, in bytes, that is read at all: 1 GiB. Nobody can declare more, so what
/// ctx wrote is read by everybody, and what somebody else put there does not fill the memory.
pub const MOST: u64 = 1 << 30;

/// The member of `_ctx` that holds the limits.
const MEMBER: &str = "limits";

/// The member of that for the size of the document, in bytes.
const SIZE: &str = "size";

/// A number of bytes, as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(u64);

impl Size {
    /// How large a document may become where nobody says anything: 10 MiB.
    pub const DEFAULT: Self = Self(10 * 1024 * 1024);

    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// As a sentence has it: `10MiB`, or `1000 bytes`.
    #[must_use]
    pub fn in_words(self) -> String {
        let text = self.to_string();
        if text.ends_with('B') { text } else { format!("{text} bytes") }
    }

    /// The next round one that is not smaller.
    #[must_use]
    pub fn rounded_up(self) -> Self {
        Self(self.0.checked_next_power_of_two().unwrap_or(u64::MAX))
    }
}

/// The units, each with its bytes: the first that fits is printed. A letter alone is binary,
/// as `dd`, systemd and docker have it.
const UNITS: [(&str, u64); 12] = [
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("T", 1 << 40),
    ("G", 1 << 30),
    ("M", 1 << 20),
    ("K", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
];

/// `10MiB`, or a number of bytes where no unit fits.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().take(4).find(|(_, bytes)| self.0 > 0 && self.0.is_multiple_of(*bytes)) {
            Some((unit, bytes)) => write!(f, "{}{unit}", self.0 / bytes),
            None => write!(f, "{}", self.0),
        }
    }
}

/// The text is no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASize;

impl fmt::Display for NotASize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a size is a number of bytes, or one such as 500k, 20M or 1GiB")
    }
}

impl std::error::Error for NotASize {}

impl FromStr for Size {
    type Err = NotASize;

    fn from_str(text: &str) -> Result<Self, NotASize> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let is_meant = |(name, _): &&(&str, u64)| name.eq_ignore_ascii_case(unit);
        let bytes = match unit {
            "" | "B" => 1,
            _ => UNITS.iter().find(is_meant).map(|(_, bytes)| *bytes).ok_or(NotASize)?,
        };
        number.parse::<u64>().ok().and_then(|number| number.checked_mul(bytes)).map(Self).ok_or(NotASize)
    }
}

/// A size that a document may be limited to.
///
/// # Errors
/// No size, or one that is larger than [`MOST`].
pub fn parse_limit(text: &str) -> Result<Size, String> {
    match text.parse() {
        Ok(Size(bytes)) if bytes > MOST => Err(format!("the largest document that is read has {}", Size(MOST))),
        Ok(size) => Ok(size),
        Err(NotASize) => Err(NotASize.to_string()),
    }
}

/// The limit that a document declares for all.
///
/// # Errors
/// What it has there is none: edited without ctx.
pub fn declared(document: &Document) -> Result<Option<Size>> {
    let Some(value) = document.get(&kept_at()) else { return Ok(None) };
    let size = value.as_u64().filter(|bytes| *bytes <= MOST);
    size.map(Size).map(Some).ok_or_else(|| {
        Failure::new(Kind::BadData, format!("{} is {value}, which is no limit", kept_at()))
            .hint("to declare another one: ctx policy limit 10MiB")
            .into()
    })
}

/// Declares a limit for all who write the document.
///
/// # Errors
/// Those of [`Draft::keep`].
pub fn declare(draft: &mut Draft<'_>, size: Size) -> Result<()> {
    draft.keep(&kept_at(), json!(size.bytes()))
}

/// Takes the limit back, and with it the place where it was kept.
///
/// # Errors
/// There is none.
pub fn withdraw(draft: &mut Draft<'_>) -> Result<()> {
    if !draft.forget(&kept_at())? {
        return Err(Failure::new(Kind::No, "the document declares no limit").hint("ctx policy limit").into());
    }
    if draft.document().get(&collection()).and_then(Value::as_object).is_some_and(Map::is_empty) {
        draft.forget(&collection())?;
    }
    Ok(())
}

/// Where it is kept.
#[must_use]
pub fn kept_at() -> KeyPath {
    collection().child(Segment::Key(SIZE.to_owned()))
}

fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
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
        let is_own = !is_declared && Size(size).rounded_up() <= Size::DEFAULT;
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
    let enough = Size(size).rounded_up();
    let failure = if enough.bytes() > MOST { failure } else { failure.hint(format!("{remedy}{enough}")) };
    failure.hint("large values belong in files of their own")
}

#[cfg(test)]
mod tests;
