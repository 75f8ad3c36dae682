//! The names of the entries that were removed, as hashes.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::document::Document;
use crate::kept::collection::{Kept, bad, members};
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::log::tidied::{INDEX, KINDS};

/// How many hexadecimal digits a hash has: 64 bits.
const LENGTH: usize = 16;

/// The names that one record removed from one member of `_ctx`, as `_ctx.tidied` holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidied {
    member: String,
    rev: Revision,
    /// Hashes, one behind the other.
    hashes: String,
}

impl Kept for Tidied {
    const MEMBER: &'static str = INDEX;
    const NOUN: &'static str = "list of removed names";

    fn read(key: &str, value: &Value) -> Result<Self> {
        let parsed = key.split_once(':').and_then(|(member, rev)| {
            let hashes = value
                .as_str()
                .filter(|text| text.len() % LENGTH == 0 && text.bytes().all(|b| b.is_ascii_hexdigit()))?;
            let member = KINDS.contains(&member).then(|| member.to_owned())?;
            Some(Self { member, rev: rev.parse().ok()?, hashes: hashes.to_owned() })
        });
        parsed.ok_or_else(|| bad::<Self>(key, &"not hashes under a member and a revision").into())
    }

    fn key(&self) -> String {
        format!("{}:{}", self.member, self.rev)
    }
}

/// Notes the names of the entries that a draft removes.
///
/// # Errors
/// As [`Draft::put`].
pub fn note<'n>(draft: &mut Draft<'_>, member: &str, names: impl Iterator<Item = &'n str>) -> Result<()> {
    let path = Tidied::path(format!("{member}:{}", draft.next_revision()));
    let before = draft.document().get(&path).and_then(Value::as_str).unwrap_or_default();
    let hashes = names.fold(before.to_owned(), |hashes, name| hashes + &hash(name));
    draft.put(&path, hashes.into())
}

/// Forgets a name, so that it can be used again. Returns whether it was there.
///
/// # Errors
/// As [`Draft::put`].
pub fn forget(draft: &mut Draft<'_>, member: &str, name: &str) -> Result<bool> {
    let hash = hash(name);
    let found: Vec<Tidied> = of_member(draft.document(), member).filter(|tidied| tidied.has(&hash)).collect();
    for tidied in &found {
        let left: String = tidied.all().filter(|other| *other != hash).collect();
        if left.is_empty() {
            draft.remove(&Tidied::path(tidied.key()))?;
        } else {
            draft.put(&Tidied::path(tidied.key()), left.into())?;
        }
    }
    draft.remove_if_empty(INDEX)?;
    Ok(!found.is_empty())
}

/// The newest revision that removed an entry with this name, if one did.
#[must_use]
pub fn revision_of(document: &Document, member: &str, name: &str) -> Option<Revision> {
    let hash = hash(name);
    of_member(document, member).filter(|tidied| tidied.has(&hash)).map(|tidied| tidied.rev).max()
}

/// The revisions that removed entries of a member.
#[must_use]
pub fn revisions(document: &Document, member: &str) -> BTreeSet<Revision> {
    of_member(document, member).map(|tidied| tidied.rev).collect()
}

/// The names that were removed, to ask for many of them.
pub struct Names(HashMap<String, Revision>);

impl Names {
    #[must_use]
    pub fn of(document: &Document, member: &str) -> Self {
        let hashes = |tidied: Tidied| {
            let rev = tidied.rev;
            tidied.all().map(|hash| (hash.to_owned(), rev)).collect::<Vec<_>>()
        };
        Self(of_member(document, member).flat_map(hashes).collect())
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.0.is_empty() && self.0.contains_key(&hash(name))
    }
}

/// What was removed from one member. What cannot be read was edited without ctx, and says nothing.
fn of_member<'d>(document: &'d Document, member: &'d str) -> impl Iterator<Item = Tidied> + 'd {
    let all = members::<Tidied>(document).filter_map(|(key, value)| Tidied::read(key, value).ok());
    all.filter(move |tidied| tidied.member == member)
}

impl Tidied {
    fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.hashes.len()).step_by(LENGTH).filter_map(|at| self.hashes.get(at..at + LENGTH))
    }

    fn has(&self, hash: &str) -> bool {
        self.all().any(|other| other == hash)
    }
}

fn hash(name: &str) -> String {
    let mut text = Digest::of(name.as_bytes()).to_string();
    text.truncate(LENGTH);
    text
}
