//! Items of one array that come or go side by side, with one move of those behind them.

use serde_json::Value;

use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};

/// Operations on neighbours: each `Add` is behind or before the one before it, each `Remove` before it or in its place.
struct Run<'o> {
    parents: &'o [String],
    kind: Kind,
    /// The index of the first operation.
    first: usize,
    len: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// At index i, then i + 1, and so on.
    AddUpwards,
    /// All at one index.
    AddInPlace,
    /// At index i, then i - 1, and so on.
    RemoveDownwards,
    /// All at one index.
    RemoveInPlace,
}

/// Applies the first operations, if they add or remove neighbours in one array. Returns how many were applied.
pub fn splice_run(operations: &[Operation], root: &mut Value, made: &mut Vec<Operation>) -> usize {
    let Some(run) = Run::of(operations) else { return 0 };
    let Some(Value::Array(items)) = Pointer::get_mut(run.parents, root) else { return 0 };
    let Some(run) = run.within(items.len()) else { return 0 };
    let applied = operations.get(..run.len).unwrap_or_default();
    match run.kind {
        Kind::AddUpwards => drop(items.splice(run.first..run.first, values(applied))),
        Kind::AddInPlace => drop(items.splice(run.first..run.first, values(applied).rev())),
        Kind::RemoveDownwards => {
            let removed = items.drain(run.first + 1 - run.len..=run.first).rev();
            made.extend(applied.iter().zip(removed).map(back));
        }
        Kind::RemoveInPlace => {
            let removed = items.drain(run.first..run.first + run.len);
            made.extend(applied.iter().zip(removed).map(back));
        }
    }
    if matches!(run.kind, Kind::AddUpwards | Kind::AddInPlace) {
        made.extend(applied.iter().map(|operation| Operation::Remove { path: operation.path().clone() }));
    }
    run.len
}

impl<'o> Run<'o> {
    fn of(operations: &'o [Operation]) -> Option<Self> {
        let [first, second, ..] = operations else { return None };
        let (parents, from, is_add) = item(first)?;
        let (_, to, _) = item(second).filter(|(above, _, adds)| *above == parents && *adds == is_add)?;
        let kind = match is_add {
            true if to == from + 1 => Kind::AddUpwards,
            true if to == from => Kind::AddInPlace,
            false if to + 1 == from => Kind::RemoveDownwards,
            false if to == from => Kind::RemoveInPlace,
            _ => return None,
        };
        let index = |number: usize| match kind {
            Kind::AddUpwards => from.checked_add(number),
            Kind::RemoveDownwards => from.checked_sub(number),
            Kind::AddInPlace | Kind::RemoveInPlace => Some(from),
        };
        let goes_on = |(number, operation): &(usize, &Operation)| {
            let wanted = index(*number).map(|index| (parents, index, is_add));
            wanted.is_some() && item(operation) == wanted
        };
        Some(Self { parents, kind, first: from, len: operations.iter().enumerate().take_while(goes_on).count() })
    }

    /// The part that fits an array of so many items.
    fn within(self, items: usize) -> Option<Self> {
        let len = match self.kind {
            Kind::AddUpwards | Kind::AddInPlace if self.first <= items => self.len,
            Kind::RemoveDownwards if self.first < items => self.len,
            Kind::RemoveInPlace => self.len.min(items.saturating_sub(self.first)),
            _ => 0,
        };
        (len > 1).then_some(Self { len, ..self })
    }
}

/// The array, the index, and whether an item is added; `None` for other operations.
fn item(operation: &Operation) -> Option<(&[String], usize, bool)> {
    let (path, is_add) = match operation {
        Operation::Add { path, .. } => (path, true),
        Operation::Remove { path } => (path, false),
        _ => return None,
    };
    let (parents, token) = path.split_last()?;
    Some((parents, array_index(token)?, is_add))
}

fn values(operations: &[Operation]) -> impl DoubleEndedIterator<Item = Value> {
    operations.iter().filter_map(|operation| match operation {
        Operation::Add { value, .. } => Some(value.clone()),
        _ => None,
    })
}

fn back((operation, value): (&Operation, Value)) -> Operation {
    Operation::Add { path: operation.path().clone(), value }
}
