//! Many operations at once give what each gives in turn.

use ctxfile::internals::json::patch::in_turn::{Misfit, apply_in_turn};
use ctxfile::internals::json::patch::{Operation, Patch};
use ctxfile::internals::json::pointer::Pointer;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::steps::near_value;

fn place() -> impl Strategy<Value = Pointer> {
    prop::collection::vec("[a-d01]", 1..4).prop_map(Pointer::new)
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        3 => (place(), near_value()).prop_map(|(path, value)| Operation::Add { path, value }),
        8 => place().prop_map(|path| Operation::Remove { path }),
        1 => (place(), near_value()).prop_map(|(path, value)| Operation::Replace { path, value }),
        1 => (place(), place()).prop_map(|(from, path)| Operation::Move { from, path }),
        1 => (place(), place()).prop_map(|(from, path)| Operation::Copy { from, path }),
        1 => (place(), near_value()).prop_map(|(path, value)| Operation::Test { path, value }),
        4 => (place(), prop::option::of("[a-d]")).prop_map(|(path, before)| Operation::Arrange { path, before }),
    ]
}

/// Operations on neighbours in the array `d`: up, down, or in one place.
fn run() -> impl Strategy<Value = Vec<Operation>> {
    let operations = prop::collection::vec(near_value(), 1..5);
    (any::<bool>(), -1_i64..=1, 0_i64..6, operations).prop_map(|(adds, step, first, values)| {
        let at = |number: usize| first + step * i64::try_from(number).unwrap();
        let place = |number: usize| Pointer::new(vec!["d".to_owned(), at(number).max(0).to_string()]);
        let operation = |(number, value)| {
            if adds { Operation::Add { path: place(number), value } } else { Operation::Remove { path: place(number) } }
        };
        values.into_iter().enumerate().map(operation).collect()
    })
}

fn operations() -> impl Strategy<Value = Vec<Operation>> {
    let some = prop_oneof![2 => operation().prop_map(|operation| vec![operation]), 1 => run()];
    prop::collection::vec(some, 0..20).prop_map(|several| several.concat())
}

fn document() -> impl Strategy<Value = Value> {
    let members = || prop::collection::vec(("[a-d01]", near_value()), 0..6);
    let items = prop::collection::vec(near_value(), 0..4);
    (members(), members(), items).prop_map(|(top, below, items)| {
        let mut root: serde_json::Map<String, Value> = top.into_iter().collect();
        root.insert("c".to_owned(), Value::Object(below.into_iter().collect()));
        root.insert("d".to_owned(), Value::from(items));
        root.into()
    })
}

/// What the operations give one by one. Those that do not fit are left out, if `skip` says so.
fn one_by_one(
    operations: &[Operation],
    root: &mut Value,
    skip: bool,
) -> (Vec<Operation>, Result<Vec<Operation>, Misfit>) {
    let (mut fitting, mut made) = (Vec::new(), Vec::new());
    for (at, operation) in operations.iter().enumerate() {
        // A move that does not fit may change the order of keys.
        let mut next = root.clone();
        match operation.apply(&mut next) {
            Ok(undo) => {
                *root = next;
                made.extend(undo);
                fitting.push(operation.clone());
            }
            Err(_) if skip => {}
            Err(why) => return (fitting, Err(Misfit { at, why, made })),
        }
    }
    (fitting, Ok(made))
}

fn text(value: &Value) -> String {
    value.to_string()
}

proptest! {
    #[test]
    fn operations_in_turn_give_what_each_gives(root in document(), operations in operations()) {
        for skip in [false, true] {
            let (mut first, mut second) = (root.clone(), root.clone());
            let (fitting, expected) = one_by_one(&operations, &mut first, skip);
            let given = apply_in_turn(if skip { &fitting } else { &operations }, &mut second);
            prop_assert_eq!(&given, &expected);
            if given.is_ok() {
                prop_assert_eq!(text(&second), text(&first));
            } else {
                prop_assert_eq!(second, first);
            }
        }
    }

    #[test]
    fn a_patch_that_fits_is_taken_back(root in document(), operations in prop::collection::vec(operation(), 0..24)) {
        let (fitting, _) = one_by_one(&operations, &mut root.clone(), true);
        let mut changed = root.clone();
        let undo = Patch(fitting).apply(&mut changed).unwrap();
        undo.apply(&mut changed).unwrap();
        prop_assert_eq!(changed, root);
    }
}

#[test]
fn keys_that_are_moved_together_stand_where_each_was_put() {
    let arrange = |key: &str, before: Option<&str>| Operation::Arrange {
        path: Pointer::new(vec![key.to_owned()]),
        before: before.map(str::to_owned),
    };
    let mut root = json!({"a": 1, "b": 2, "c": 3, "d": 4});
    let steps = [arrange("d", Some("a")), arrange("a", None), arrange("a", Some("a")), arrange("c", Some("b"))];
    let undo = apply_in_turn(&steps, &mut root).unwrap();
    assert_eq!(text(&root), r#"{"d":4,"c":3,"b":2,"a":1}"#);
    apply_in_turn(&undo.into_iter().rev().collect::<Vec<_>>(), &mut root).unwrap();
    assert_eq!(text(&root), r#"{"a":1,"b":2,"c":3,"d":4}"#);
    let misfit = apply_in_turn(&[steps[0].clone(), arrange("x", None), steps[1].clone()], &mut root).unwrap_err();
    assert_eq!((misfit.at, misfit.why.0.as_str()), (1, "nothing at \"/x\" to put before None"));
    assert_eq!(text(&root), r#"{"d":4,"a":1,"b":2,"c":3}"#);
}
