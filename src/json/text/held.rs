//! The text of a document that is held as that, and why it could not be read.

use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::text::cursor::Cursor;
use crate::json::text::pieces::Pieces;
use crate::json::text::source::{Doubt, Source};
use crate::json::text::span::Span;
use crate::json::text::splice::Splice;
use crate::json::{JsonError, kind_of};

/// The text of an indexed document.
#[derive(Clone)]
pub enum Text {
    /// In memory, and known to be what ctx published, byte for byte.
    Memory(Vec<u8>),
    /// Elsewhere, and what ctx published as far as is known.
    Stream(Arc<dyn Source>),
    /// Elsewhere but for what was changed, and trusted.
    Pieces(Pieces),
}

/// Holds the reason why a document that is read on demand could not be read.
pub type FaultCell = Arc<OnceLock<Fault>>;

/// Why a document could not be read when it was asked for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    NotJson(JsonError),
    Unread(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => error.fmt(f),
            Self::Unread(why) => f.write_str(why),
        }
    }
}

impl From<&Fault> for Failure {
    fn from(fault: &Fault) -> Self {
        let why = format!("could not read the document: {fault}");
        match fault {
            Fault::NotJson(_) => Self::new(Kind::BadData, why).hint("to see what can be done: ctx repair"),
            Fault::Unread(_) => Self::new(Kind::Io, why).hint("try again; if that fails too: ctx doctor"),
        }
    }
}

/// The error for a document that could not be read while it was written or hashed.
#[must_use]
pub fn unread(error: &io::Error) -> Failure {
    Failure::from(&Fault::Unread(error.to_string()))
}

impl From<Doubt> for Fault {
    fn from(doubt: Doubt) -> Self {
        match doubt {
            Doubt::Unread(why) => Self::Unread(why),
            Doubt::NotCanonical => Self::Unread("it is not what ctx published".to_owned()),
        }
    }
}

impl Text {
    pub(super) fn source(&self) -> &dyn Source {
        match self {
            Self::Memory(bytes) => bytes,
            Self::Stream(source) => source.as_ref(),
            Self::Pieces(pieces) => pieces,
        }
    }

    /// Changes the text. Returns false, and changes nothing, if the text is read-only.
    pub(super) fn splice(&mut self, splice: &Splice) -> bool {
        match self {
            Self::Memory(bytes) => splice.apply(bytes),
            Self::Pieces(pieces) => pieces.splice(splice.old, &splice.new),
            Self::Stream(_) => return false,
        }
        true
    }

    /// # Errors
    /// The text cannot be read, or there is not enough memory.
    pub(super) fn to_vec(&self) -> Result<Vec<u8>, Doubt> {
        Cursor::of(self.source()).copy(Span { from: 0, to: self.source().len() })
    }
}

/// The error for a value that is not an object.
#[must_use]
pub fn not_an_object(value: &Value) -> JsonError {
    let reason = format!("{} where the document, an object, should start", kind_of(value));
    JsonError { line: 1, column: 1, reason }
}
