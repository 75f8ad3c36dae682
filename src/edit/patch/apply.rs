//! The operations of RFC 6902, section 4, as changes of a draft.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::edit::guard::shown_at;
use crate::edit::patch::relocation::Luggage;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::document::reach::Reached;
use crate::json::equality::is_equal;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;
use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::log::agent::AgentName;
use crate::log::conflict::conflict;
use crate::log::entry::Revision;
use crate::log::history::last_change;
use crate::text::shell::shell_word;
use crate::text::size::Size;

/// Applies operations to a draft, one after another.
pub struct Patcher<'p> {
    /// Who marks what is redacted and moves, and the salt of the marks.
    pub marks: (&'p AgentName, &'p str),
    /// How many bytes may still be copied: each copy could double the document.
    pub room: u64,
    pub limit: Size,
}

impl Patcher<'_> {
    /// Applies one operation.
    ///
    /// # Errors
    /// Fails if it does not fit the document; a test that fails is a conflict.
    pub fn apply(&mut self, draft: &mut Draft<'_>, operation: &Operation) -> Result<()> {
        refuse_reserved(operation.path())?;
        match operation {
            Operation::Add { path, value } => add(draft, path, value.clone()),
            Operation::Remove { path } => remove(draft, path),
            Operation::Replace { path, value } => replace(draft, path, value.clone()),
            Operation::Test { path, value } => test(draft, path, value),
            Operation::Move { from, path } => self.relocate(draft, from, path, true),
            Operation::Copy { from, path } => self.relocate(draft, from, path, false),
            Operation::Arrange { path, before } => arrange(draft, path, before.as_deref()),
        }
    }

    fn relocate(&mut self, draft: &mut Draft<'_>, from: &Pointer, to: &Pointer, is_move: bool) -> Result<()> {
        refuse_reserved(from)?;
        let Some(value) = value_at(draft, from) else { return Err(nothing(draft, from)) };
        if is_move && from == to {
            return Ok(());
        }
        if is_move && to.tokens().starts_with(from.tokens()) {
            return Err(misfit(format!("a value cannot be moved into itself, from {:?}", from.to_string())));
        }
        if !is_move {
            self.count(&value)?;
        }
        let luggage = Luggage::of(draft, from);
        if is_move {
            remove(draft, from)?;
        }
        let target = KeyPath::from(to);
        if to.tokens().is_empty() {
            return add(draft, to, value);
        }
        holder(draft, to)?;
        luggage.announce(draft, &target, self.marks)?;
        add(draft, to, value)?;
        luggage.unpack(draft, &target)
    }

    fn count(&mut self, value: &Value) -> Result<()> {
        let bytes = u64::try_from(value.to_string().len()).unwrap_or(u64::MAX);
        let left = self.room.checked_sub(bytes);
        self.room = left.ok_or_else(|| misfit(format!("the copies come to more than the limit of {}", self.limit)))?;
        Ok(())
    }
}

/// Adds a value: a member, in place of one that is there; an item, before the one that is there; or the whole
/// document.
fn add(draft: &mut Draft<'_>, place: &Pointer, value: Value) -> Result<()> {
    let Some((above, _)) = place.split_last() else { return replace_all(draft, value) };
    match holder(draft, place)? {
        Some(index) => {
            draft.apply(Operation::Add { path: Pointer::new(above.to_vec()).child(index.to_string()), value })
        }
        None => draft.set_and_clear_later(&KeyPath::from(place), value),
    }
}

fn remove(draft: &mut Draft<'_>, place: &Pointer) -> Result<()> {
    if place.tokens().is_empty() {
        return Err(misfit("the document cannot be removed: it is always an object"));
    }
    if draft.unset_later(&KeyPath::from(place))? { Ok(()) } else { Err(nothing(draft, place)) }
}

fn replace(draft: &mut Draft<'_>, place: &Pointer, value: Value) -> Result<()> {
    let path = KeyPath::from(place);
    if place.tokens().is_empty() {
        return replace_all(draft, value);
    }
    draft.settle_at(&path);
    if !draft.document().has(&path) {
        return Err(nothing(draft, place));
    }
    draft.set_and_clear_later(&path, value)
}

/// Replaces the document, but for what ctx keeps in it.
fn replace_all(draft: &mut Draft<'_>, value: Value) -> Result<()> {
    match &value {
        Value::Object(members) if members.contains_key(RESERVED_KEY) => return Err(reserved::refusal().into()),
        Value::Object(_) => {}
        other => return Err(misfit(format!("the document would be {}: it is always an object", kind_of(other)))),
    }
    draft.settle();
    draft.turn_into(&KeyPath::root(), &value)?;
    draft.arrange_like(&Pointer::default(), &Document::try_from(value).map_err(|e| misfit(e.to_string()))?)
}

