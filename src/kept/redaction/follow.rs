//! A redacted value that a change puts somewhere else.
//!
//! If it moves, its mark is carried over, so that the log never holds it. If it is copied, the log
//! holds the copy, as it holds everything that is set, and the user is told.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::lost::lost_value;
use crate::draft::{Draft, reserved};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::place_set::PlaceSet;
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::json::redaction_hash::is_hash;
use crate::kept::redaction::mark::{Mark, Salt, kept_in, marks};
use crate::kept::redaction::telling::{Found, find, is_telling};
use crate::log::redacted::MEMBER;
use crate::text::shell::shell_word;

/// A redacted value that the log holds in plain text, since a change copied it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub from: KeyPath,
    pub to: KeyPath,
}

/// Looks for redacted values among what the draft put after its first `skip` operations. Marks those
/// that moved, and returns those that were copied.
///
/// # Errors
/// Fails if a value moved into an array, where nothing is redacted; if the hash of a lost value would
/// be put somewhere else; and if `salt` fails.
pub fn follow(draft: &mut Draft<'_>, skip: usize, salt: &dyn Fn() -> Result<Salt>) -> Result<Vec<Copied>> {
    let now = marks(draft.document());
    if now.is_empty() || !draft.operations().skip(skip).any(|(operation, _)| put_by(operation).is_some()) {
        return Ok(Vec::new());
    }
    let mut projection = Projection::default();
    projection.add(&kept_in());
    for mark in &now {
        projection.add(&mark.place());
    }
    let (before, _) = draft.touched(skip, projection)?;
    let secrets = Secrets::of(&before);
    let (mut copied, mut moved) = (Vec::new(), Vec::new());
    for (place, value) in secrets.found(draft, skip, &now) {
        let Some(from) = secrets.by_value.get(&&value) else { continue };
        let to = draft.document().path(&place);
        if let Some(lost) = from.iter().find(|_| is_hash(&value)) {
            return Err(lost_value(&lost.path()).into());
        }
        let gone = from.iter().find(|mark| mark.value_in(draft.document()) != Some(&value));
        match (gone, from.first()) {
            (Some(mark), _) if !to.is_reserved() => {
                if draft.document().array_above(&to).is_some() {
                    return Err(into_array(&mark.path(), &to, draft.document()).into());
                }
                let by = before.at(&mark.kept_at().child("by")).cloned();
                moved.push((place, by));
            }
            (_, Some(mark)) => copied.push(Copied { from: mark.path(), to }),
            (_, None) => {}
        }
    }
    for (place, by) in moved {
        let name = KeyPath::new(place.tokens().iter().cloned().map(Segment::Key).collect()).to_string();
        let salt = salt()?;
        let mark = by.map_or_else(|| json!({"salt": salt}), |by| json!({"by": by, "salt": salt}));
        draft.put(&reserved::entry(MEMBER, &name), mark)?;
    }
    Ok(copied)
}

/// The redacted values of a document that say something, and the marks of each.
struct Secrets<'d> {
    by_value: HashMap<&'d Value, Vec<Mark>>,
    document: &'d Document,
}

impl<'d> Secrets<'d> {
    fn of(document: &'d Document) -> Self {
        let mut by_value: HashMap<&Value, Vec<Mark>> = HashMap::new();
        for mark in marks(document) {
            let value = mark.value_in(document).filter(|value| is_telling(value));
            if let Some(value) = value.filter(|value| mark.salt.is_none() || !is_hash(value)) {
                by_value.entry(value).or_default().push(mark);
            }
        }
        Self { by_value, document }
    }

    /// The places, not redacted, where the draft put one of these values that the log did not hold
    /// there yet.
    fn found(&self, draft: &Draft<'_>, skip: usize, now: &[Mark]) -> Vec<(Pointer, Value)> {
        let is_secret = |value: &Value| self.by_value.contains_key(&value);
        let has_containers = self.by_value.keys().any(|value| value.is_object() || value.is_array());
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        if self.by_value.is_empty() {
            return Vec::new();
        }
        for (operation, _) in draft.operations().skip(skip) {
            let Some((path, value)) = put_by(operation) else { continue };
            find(path, value, &is_secret, &mut found);
            // An object may have been put member by member.
            let above = (1..path.tokens().len()).filter(|_| has_containers);
            for place in above.filter_map(|len| path.tokens().get(..len)) {
                let place = Pointer::new(place.to_vec());
                if seen.insert(place.clone())
                    && let Some(value) =
                        draft.document().at(&place).filter(|value| is_telling(value) && is_secret(value))
                {
                    found.push((place, value.clone()));
                }
            }
        }
        let mut redacted = PlaceSet::default();
        for mark in now {
            redacted.add(&mark.place(), 0);
        }
        found.retain(|(place, value)| {
            !redacted.covers(place.tokens())
                && draft.document().at(place) == Some(value)
                && self.document.at(place) != Some(value)
        });
        if found.is_empty() {
            return found;
        }
        // What stood in plain text before, in what the draft touched, is in the log already.
        let mut plain: Found = Vec::new();
        find(&Pointer::default(), self.document.tree(), &is_secret, &mut plain);
        plain.retain(|(place, _)| !redacted.covers(place.tokens()));
        let plain: HashSet<Value> = plain.into_iter().map(|(_, value)| value).collect();
        let mut unique = HashSet::new();
        found.retain(|(place, value)| !plain.contains(value) && unique.insert(place.clone()));
        found
    }
}

/// What an operation puts, and where; `None` for marks.
fn put_by(operation: &Operation) -> Option<(&Pointer, &Value)> {
    let (Operation::Add { path, value } | Operation::Replace { path, value }) = operation else { return None };
    let is_mark = path.tokens().starts_with(kept_in().tokens()) || path.tokens() == [RESERVED_KEY];
    (!is_mark).then_some((path, value))
}

fn into_array(from: &KeyPath, to: &KeyPath, document: &Document) -> Failure {
    let array = document.array_above(to).unwrap_or_default();
    let why = format!("the value of {from} is redacted, and {to} is an item of an array, where nothing is redacted");
    Failure::new(Kind::Refused, why).fact("path", to.to_string()).hint(format!(
        "keep it in an object, or redact the whole array first: ctx set --redact {} -",
        shell_word(&array)
    ))
}
