//! The places that a change left.

use std::collections::{HashMap, HashSet};

use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};

/// An operation and its inverse.
pub type Pair<'e> = (&'e Operation, &'e Operation);

/// A place that the change left.
pub struct Place {
    pub pointer: Pointer,
    /// The change removed the value here, and the reversal inserts it. What is there now may be the
    /// next item.
    pub is_gap: bool,
}

impl Place {
    /// The container that the reversal puts a value back into, if this is a gap.
    pub fn put_back_into(&self) -> Option<Pointer> {
        let (parents, _) = self.pointer.split_last().filter(|_| self.is_gap)?;
        Some(Pointer::new(parents.to_vec()))
    }
}

/// Finds where the values that operations left are after the later ones: each place once, in order. If
/// a later operation moved a value, its place is the whole array.
pub fn places_of(content: &[Pair<'_>]) -> Vec<Place> {
    let (mut shifts, mut places) = (Shifts::default(), Vec::with_capacity(content.len()));
    for (at, (operation, _)) in content.iter().enumerate().rev() {
        let path = operation.path();
        places.push(match shifts.first_of(path) {
            Some(array) => Place { pointer: Pointer::new(array.to_vec()), is_gap: false },
            None => Place { pointer: path.clone(), is_gap: matches!(operation, Operation::Remove { .. }) },
        });
        shifts.add(operation, at);
    }
    let mut known = HashSet::new();
    places.reverse();
    places.retain(|place| known.insert((place.pointer.clone(), place.is_gap)));
    places
}

/// Operations that add or remove an item, and so move those behind it, by their array. They are added
/// from the last one on.
#[derive(Default)]
struct Shifts<'e> {
    /// The index of the item and that of the operation. An operation behind another one that moves as
    /// much is left out, so the first that moves an item is the last with an index up to it.
    of_array: HashMap<&'e [String], Vec<(usize, usize)>>,
}

impl<'e> Shifts<'e> {
    fn add(&mut self, operation: &'e Operation, at: usize) {
        let (Operation::Add { path, .. } | Operation::Remove { path }) = operation else { return };
        let Some((array, Some(index))) = path.split_last().map(|(array, token)| (array, array_index(token))) else {
            return;
        };
        let shifts = self.of_array.entry(array).or_default();
        shifts.truncate(shifts.partition_point(|(known, _)| *known < index));
        shifts.push((index, at));
    }

    /// The array of the first operation that moves what is at a place.
    fn first_of<'p>(&self, place: &'p Pointer) -> Option<&'p [String]> {
        let tokens = place.tokens().iter().enumerate();
        let moved = tokens.filter_map(|(len, token)| {
            let (array, index) = (place.tokens().get(..len)?, array_index(token)?);
            let shifts = self.of_array.get(array)?;
            let upto = shifts.partition_point(|(known, _)| *known <= index);
            shifts.get(upto.checked_sub(1)?).map(|(_, at)| (*at, array))
        });
        moved.min_by_key(|(at, _)| *at).map(|(_, array)| array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::history::shifts;

    /// What is said of one operation, by a look at each later one.
    fn place_of(operation: &Operation, later: &[Operation]) -> (String, bool) {
        match later.iter().find(|moving| shifts(moving, operation.path())) {
            Some(moving) => (Pointer::new(moving.path().split_last().unwrap().0.to_vec()).to_string(), false),
            None => (operation.path().to_string(), matches!(operation, Operation::Remove { .. })),
        }
    }

    #[test]
    fn places_are_those_that_a_look_at_each_later_operation_finds() {
        let mut seed = 1_usize;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
            (seed >> 16) % below
        };
        for _ in 0..2000 {
            let mut operation = || {
                let tokens = (0..=next(3)).map(|_| ["a", "0", "1", "2", "3"][next(5)].to_owned()).collect();
                let path = Pointer::new(tokens);
                if next(2) == 0 { Operation::Remove { path } } else { Operation::Add { path, value: 1.into() } }
            };
            let operations: Vec<Operation> = (0..8).map(|_| operation()).collect();
            let pairs: Vec<Pair<'_>> = operations.iter().map(|operation| (operation, operation)).collect();
            let found: Vec<_> = places_of(&pairs).iter().map(|p| (p.pointer.to_string(), p.is_gap)).collect();
            let mut expected: Vec<(String, bool)> = Vec::new();
            for (at, operation) in operations.iter().enumerate() {
                let place = place_of(operation, &operations[at + 1..]);
                if !expected.contains(&place) {
                    expected.push(place);
                }
            }
            assert_eq!(found, expected, "{operations:?}");
        }
    }
}
