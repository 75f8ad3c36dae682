//! Many places at once give what each gives alone.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use anyhow::Result;
use ctxfile::internals::json::patch::{Operation, Patch};
use ctxfile::internals::json::pointer::Pointer;
use ctxfile::internals::log::digest::Digest;
use ctxfile::internals::log::entry::{Change, Entry, Link, Revision};
use ctxfile::internals::log::history::{Changed, History, changed_since, shifts, takes_over, touches};
use ctxfile::internals::log::place_index::{PlaceIndex, first_changed_since};
use proptest::prelude::*;
use serde_json::{Value, json};

fn place() -> impl Strategy<Value = Pointer> {
    prop::collection::vec("[ab012]", 0..4).prop_map(Pointer::new)
}

fn operation() -> impl Strategy<Value = Operation> {
    (0..6_u8, place(), place()).prop_map(|(kind, path, from)| match kind {
        0 => Operation::Add { path, value: Value::Null },
        1 => Operation::Remove { path },
        2 => Operation::Replace { path, value: Value::Null },
        3 => Operation::Move { from, path },
        4 => Operation::Copy { from, path },
        _ => Operation::Arrange { path, before: None },
    })
}

fn entry(rev: u64, operations: Vec<Operation>) -> Entry {
    // One without operations takes over a whole document.
    let state = operations.is_empty().then(|| json!({}));
    let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
    let mut entry = Entry::seal(Change { state, ..Change::default() }, link).unwrap();
    // A log has no moves and copies, but they are asked for.
    entry.change.patch = Patch(operations);
    entry
}

struct Memory(Vec<Entry>);

impl History for Memory {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let _ = self.0.iter().rev().try_for_each(|entry| visit(entry.clone()));
        Ok(())
    }
}

fn moves(entry: &Entry, place: &Pointer) -> bool {
    let is_above =
        |above: &Pointer| above.tokens().len() < place.tokens().len() && place.tokens().starts_with(above.tokens());
    takes_over(entry) || entry.change.patch.0.iter().any(|o| is_above(o.path()) || shifts(o, place))
}

proptest! {
    #[test]
    fn the_places_that_a_record_touches_or_moves_are_found(
        places in prop::collection::vec(place(), 0..8), operations in prop::collection::vec(operation(), 0..4),
        limit in 0..8_usize,
    ) {
        let (entry, all) = (entry(1, operations), PlaceIndex::from_iter(&places));
        let expected = |is: &dyn Fn(&Pointer) -> bool| -> BTreeSet<usize> {
            places.iter().enumerate().filter(|(_, place)| is(place)).map(|(index, _)| index).collect()
        };
        let (mut touched, mut moved) = (BTreeSet::new(), BTreeSet::new());
        all.touched(&entry, usize::MAX, &mut |index| touched.extend([index]));
        all.moved(&entry, &mut |index| moved.extend([index]));
        prop_assert_eq!(&touched, &expected(&|place| touches(&entry, place)));
        prop_assert_eq!(moved, expected(&|place| moves(&entry, place)));
        let mut limited = BTreeSet::new();
        all.touched(&entry, limit, &mut |index| limited.extend([index]));
        prop_assert_eq!(limited.range(..limit).collect::<Vec<_>>(), touched.range(..limit).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_place_that_changed_is_found_in_one_pass(
        places in prop::collection::vec(place(), 0..5),
        records in prop::collection::vec(prop::collection::vec(operation(), 1..3), 0..5),
        dropped in 0..3_u64, since in 0..6_u64,
    ) {
        let memory = Memory((dropped + 1..).zip(records).map(|(rev, operations)| entry(rev, operations)).collect());
        let since = Revision::new(since);
        let has_changed = |place: &Pointer| !matches!(changed_since(&memory, place, since).unwrap(), Changed::Not);
        prop_assert_eq!(first_changed_since(&memory, &places, since).unwrap(), places.iter().position(has_changed));
    }
}
