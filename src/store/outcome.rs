//! The outcome of an update.

use crate::log::entry::{Entry, Revision};

/// The outcome of an update, and the value that the edit returned.
#[derive(Debug)]
pub enum Outcome<T> {
    Committed {
        entry: Box<Entry>,
        value: T,
    },
    /// The edit changed nothing: the document stays at this revision.
    Unchanged {
        revision: Revision,
        value: T,
    },
}

impl<T> Outcome<T> {
    /// The revision of the document now.
    #[must_use]
    pub fn revision(&self) -> Revision {
        match self {
            Self::Committed { entry, .. } => entry.link.rev,
            Self::Unchanged { revision, .. } => *revision,
        }
    }

    /// The value that the edit returned.
    #[must_use]
    pub fn into_value(self) -> T {
        match self {
            Self::Committed { value, .. } | Self::Unchanged { value, .. } => value,
        }
    }

    /// The same outcome with another value.
    #[must_use]
    pub fn with<U>(self, value: U) -> Outcome<U> {
        match self {
            Self::Committed { entry, .. } => Outcome::Committed { entry, value },
            Self::Unchanged { revision, .. } => Outcome::Unchanged { revision, value },
        }
    }
}
