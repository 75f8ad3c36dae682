//! The collections that ctx keeps in a document: entries of one kind, by key, in `_ctx.MEMBER`.

use std::fmt::Display;

use anyhow::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::from_value;
use crate::json::key_path::KeyPath;
use crate::text::near::did_you_mean;
use crate::text::shell::shell_word;

/// One kind of entry that ctx keeps in a document.
pub trait Kept: Sized {
    /// The member of `_ctx` that holds the entries.
    const MEMBER: &'static str;

    /// What messages call an entry: `task` in "is not a task".
    const NOUN: &'static str;

    /// Reads the entry under a key.
    ///
    /// # Errors
    /// The value is no such entry: it was edited without ctx.
    fn read(key: &str, value: &Value) -> Result<Self>;

    /// The key of the entry.
    fn key(&self) -> String;

    /// Whether ctx itself could have put this value under this key.
    #[must_use]
    fn holds(key: &str, value: &Value) -> bool {
        Self::read(key, value).is_ok_and(|entry| entry.key() == key)
    }

    /// The path of the collection.
    #[must_use]
    fn collection() -> KeyPath {
        reserved::member(Self::MEMBER)
    }

    /// The path of the entry under a key.
    #[must_use]
    fn path(key: impl Display) -> KeyPath {
        reserved::entry(Self::MEMBER, &key.to_string())
    }

    /// All entries of a document, in the order in which they were added.
    ///
    /// # Errors
    /// As [`Kept::read`].
    fn all(document: &Document) -> Result<Vec<Self>> {
        members::<Self>(document).map(|(key, value)| Self::read(key, value)).collect()
    }

    /// The entry under a key, if there is one.
    ///
    /// # Errors
    /// As [`Kept::read`].
    fn get(document: &Document, key: impl Display) -> Result<Option<Self>> {
        let key = key.to_string();
        document.get(&Self::path(&key)).map(|value| Self::read(&key, value)).transpose()
    }

    /// Writes the entry. Only its members that changed are put, so that the record shows no others.
    ///
    /// # Errors
    /// As [`Draft::put_members`].
    fn store(&self, draft: &mut Draft<'_>) -> Result<()>
    where
        Self: Serialize,
    {
        draft.put_members(&Self::path(self.key()), self)
    }

    /// The failure that a document has no entry under a key. It suggests a key that is alike, or else
    /// `list`, the command that lists them.
    #[must_use]
    fn missing(document: &Document, fact: &str, key: impl Display, list: &str) -> Failure {
        let key = key.to_string();
        let near = did_you_mean(&key, members::<Self>(document).map(|(key, _)| key.as_str()));
        Failure::new(Kind::No, format!("there is no {} {key}", Self::NOUN))
            .fact(fact, key)
            .hint(near.unwrap_or_else(|| list.to_owned()))
    }
}

/// The entries of a document as JSON, by key.
pub fn members<T: Kept>(document: &Document) -> impl Iterator<Item = (&String, &Value)> {
    document.kept(T::MEMBER).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// Reads an entry whose value is what serde makes of it.
///
/// # Errors
/// As [`Kept::read`].
pub fn deserialized<T: Kept + DeserializeOwned>(key: &str, value: &Value) -> Result<T> {
    from_value(value).map_err(|e| {
        let blame = format!("who wrote it: ctx blame {}", shell_word(&T::path(key)));
        bad::<T>(key, &e).hint(blame).into()
    })
}

/// The failure that a value is no such entry.
#[must_use]
pub fn bad<T: Kept>(key: &str, why: &dyn Display) -> Failure {
    Failure::new(Kind::BadData, format!("{} is not a {}: {why}", T::path(key), T::NOUN))
}
