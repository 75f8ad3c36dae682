//! Operations in turn, in time that grows with their number and with what they touch, not with the
//! product.

use serde_json::Value;

use crate::json::patch::arrange::{Step, arrange};
use crate::json::patch::items::splice_run;
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::place_set::PlaceSet;
use crate::json::pointer::{Pointer, array_index};

/// The first operation that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Its index.
    pub at: usize,
    pub why: PatchError,
    /// What takes back the operations before it, when applied in reverse order.
    pub made: Vec<Operation>,
}

impl Patch {
    /// Applies all operations and returns the patch that takes them back, up to
    /// the order of keys.
    ///
    /// # Errors
    /// An operation that does not fit; `root` is then as it was, up to the order of keys.
    pub fn apply(&self, root: &mut Value) -> Result<Self, PatchError> {
        match apply_in_turn(&self.0, root) {
            Ok(mut inverse) => {
                inverse.reverse();
                Ok(Self(inverse))
            }
            Err(Misfit { why, made, .. }) => {
                let undo: Vec<Operation> = made.into_iter().rev().collect();
                apply_in_turn(&undo, root).map_err(|misfit| misfit.why)?;
                Err(why)
            }
        }
    }
}

/// Applies operations in turn. Returns what takes them back, when applied in reverse order.
///
/// Gives what [`Operation::apply`] gives for each in turn. Members that are removed are removed
/// together, when something else needs them gone.
///
/// # Errors
/// Fails at the first operation that does not fit. Those before it are made.
pub fn apply_in_turn(operations: &[Operation], root: &mut Value) -> Result<Vec<Operation>, Misfit> {
    let (mut made, mut removals) = (Vec::with_capacity(operations.len()), PlaceSet::default());
    let (mut at, mut why) = (0, None);
    while let (Some(operation), None) = (operations.get(at), &why) {
        if let Operation::Remove { path } = operation
            && !removals.meets(path.tokens())
            && is_member(path, root)
        {
            removals.add(path, made.len());
            made.push(Operation::Add { path: path.clone(), value: Value::Null });
            at += 1;
            continue;
        }
        if !removals.is_empty() && concerns(operation, &removals, root) {
            settle(&mut removals, root, &mut made);
        }
        at += arrange_run(operations.get(at..).unwrap_or_default(), root, &mut made);
        let spliced = splice_run(operations.get(at..).unwrap_or_default(), root, &mut made);
        if spliced > 0 {
            at += spliced;
            continue;
        }
        match operations.get(at).map(|operation| operation.apply(root)) {
            Some(Ok(undo)) => {
                made.extend(undo);
                at += 1;
            }
            Some(Err(error)) => why = Some(error),
            None => {}
        }
    }
    settle(&mut removals, root, &mut made);
    match why {
        None => Ok(made),
        Some(why) => Err(Misfit { at, why, made }),
    }
}

fn settle(removals: &mut PlaceSet, root: &mut Value, made: &mut [Operation]) {
    removals.remove_from(root, &mut |number, removed| {
        if let Some(Operation::Add { value, .. }) = made.get_mut(number) {
            *value = removed;
        }
    });
}

/// Whether a place is that of a member of an object, which is there.
fn is_member(path: &Pointer, root: &Value) -> bool {
    let Some((parents, key)) = path.split_last() else { return false };
    matches!(Pointer::find(parents, root), Some(Value::Object(members)) if members.contains_key(key))
}

/// Whether an operation gives something else while values are still there that are to be removed.
fn concerns(operation: &Operation, removals: &PlaceSet, root: &Value) -> bool {
    let path = match operation {
        Operation::Replace { path, .. } | Operation::Test { path, .. } => return removals.meets(path.tokens()),
        Operation::Add { path, .. } | Operation::Remove { path } => path,
        Operation::Move { .. } | Operation::Copy { .. } | Operation::Arrange { .. } => return true,
    };
    // An item that comes or goes moves those behind it.
    let moves = |(parents, token): (&[String], &str)| {
        (token == "-" || array_index(token).is_some())
            && removals.meets(parents)
            && Pointer::find(parents, root).is_some_and(Value::is_array)
    };
    removals.meets(path.tokens()) || path.split_last().is_some_and(moves)
}

/// Moves the keys of one object that the first operations move, with one pass. Returns how many
/// operations were made.
fn arrange_run<'o>(operations: &'o [Operation], root: &mut Value, made: &mut Vec<Operation>) -> usize {
    let parents = match operations {
        [Operation::Arrange { path, .. }, Operation::Arrange { .. }, ..] => {
            path.split_last().map(|(parents, _)| parents)
        }
        _ => None,
    };
    let Some(parents) = parents else { return 0 };
    let step = |operation: &'o Operation| match operation {
        Operation::Arrange { path, before } => {
            let (above, key) = path.split_last()?;
            (above == parents).then_some((path, (key, before.as_deref())))
        }
        _ => None,
    };
    let (paths, steps): (Vec<&Pointer>, Vec<Step<'_>>) = operations.iter().map_while(step).unzip();
    let Some(Value::Object(members)) = Pointer::get_mut(parents, root) else { return 0 };
    let stood = arrange(members, &steps).unwrap_or_else(|stood| stood);
    let arranged = stood.len();
    let back = |(path, before): (&Pointer, _)| Operation::Arrange { path: path.clone(), before };
    made.extend(paths.into_iter().zip(stood).map(back));
    arranged
}
