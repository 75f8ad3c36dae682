//! How to reverse the change of a record.

use std::borrow::Cow;
use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::expiries;
use crate::edit::undo::kept::{kept, redacted};
use crate::edit::undo::place::{Pair, Place, places_of};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::{Operation, Patch};
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::kept::expiry;
use crate::kept::redaction;
use crate::log::checkout::written;
use crate::log::entry::{Entry, Revision};
use crate::log::history::takes_over;
use crate::log::message::Message;
use crate::log::tidied::is_beside;
use crate::text::shell::shell_word;

/// The reversal of a change.
pub struct Reversal {
    pub rev: Revision,
    /// The places that the change left, with a value or without, which must not have changed since.
    pub places: Vec<Place>,
    /// The operations of the reversal, in order.
    inverse: Vec<Operation>,
    /// Keys whose position the reversal restores: those that the change removed or moved.
    pub arranged: Vec<Pointer>,
    /// Whether the change moved keys.
    moves: bool,
    /// The expiry times that the change set or removed, each with the one before.
    pub ends: Vec<(KeyPath, Option<Value>)>,
    /// Whether the change created `_ctx`.
    made_reserved: bool,
}

/// What an operation changes.
enum About {
    Content,
    /// Expiry times, by where they are kept, each with the one before.
    Ends(Vec<(Pointer, Option<Value>)>),
    /// Something else that ctx keeps.
    Kept,
}

impl Reversal {
    /// # Errors
    /// Fails if the change cannot be reversed, or may not be.
    pub fn of(entry: &Entry) -> Result<Self> {
        let rev = entry.link.rev;
        let pairs = pairs_of(entry).map_err(|why| why.fact("rev", rev.number()))?;
        let mut reversal = Self {
            rev,
            places: Vec::new(),
            inverse: Vec::new(),
            arranged: Vec::new(),
            moves: false,
            ends: Vec::new(),
            made_reserved: false,
        };
        let (mut content, mut known): (Vec<Pair<'_>>, HashSet<KeyPath>) = (Vec::new(), HashSet::new());
        for pair in pairs.iter().filter(|(operation, _)| !is_beside(&entry.change.op, operation)) {
            if let Operation::Arrange { path, .. } = pair.0 {
                reversal.arranged.push(path.clone());
                reversal.moves = true;
                continue;
            }
            match about(*pair) {
                About::Content => content.push(*pair),
                About::Kept => {
                    let value = pairs.iter().find(|pair| matches!(about(**pair), About::Content));
                    return Err(kept(entry, value.map(|(operation, _)| operation.path())).into());
                }
                About::Ends(ends) => {
                    reversal.made_reserved |= pair.0.path().tokens().len() == 1;
                    reversal.take_ends(ends, entry, &mut content, &mut known);
                }
            }
        }
        reversal.places = places_of(&content);
        let put_back = content.iter().filter(|(_, inverse)| matches!(inverse, Operation::Add { .. }));
        reversal.arranged.extend(put_back.map(|(_, inverse)| inverse.path().clone()));
        reversal.inverse = content.iter().rev().map(|(_, inverse)| (*inverse).clone()).collect();
        Ok(reversal)
    }

    /// Notes the expiry times before the change. A value that had expired is not brought back: its
    /// removal is the operation before that of its expiry time.
    fn take_ends(
        &mut self,
        ends: Vec<(Pointer, Option<Value>)>,
        entry: &Entry,
        content: &mut Vec<Pair<'_>>,
        known: &mut HashSet<KeyPath>,
    ) {
        for (kept_at, before) in ends {
            let over = before.as_ref().and_then(|until| expiries::expired_at(&kept_at, until, written(entry)));
            if let Some((value, true)) = over {
                content.pop_if(|(operation, _)| **operation == Operation::Remove { path: value });
                continue;
            }
            let kept_at = KeyPath::from(&kept_at);
            if known.insert(kept_at.clone()) {
                self.ends.push((kept_at, before));
            }
        }
    }

    /// Whether reversing what the change `left` has an effect.
    ///
    /// # Errors
    /// Fails if the inverse of the record does not fit.
    pub fn has_effect(&self, left: &Document) -> Result<bool> {
        if self.moves || self.ends.iter().any(|(kept_at, before)| left.get(kept_at) != before.as_ref()) {
            return Ok(true);
        }
        let left = self.touched(left);
        Ok(!self.before(&left)?.is_same(&left))
    }

    /// Checks that the log has the values that the reversal restores.
    ///
    /// # Errors
    /// Fails if it only has hashes of them. Also as [`Reversal::has_effect`].
    pub fn check_known(&self, left: &Document) -> Result<()> {
        let hashed = redaction::hashes_put(&self.before(&self.touched(left))?, &self.inverse);
        if hashed.is_empty() { Ok(()) } else { Err(redacted(self.rev, &hashed).into()) }
    }

    /// The part of a document that the reversal touches. A key that is removed and put back is moved behind
    /// the others, so all of them count; and any part may be redacted.
    fn touched<'d>(&self, left: &'d Document) -> Cow<'d, Document> {
        let mut touched = Projection::default();
        self.inverse.iter().for_each(|operation| touched.add_operation(operation));
        let places: HashSet<String> = self.inverse.iter().map(|operation| operation.path().to_string()).collect();
        let is_once = places.len() == self.inverse.len();
        if is_once && !redaction::is_redacted(left) { Cow::Owned(left.project(&touched)) } else { Cow::Borrowed(left) }
    }

    fn before(&self, left: &Document) -> Result<Document> {
        let mut before = left.clone();
        let fits = before.apply(&Patch(self.inverse.clone()));
        fits.map_err(|e| Failure::new(Kind::BadData, format!("revision {} cannot be undone: {e}", self.rev)))?;
        Ok(before)
    }

    /// Applies the reversal. Restored keys return to their position in `before`, if that is known.
    ///
    /// # Errors
    /// Fails if an operation does not fit the present document.
    pub fn apply(self, draft: &mut Draft<'_>, before: Option<&Document>) -> Result<()> {
        draft.try_in_turn(self.inverse).map_err(|(place, why)| {
            let path = draft.document().path(&place);
            let see = format!("ctx log --since {} --path {}", self.rev, shell_word(&path));
            Failure::new(Kind::Conflict, format!("{path}: {why}")).hint(see)
        })?;
        before.map_or(Ok(()), |before| draft.put_in_place(&self.arranged, before))?;
        expiry::put(draft, &self.ends)?;
        let reserved = KeyPath::key(RESERVED_KEY);
        let is_empty = draft.document().get(&reserved).and_then(Value::as_object).is_some_and(Map::is_empty);
        if self.made_reserved && is_empty {
            draft.remove(&reserved)?;
        }
        Ok(())
    }
}

