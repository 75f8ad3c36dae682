//! What each verb means, by the documentation alone: written for this proof, without
//! the product's code.

use serde_json::{Map, Value};

use super::command::{Command, Guard, Verb};

/// Keys from the root.
pub type Path = Vec<String>;

/// What a command does to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The new document, and the paths at which it differs.
    Changed(Value, Vec<Path>),
    Unchanged,
    /// The exit code.
    Refused(i32),
}

/// What a command does, and what it prints first when it succeeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub outcome: Outcome,
    pub printed: Option<String>,
}

const NO: i32 = 1;
const CONFLICT: i32 = 3;
const BAD_DATA: i32 = 5;

pub fn path(text: &str) -> Path {
    if text == "." { Vec::new() } else { text.split('.').map(str::to_owned).collect() }
}

pub fn find<'v>(document: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(document, |value, key| value.as_object()?.get(key))
}

/// Whether two values are the same text: `==` leaves out the order of keys.
pub fn same(a: &Value, b: &Value) -> bool {
    let text = |value| serde_json::to_string(value).unwrap();
    text(a) == text(b)
}

/// What `command` does to the document of revision `rev`; `touched` has the
/// changed paths of each revision, from 0.
pub fn attempt(command: &Command, document: &Value, rev: u64, touched: &[Vec<Path>]) -> Effect {
    let path = path(command.path());
    if !command.guards.iter().all(|guard| holds(guard, &path, document, rev, touched)) {
        return Effect { outcome: Outcome::Refused(CONFLICT), printed: None };
    }
    let mut new = document.clone();
    let mut touched = Vec::new();
    let done = change(&command.verb, &path, &mut new, &mut touched);
    let outcome = match done {
        Err(code) => Outcome::Refused(code),
        Ok(_) if touched.is_empty() => Outcome::Unchanged,
        Ok(_) => Outcome::Changed(new, touched),
    };
    Effect { outcome, printed: done.ok().flatten() }
}

fn holds(guard: &Guard, path: &Path, document: &Value, rev: u64, touched: &[Vec<Path>]) -> bool {
    let found = find(document, path);
    match guard {
        Guard::Revision(expected) => *expected == rev,
        Guard::Absent => found.is_none(),
        Guard::Exists => found.is_some(),
        Guard::Value(expected) => found == Some(expected),
        Guard::UnchangedSince(since) => {
            let later = (since + 1..=rev).filter_map(|r| touched.get(usize::try_from(r).ok()?));
            *since <= rev && !later.flatten().any(|changed| overlap(changed, path))
        }
    }
}

fn overlap(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// Changes the document; what is printed, or the exit code.
fn change(verb: &Verb, path: &[String], document: &mut Value, touched: &mut Vec<Path>) -> Result<Option<String>, i32> {
    match verb {
        Verb::Set { value, .. } => set(document, path, value.clone(), touched).map(|()| None),
        Verb::Incr { by, .. } => {
            let held = match find(document, path) {
                None => 0,
                Some(held) => held.as_i64().ok_or(BAD_DATA)?,
            };
            set(document, path, (held + by).into(), touched)?;
            Ok(Some((held + by).to_string()))
        }
        Verb::Append { items, .. } => {
            let held = match find(document, path) {
                None => &[][..],
                Some(held) => held.as_array().ok_or(BAD_DATA)?,
            };
            let all = held.iter().chain(items).cloned().collect::<Vec<_>>();
            set(document, path, all.into(), touched).map(|()| None)
        }
        Verb::Merge { object } => {
            let (Value::Object(members), Value::Object(new)) = (document, object) else { return Err(BAD_DATA) };
            merge(members, new, path, touched);
            Ok(None)
        }
        Verb::Unset { .. } => {
            let (last, parents) = path.split_last().ok_or(NO)?;
            find(document, path).ok_or(NO)?;
            let parent = parents.iter().try_fold(document, |value, key| value.as_object_mut()?.get_mut(key));
            parent.and_then(Value::as_object_mut).and_then(|members| members.shift_remove(last)).ok_or(NO)?;
            touched.push(path.to_vec());
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// Puts a value at a path; missing objects on the way are made.
fn set(document: &mut Value, path: &[String], value: Value, touched: &mut Vec<Path>) -> Result<(), i32> {
    let mut at = document;
    for (i, key) in path.iter().enumerate() {
        let Value::Object(members) = at else { return Err(BAD_DATA) };
        if !members.contains_key(key) {
            let nest = |inner, key: &String| Value::Object(Map::from_iter([(key.clone(), inner)]));
            members.insert(key.clone(), path[i + 1..].iter().rev().fold(value, nest));
            touched.push(path[..=i].to_vec());
            return Ok(());
        }
        at = members.get_mut(key).expect("it is there");
    }
    if *at != value {
        *at = value;
        touched.push(path.to_vec());
    }
    Ok(())
}

/// RFC 7396.
fn merge(members: &mut Map<String, Value>, new: &Map<String, Value>, at: &[String], touched: &mut Vec<Path>) {
    for (key, new) in new {
        let path = [at, std::slice::from_ref(key)].concat();
        match (members.get_mut(key), new) {
            (None, Value::Null) => {}
            (Some(_), Value::Null) => {
                members.shift_remove(key);
                touched.push(path);
            }
            (Some(Value::Object(held)), Value::Object(new)) => merge(held, new, &path, touched),
            (Some(held), new) if *held == without_nulls(new) => {}
            (_, new) => {
                members.insert(key.clone(), without_nulls(new));
                touched.push(path);
            }
        }
    }
}

fn without_nulls(value: &Value) -> Value {
    let Value::Object(members) = value else { return value.clone() };
    let kept = members.iter().filter(|(_, value)| !value.is_null());
    kept.map(|(key, value)| (key.clone(), without_nulls(value))).collect::<Map<_, _>>().into()
}
