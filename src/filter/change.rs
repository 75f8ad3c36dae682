//! Changing a value at paths, as jq does: what is not there is made, and what is removed leaves the rest in order.

use jaq_core::ValT as _;
use jaq_json::{Error, Map, Num, Rc, Val};

use crate::filter::numbers::as_index;

/// The longest array that an assignment makes, as in jq.
const LONGEST: usize = 536_870_911;

type Result<T> = std::result::Result<T, Error>;

/// The value at a path; null where it leads through what is not there.
///
/// # Errors
/// Fails if it leads into a value that has no such part.
pub fn get(value: &Val, path: &[Val]) -> Result<Val> {
    path.iter().try_fold(value.clone(), |value, step| match value {
        Val::Null => Ok(Val::Null),
        value => index(value, step),
    })
}

/// The part of a value that one step leads to; null where it is not there.
///
/// # Errors
/// Fails if the value has no such part. jaq looks up whatever it is in an object.
pub fn index(value: Val, step: &Val) -> Result<Val> {
    match (&value, step) {
        (Val::Null, Val::TStr(_) | Val::Num(_) | Val::Obj(_))
        | (Val::Obj(_), Val::TStr(_))
        | (Val::Arr(_), Val::Num(_) | Val::Obj(_) | Val::Arr(_))
        | (Val::TStr(_), Val::Obj(_)) => value.index(step),
        _ => Err(Error::index(value, step.clone())),
    }
}

/// Whether an object has a key, or an array an index.
///
/// # Errors
/// Fails for another value, and for a key that it cannot have.
pub fn has(value: &Val, key: Val) -> Result<bool> {
    match (value, as_index(key, false)) {
        (Val::Obj(members), key @ Val::TStr(_)) => Ok(members.contains_key(&key)),
        (Val::Arr(items), Val::Num(Num::Int(index))) => Ok(usize::try_from(index).is_ok_and(|at| at < items.len())),
        (Val::Arr(_), Val::Num(Num::BigInt(_))) => Ok(false),
        (value, key) => Err(Error::index(value.clone(), key)),
    }
}

/// The value with another one at a path.
///
/// # Errors
/// As [`get`], and for an index before the first item.
pub fn set(value: Val, path: &[Val], new: Val) -> Result<Val> {
    let Some((step, rest)) = path.split_first() else { return Ok(new) };
    match (value, step) {
        (Val::Null, Val::TStr(_)) => {
            let mut members = Map::default();
            members.insert(step.clone(), set(Val::Null, rest, new)?);
            Ok(Val::obj(members))
        }
        (Val::Obj(mut members), Val::TStr(_)) => {
            let member = Rc::make_mut(&mut members).entry(step.clone()).or_default();
            *member = set(std::mem::take(member), rest, new)?;
            Ok(Val::Obj(members))
        }
        (Val::Null, Val::Num(_) | Val::Obj(_)) => set(Val::Arr(Rc::default()), path, new),
        (Val::Arr(mut items), Val::Num(_)) => {
            let index = index_of(step, items.len())?;
            let array = Rc::make_mut(&mut items);
            if index >= array.len() {
                array.resize(index + 1, Val::Null);
            }
            if let Some(item) = array.get_mut(index) {
                *item = set(std::mem::take(item), rest, new)?;
            }
            Ok(Val::Arr(items))
        }
        (Val::Arr(mut items), Val::Obj(slice)) => {
            let (start, end) = bounds(slice, items.len())?;
            let part = items.get(start..end).unwrap_or_default().to_vec();
            let Val::Arr(part) = set(Val::Arr(Rc::new(part)), rest, new)? else {
                return Err(Error::str("a slice of an array can only be assigned another array"));
            };
            Rc::make_mut(&mut items).splice(start..end, part.iter().cloned());
            Ok(Val::Arr(items))
        }
        (value, step) => Err(Error::index(value, step.clone())),
    }
}

/// The value without what is at these paths. What is not there is ignored.
///
/// # Errors
/// As [`get`].
pub fn delete(value: Val, paths: Vec<Vec<Val>>) -> Result<Val> {
    let mut places = Vec::new();
    for path in paths {
        resolve(&value, &path, &mut Vec::new(), &mut places)?;
    }
    places.sort();
    places.dedup();
    // The last one first, so that those before it stay where they are.
    places.iter().rev().try_fold(value, |value, place| remove(value, place))
}