/// Whether a change changed values of the user's, so that somebody may want to undo it.
pub fn changes_content(entry: &Entry) -> bool {
    pairs_of(entry).is_ok_and(|pairs| {
        let mut own = pairs.into_iter().filter(|(operation, _)| !is_beside(&entry.change.op, operation));
        own.any(|pair| !matches!(about(pair), About::Kept))
    })
}

/// Pairs the operations of a record with their inverses, which are in reverse order.
fn pairs_of(entry: &Entry) -> Result<Vec<Pair<'_>>, Failure> {
    let (rev, change) = (entry.link.rev, &entry.change);
    let conflict = |why: &str| Err(Failure::new(Kind::Conflict, format!("revision {rev} {why}")));
    match change.op.as_str() {
        Message::OP => Err(Failure::new(Kind::No, format!("revision {rev} is a message, and changed nothing"))),
        "init" if change.patch.0.is_empty() => conflict("began the document, so nothing was before it"),
        "import" => conflict("took over a document that was there before its log, so what was before is not known"),
        "gap" => conflict("came after the log was deleted, so what was before is not known"),
        _ if takes_over(entry) => conflict("took over a whole document, and does not say what changed"),
        _ if change.patch.0.is_empty() => Err(Failure::new(Kind::No, format!("revision {rev} changed nothing"))),
        _ if change.patch.0.len() != change.undo.0.len() => conflict("does not say how to take each of its steps back"),
        _ => Ok(change.patch.0.iter().zip(change.undo.0.iter().rev()).collect()),
    }
}

fn about((operation, inverse): Pair<'_>) -> About {
    if matches!(operation, Operation::Arrange { .. }) {
        return About::Content;
    }
    let ends = expiries::collection().pointer_in(&Value::Null);
    let before = value_of(inverse);
    let members = |object: Option<&Value>, is_before: bool| {
        let members = object.and_then(Value::as_object).into_iter().flatten();
        members.map(|(path, end)| (ends.child(path), is_before.then(|| end.clone()))).collect()
    };
    match operation.path().tokens() {
        [first, ..] if first != RESERVED_KEY => About::Content,
        [] => About::Content,
        tokens if tokens.len() == 3 && tokens.starts_with(ends.tokens()) => {
            About::Ends(vec![(operation.path().clone(), before.cloned())])
        }
        tokens if tokens == ends.tokens() => match (before, value_of(operation)) {
            (None, after) => About::Ends(members(after, false)),
            (before, None) => About::Ends(members(before, true)),
            _ => About::Kept,
        },
        [_] => match (before, value_of(operation).and_then(Value::as_object)) {
            (None, Some(made)) if made.keys().all(|key| ends.tokens().last() == Some(key)) => {
                About::Ends(members(made.values().next(), false))
            }
            (Some(Value::Object(unmade)), None) if unmade.is_empty() => About::Ends(Vec::new()),
            _ => About::Kept,
        },
        _ => About::Kept,
    }
}

fn value_of(operation: &Operation) -> Option<&Value> {
    match operation {
        Operation::Add { value, .. } | Operation::Replace { value, .. } => Some(value),
        _ => None,
    }
}
