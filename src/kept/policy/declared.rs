//! The policies that a document declares.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::path_syntax::PathError;
use crate::json::pointer::Pointer;
use crate::kept::collection::{Kept, bad};
use crate::log::place_index::PlaceIndex;
use crate::text::shell::shell_word;

/// How two values for the same place are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MergePolicy {
    /// The last value wins.
    Replace,
    /// Arrays: the items of both.
    Append,
    /// Arrays: the items of both, each once.
    Union,
    /// Numbers: the larger one.
    Max,
    /// Numbers: the smaller one.
    Min,
    /// Numbers: what both added.
    Sum,
    /// The first value wins. Members may be added to it.
    Once,
    /// Nothing may be changed, and nothing added.
    Deny,
}

impl MergePolicy {
    pub const ALL: [(&'static str, Self); 8] = [
        ("replace", Self::Replace),
        ("append", Self::Append),
        ("union", Self::Union),
        ("max", Self::Max),
        ("min", Self::Min),
        ("sum", Self::Sum),
        ("once", Self::Once),
        ("deny", Self::Deny),
    ];

    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, policy)| *policy == self).map_or("", |(word, _)| word)
    }

    /// Whether it protects values from every change.
    #[must_use]
    pub fn protects(self) -> bool {
        matches!(self, Self::Once | Self::Deny)
    }
}

/// A policy and the place that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub place: Pointer,
    pub merge: MergePolicy,
}

impl Kept for Declared {
    const MEMBER: &'static str = "policies";
    const NOUN: &'static str = "policy";

    fn read(key: &str, value: &Value) -> Result<Self> {
        let path: KeyPath = key.parse().map_err(|e: PathError| bad::<Self>(key, &format!("not a path: {e}")))?;
        let merge = value.get("merge").ok_or_else(|| bad::<Self>(key, &"it has no `merge`"))?;
        let merge = MergePolicy::deserialize(merge).map_err(|e| bad::<Self>(key, &e))?;
        Ok(Self { place: path.pointer_in(&Value::Null), merge })
    }

    fn key(&self) -> String {
        self.path().to_string()
    }

    fn holds(key: &str, value: &Value) -> bool {
        Self::read(key, value).is_ok_and(|declared| declared.key() == key && !declared.path().is_reserved())
    }
}

impl Declared {
    #[must_use]
    pub fn path(&self) -> KeyPath {
        KeyPath::from(&self.place)
    }
}

/// The policies of a document.
#[derive(Debug, Default)]
pub struct Policies {
    all: Vec<Declared>,
    /// The index of the policy of each place.
    of_place: HashMap<Vec<String>, usize>,
    places: PlaceIndex,
}

impl Policies {
    /// The policies of a document.
    ///
    /// # Errors
    /// As [`Kept::read`].
    pub fn of(document: &Document) -> Result<Self> {
        let all = Declared::all(document)?;
        let of_place = all.iter().enumerate().map(|(i, declared)| (declared.place.tokens().to_vec(), i)).collect();
        let places = all.iter().map(|declared| &declared.place).collect();
        Ok(Self { all, of_place, places })
    }

    #[must_use]
    pub fn all(&self) -> &[Declared] {
        &self.all
    }

    /// The policy that decides for a place: the nearest one at it or above it.
    #[must_use]
    pub fn over(&self, tokens: &[String]) -> Option<&Declared> {
        let mut above = (0..=tokens.len()).rev().filter_map(|len| tokens.get(..len));
        self.all.get(*above.find_map(|above| self.of_place.get(above))?)
    }

    /// The policies that protect places below this one.
    pub(crate) fn protecting_below(&self, place: &Pointer) -> impl Iterator<Item = &Declared> {
        let mut below = BTreeSet::new();
        self.places.below(place, &mut |index| below.extend([index]));
        below.into_iter().filter_map(|index| self.all.get(index)).filter(|declared| declared.merge.protects())
    }
}

/// Declares a policy for a path.
///
/// # Errors
/// Fails for what ctx keeps, and for items of arrays, which are merged as a whole.
pub fn declare(draft: &mut Draft<'_>, path: &KeyPath, merge: MergePolicy) -> Result<()> {
    check_place(path, draft.document())?;
    draft.put(&kept_at(path), json!({"merge": merge}))
}

/// Removes the policy of a path.
///
/// # Errors
/// "No" if there is none.
pub fn withdraw(draft: &mut Draft<'_>, path: &KeyPath) -> Result<()> {
    if !draft.remove(&kept_at(path))? {
        return Err(Failure::new(Kind::No, format!("there is no policy for {path}"))
            .fact("path", path.to_string())
            .hint("ctx policy list")
            .into());
    }
    draft.remove_if_empty(Declared::MEMBER)
}

fn check_place(path: &KeyPath, document: &Document) -> Result<()> {
    reserved::refuse(path)?;
    for (i, segment) in path.segments().iter().enumerate() {
        let above = KeyPath::new(path.segments().get(..i).unwrap_or_default().to_vec());
        let is_index = matches!(segment, Segment::Index(_) | Segment::FromEnd(_));
        if is_index || document.get(&above).is_some_and(Value::is_array) {
            let why = format!("{path} is an item of an array, and arrays are merged as a whole");
            let array = shell_word(&above);
            return Err(Failure::new(Kind::Usage, why).hint(format!("ctx policy merge {array} POLICY")).into());
        }
    }
    Ok(())
}

/// The path under which the policy of a path is kept, however that is spelled.
#[must_use]
pub fn kept_at(path: &KeyPath) -> KeyPath {
    let path = KeyPath::from(&path.pointer_in(&Value::Null));
    <Declared as Kept>::path(path)
}