/// The places that a path means in a value: indices from the start of an array, and items instead of slices.
fn resolve(value: &Val, path: &[Val], before: &mut Vec<Val>, places: &mut Vec<Vec<Val>>) -> Result<()> {
    let Some((step, rest)) = path.split_first() else {
        places.push(before.clone());
        return Ok(());
    };
    let mut enter = |step: Val, value: &Val, rest: &[Val]| {
        before.push(step);
        let done = resolve(value, rest, before, places);
        before.pop();
        done
    };
    match (value, step) {
        (Val::Null, _) => Ok(()),
        (Val::Obj(members), Val::TStr(_)) => match members.get(step) {
            Some(member) => enter(step.clone(), member, rest),
            None => Ok(()),
        },
        (Val::Arr(items), Val::Num(_)) => {
            let index = index_of(step, items.len()).ok();
            match index.and_then(|index| Some((index, items.get(index)?))) {
                Some((index, item)) => enter(Val::from(index), item, rest),
                None => Ok(()),
            }
        }
        (Val::Arr(items), Val::Obj(slice)) => {
            let (start, end) = bounds(slice, items.len())?;
            let part = items.get(start..end).unwrap_or_default();
            if rest.is_empty() {
                return (start..end).zip(part).try_for_each(|(index, item)| enter(Val::from(index), item, &[]));
            }
            // What is in the slice is as far behind its start in the array.
            let part = Val::Arr(Rc::new(part.to_vec()));
            let mut inside = Vec::new();
            resolve(&part, rest, &mut Vec::new(), &mut inside)?;
            for place in inside {
                if let Some((Val::Num(Num::Int(index)), below)) = place.split_first() {
                    let index = Val::from(usize::try_from(*index).unwrap_or_default() + start);
                    places.push([&before[..], &[index], below].concat());
                }
            }
            Ok(())
        }
        (value, step) => Err(Error::index(value.clone(), step.clone())),
    }
}

/// The value without what is at a place, which is there.
fn remove(value: Val, place: &[Val]) -> Result<Val> {
    let Some((step, rest)) = place.split_first() else { return Ok(Val::Null) };
    match value {
        Val::Obj(mut members) => {
            let object = Rc::make_mut(&mut members);
            if rest.is_empty() {
                object.shift_remove(step);
            } else if let Some(member) = object.get_mut(step) {
                *member = remove(std::mem::take(member), rest)?;
            }
            Ok(Val::Obj(members))
        }
        Val::Arr(mut items) => {
            let index = index_of(step, items.len())?;
            let array = Rc::make_mut(&mut items);
            if rest.is_empty() && index < array.len() {
                array.remove(index);
            } else if let Some(item) = array.get_mut(index) {
                *item = remove(std::mem::take(item), rest)?;
            }
            Ok(Val::Arr(items))
        }
        value => Ok(value),
    }
}

/// The index that a number means in an array of `len` items; it may lie behind the end.
fn index_of(step: &Val, len: usize) -> Result<usize> {
    let Val::Num(Num::Int(index)) = step else {
        return Err(Error::str(format_args!("{step} is not an index of an array")));
    };
    let from_start = usize::try_from(*index).ok();
    let index = from_start.or_else(|| len.checked_sub(index.unsigned_abs()));
    let index = index.ok_or_else(|| Error::str("Out of bounds negative array index"))?;
    if index > LONGEST { Err(Error::str("an index is too large for an array")) } else { Ok(index) }
}

/// Where a slice of an array of `len` items starts and ends.
fn bounds(slice: &Map, len: usize) -> Result<(usize, usize)> {
    let bound = |name: &'static str, default: usize| match slice.get(&Val::utf8_str(name)) {
        None | Some(Val::Null) => Ok(default),
        Some(Val::Num(Num::Int(at))) => {
            let at = usize::try_from(*at).ok().or_else(|| len.checked_sub(at.unsigned_abs()));
            Ok(at.unwrap_or(0).min(len))
        }
        Some(other) => Err(Error::str(format_args!("{other} is not a bound of a slice"))),
    };
    let (start, end) = (bound("start", 0)?, bound("end", len)?);
    Ok((start, end.max(start)))
}
