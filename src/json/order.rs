//! The order of keys, which a document keeps and RFC 6902 does not cover.
//!
//! A key that is put back returns to its position relative to the keys beside it. That takes
//! operations of its own ([`Operation::Arrange`]), which change no value and do not count as
//! changes.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::json::patch::Operation;
use crate::json::pointer::Pointer;

/// Whether two values are equal, including the order of keys.
#[must_use]
pub fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, v), (l, w))| k == l && is_same(v, w))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(v, w)| is_same(v, w)),
        (a, b) => a == b,
    }
}

/// Returns the operations that order the keys of `now`, at `at` and below, as in `past`. Keys that
/// only `now` has stay where they are.
#[must_use]
pub fn arrangement(at: &Pointer, now: &Value, past: &Value) -> Vec<Operation> {
    let mut steps = Vec::new();
    collect(at, now, past, &mut steps);
    steps
}

fn collect(at: &Pointer, now: &Value, past: &Value, steps: &mut Vec<Operation>) {
    match (now, past) {
        (Value::Object(now), Value::Object(past)) => {
            if !now.keys().eq(past.keys()) {
                let moved = displaced(now, past);
                steps.extend(put_in_place(at, now, past, &moved));
            }
            for (key, now) in now.iter().filter(|(_, now)| now.is_object() || now.is_array()) {
                past.get(key).into_iter().for_each(|past| collect(&at.child(key), now, past, steps));
            }
        }
        (Value::Array(now), Value::Array(past)) if now.len() == past.len() => {
            for (i, (now, past)) in now.iter().zip(past).enumerate() {
                collect(&at.child(i.to_string()), now, past, steps);
            }
        }
        _ => {}
    }
}

/// The smallest set of keys to move so that the common keys are in the order of `past`.
fn displaced(now: &Map<String, Value>, past: &Map<String, Value>) -> HashSet<String> {
    let positions: HashMap<&String, usize> = past.keys().enumerate().map(|(i, key)| (key, i)).collect();
    let common: Vec<(&String, usize)> = now.keys().filter_map(|key| Some((key, *positions.get(key)?))).collect();
    // The longest increasing subsequence stays. For each length, this is where the best one so far
    // ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(common.len());
    let position = |at: &usize| common.get(*at).map_or(0, |(_, position)| *position);
    for (i, (_, at)) in common.iter().enumerate() {
        let length = ends.partition_point(|end| position(end) < *at);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut moved: HashSet<String> = common.iter().map(|(key, _)| (*key).clone()).collect();
    let mut kept = ends.last().copied();
    while let Some(i) = kept {
        if let Some((key, _)) = common.get(i) {
            moved.remove(*key);
        }
        kept = before.get(i).copied().flatten();
    }
    moved
}

/// Returns the operations that move `moved` keys of the object at `at` to where they are in `past`:
/// after the nearest key that preceded them there, or else before the nearest that followed.
#[must_use]
pub(crate) fn put_in_place(
    at: &Pointer,
    now: &Map<String, Value>,
    past: &Map<String, Value>,
    moved: &HashSet<String>,
) -> Vec<Operation> {
    let is_moved = |key: &String| moved.contains(key) && past.contains_key(key);
    let stay: HashSet<&String> = now.keys().filter(|key| !is_moved(key)).collect();
    // The keys to put after each key that stays, and those to put first.
    let (mut behind, mut first): (HashMap<&String, Vec<&String>>, Vec<&String>) = (HashMap::new(), Vec::new());
    let mut last = None;
    for key in past.keys().filter(|key| now.contains_key(*key)) {
        match last {
            _ if stay.contains(key) => last = Some(key),
            Some(last) => behind.entry(last).or_default().push(key),
            None => first.push(key),
        }
    }
    let next = past.keys().find(|key| stay.contains(key));
    let mut wanted: Vec<&String> = Vec::with_capacity(now.len());
    for key in now.keys().filter(|key| stay.contains(key)) {
        if Some(key) == next {
            wanted.append(&mut first);
        }
        wanted.push(key);
        wanted.extend(behind.remove(key).unwrap_or_default());
    }
    wanted.append(&mut first);
    if wanted.iter().copied().eq(now.keys()) {
        return Vec::new();
    }
    // From the end, so that the following key is in its place already.
    let (mut steps, mut follower) = (Vec::new(), None);
    for key in wanted.into_iter().rev() {
        if !stay.contains(key) {
            steps.push(Operation::Arrange { path: at.child(key.as_str()), before: follower });
        }
        follower = Some(key.clone());
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::patch::Patch;

    fn parsed(text: &str) -> Value {
        crate::json::parse(text.as_bytes()).unwrap()
    }

    #[track_caller]
    fn arranged(now: &str, past: &str, expected: &str, steps: usize) {
        let mut now = parsed(now);
        let patch = Patch(arrangement(&Pointer::default(), &now, &parsed(past)));
        assert_eq!(patch.0.len(), steps, "{patch:?}");
        let before = now.to_string();
        let inverse = Patch::from_json(patch.to_json()).unwrap().apply(&mut now).unwrap();
        assert_eq!(now.to_string(), expected);
        inverse.apply(&mut now).unwrap();
        assert_eq!(now.to_string(), before);
    }

    #[test]
    fn keys_come_in_the_order_of_then_with_no_more_moves_than_it_takes() {
        arranged(r#"{"b":1,"c":2,"a":3}"#, r#"{"a":0,"b":0,"c":0}"#, r#"{"a":3,"b":1,"c":2}"#, 1);
        arranged(r#"{"a":1,"b":2}"#, r#"{"a":0,"b":0}"#, r#"{"a":1,"b":2}"#, 0);
        arranged(r#"{"d":1,"c":2,"b":3,"a":4}"#, r#"{"a":0,"b":0,"c":0,"d":0}"#, r#"{"a":4,"b":3,"c":2,"d":1}"#, 3);
        arranged(r#"{"x":0,"b":1,"y":0,"a":2,"z":0}"#, r#"{"a":0,"b":0}"#, r#"{"x":0,"y":0,"a":2,"b":1,"z":0}"#, 1);
        arranged(r#"{"o":[{"b":1,"a":2}]}"#, r#"{"o":[{"a":0,"b":0}]}"#, r#"{"o":[{"a":2,"b":1}]}"#, 1);
    }

    #[test]
    fn a_key_that_is_put_back_stands_beside_its_neighbours() {
        for (now, past, expected) in [
            (r#"{"a":1,"b":1,"x":1,"c":1}"#, r#"{"a":0,"b":0,"c":0}"#, r#"{"a":1,"b":1,"c":1,"x":1}"#),
            (r#"{"b":1,"x":1,"c":1}"#, r#"{"c":0,"b":0}"#, r#"{"c":1,"b":1,"x":1}"#),
            (r#"{"x":1,"c":1}"#, r#"{"c":0,"b":0}"#, r#"{"x":1,"c":1}"#),
        ] {
            let (mut now, past) = (parsed(now), parsed(past));
            let moved = HashSet::from(["c".to_owned()]);
            let steps = put_in_place(&Pointer::default(), now.as_object().unwrap(), past.as_object().unwrap(), &moved);
            Patch(steps).apply(&mut now).unwrap();
            assert_eq!(now.to_string(), expected);
        }
    }

    #[test]
    fn values_are_the_same_only_in_the_same_order() {
        assert!(is_same(&parsed(r#"[{"a":1,"b":2}]"#), &parsed(r#"[{"a":1,"b":2}]"#)));
        assert!(!is_same(&parsed(r#"[{"a":1,"b":2}]"#), &parsed(r#"[{"b":2,"a":1}]"#)));
    }
}