/// Compares the value at a place with another one.
///
/// # Errors
/// Conflict if they differ, or if there is none; who changed it last.
pub fn test(draft: &mut Draft<'_>, place: &Pointer, expected: &Value) -> Result<()> {
    let found = value_at(draft, place);
    if found.as_ref().is_some_and(|found| is_equal(found, expected)) {
        return Ok(());
    }
    let shown = |value: &Value| shown_at(place, value, draft.document());
    let found = found.as_ref().map_or_else(|| "nothing".to_owned(), shown);
    let (path, expected) = (draft.document().path(place), shown(expected));
    let change = last_change(draft.history(), place, Revision::START)?;
    Err(conflict(&format!("{path}: expected {expected}, found {found}"), change.as_ref())
        .fact("path", path.to_string())
        .fact("expected", expected)
        .fact("found", found)
        .hint(format!("ctx log --path {}", shell_word(&path)))
        .into())
}

fn arrange(draft: &mut Draft<'_>, place: &Pointer, before: Option<&str>) -> Result<()> {
    draft.settle();
    let beside = place.split_last().map(|(above, _)| Pointer::new(above.to_vec())).unwrap_or_default();
    for place in std::iter::once(place.clone()).chain(before.map(|before| beside.child(before))) {
        if place.tokens().is_empty() || !draft.document().has(&KeyPath::from(&place)) {
            return Err(nothing(draft, &place));
        }
    }
    draft.apply(Operation::Arrange { path: place.clone(), before: before.map(str::to_owned) })
}

/// A copy of the value at a place; the document without what ctx keeps.
fn value_at(draft: &mut Draft<'_>, place: &Pointer) -> Option<Value> {
    let path = KeyPath::from(place);
    draft.settle_at(&path);
    draft.document().visible(&path).map(|found| found.to_value())
}

/// Looks at what holds a place. Returns the index at which an item is added if that is an array.
fn holder(draft: &mut Draft<'_>, place: &Pointer) -> Result<Option<usize>> {
    let (above, token) = place.split_last().unwrap_or_default();
    let path = KeyPath::from(&Pointer::new(above.to_vec()));
    draft.settle_at(&path);
    if let Some(len) = draft.document().items_at(&path) {
        let index = if token == "-" { Some(len) } else { array_index(token) };
        let Some(index) = index else {
            let why =
                format!("{token:?} is not an index, and {:?} is an array", Pointer::new(above.to_vec()).to_string());
            return Err(misfit(why));
        };
        if index > len {
            let items = if len == 1 { "1 item".to_owned() } else { format!("{len} items") };
            return Err(misfit(format!("the index {index} is out of range: the array has {items}")));
        }
        return Ok(Some(index));
    }
    match draft.document().reach(&path) {
        (steps, Reached::Object) if steps == above.len() => Ok(None),
        (steps, Reached::Value(Value::Object(_))) if steps == above.len() => Ok(None),
        _ => Err(nothing(draft, &Pointer::new(above.to_vec()))),
    }
}

/// The failure that nothing is at a place, or something that holds nothing: says how far it leads.
fn nothing(draft: &mut Draft<'_>, place: &Pointer) -> anyhow::Error {
    draft.settle();
    let path = KeyPath::from(place);
    let (steps, reached) = draft.document().reach(&path);
    let part = |len: usize| Pointer::new(place.tokens().get(..len).unwrap_or_default().to_vec()).to_string();
    let kind = match reached {
        Reached::Value(value) if !matches!(value, Value::Object(_) | Value::Array(_)) => Some(kind_of(value)),
        Reached::Scalar(kind) => Some(kind),
        _ => None,
    };
    match (kind, reached) {
        (Some(kind), _) if steps <= place.tokens().len() => {
            misfit(format!("{:?} is {kind}, which holds nothing", part(steps)))
        }
        (_, Reached::Array(len)) if is_no_index(path.segments().get(steps)) => {
            misfit(format!("{:?} is an array of {len}, and {:?} is no index in it", part(steps), last(place, steps)))
        }
        _ => misfit(format!("there is nothing at {:?}", part(steps + 1))),
    }
}

fn last(place: &Pointer, at: usize) -> &str {
    place.tokens().get(at).map_or("", String::as_str)
}

fn is_no_index(segment: Option<&Segment>) -> bool {
    matches!(segment, Some(Segment::Key(_)))
}

fn refuse_reserved(place: &Pointer) -> Result<()> {
    let is_reserved = place.tokens().first().is_some_and(|key| key == RESERVED_KEY);
    if is_reserved { Err(reserved::refusal().into()) } else { Ok(()) }
}

fn misfit(why: impl Into<String>) -> anyhow::Error {
    Failure::new(Kind::BadData, why).into()
}
