//! Which violations a change is to blame for: those of what it wrote or altered, and those that were not there before.

use std::collections::HashMap;

use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::schema::Violation;

/// The rules about which keys or how many items there are: what these hold does not matter to them.
const COUNTING: [&str; 6] =
    ["maxItems", "minItems", "maxProperties", "minProperties", "propertyNames", "dependentRequired"];

/// The violations that `operations` are to blame for, of those that are there after them. `above` is the place of
/// what was judged, before and after.
///
/// Each is traced back to where it was: items of arrays move. One that was there is not counted, unless the
/// operations wrote the value, removed it, or altered the array or object that does not fit. An array that has too
/// many items may become shorter.
pub fn blamed(
    after: Vec<Violation>,
    before: &[Violation],
    above: &Pointer,
    operations: &[&Operation],
) -> Vec<Violation> {
    let known: HashMap<(&[String], &str), &Violation> =
        before.iter().map(|old| ((old.place.tokens(), old.rule_at.as_str()), old)).collect();
    let is_blamed = |violation: &Violation| {
        let Some(was) = Trace::of(violation, above).back(operations) else { return true };
        let place = was.place.get(above.tokens().len()..).unwrap_or_default();
        match known.get(&(place, violation.rule_at.as_str())) {
            None => true,
            Some(old) => was.is_altered && !comes_closer(violation, old),
        }
    };
    after.into_iter().filter(is_blamed).collect()
}

/// Whether a number of items or keys that does not fit came closer to one that does.
fn comes_closer(now: &Violation, before: &Violation) -> bool {
    match now.rule.as_str() {
        "maxItems" | "maxProperties" => now.size < before.size,
        "minItems" | "minProperties" => now.size > before.size,
        _ => false,
    }
}

/// Where a violation was, from the last operation back to the first.
struct Trace<'v> {
    violation: &'v Violation,
    place: Vec<String>,
    /// Which tokens of the place are indices.
    indices: Vec<bool>,
    /// Whether something in the array or object was changed.
    is_altered: bool,
}

impl<'v> Trace<'v> {
    fn of(violation: &'v Violation, above: &Pointer) -> Self {
        let mut indices = vec![false; above.tokens().len()];
        indices.extend(&violation.indices);
        let place = [above.tokens(), violation.place.tokens()].concat();
        Self { violation, place, indices, is_altered: false }
    }

    /// Goes back before the operations. `None` if one of them wrote the value, or removed what is missed.
    fn back(mut self, operations: &[&Operation]) -> Option<Self> {
        for operation in operations.iter().rev() {
            match operation {
                Operation::Add { path, .. } | Operation::Copy { path, .. } => self.before_add(path.tokens())?,
                Operation::Remove { path } => self.before_remove(path.tokens())?,
                Operation::Replace { path, .. } => self.before_write(path.tokens(), false)?,
                Operation::Move { from, path } => {
                    self.before_add(path.tokens())?;
                    self.before_remove(from.tokens())?;
                }
                Operation::Test { .. } | Operation::Arrange { .. } => {}
            }
        }
        Some(self)
    }

    fn before_add(&mut self, path: &[String]) -> Option<()> {
        self.before_write(path, true)?;
        self.shift(path, |at, added| if at > added { at - 1 } else { at });
        Some(())
    }

    fn before_remove(&mut self, path: &[String]) -> Option<()> {
        let is_item = self.indices.last().is_some_and(|is_index| *is_index);
        if self.place == path && !is_item {
            return None;
        }
        self.note_altered(path, true);
        self.shift(path, |at, removed| if at >= removed { at + 1 } else { at });
        Some(())
    }

    fn before_write(&mut self, path: &[String], is_count: bool) -> Option<()> {
        self.note_altered(path, is_count);
        (!self.place.starts_with(path)).then_some(())
    }

    /// Notes a change below the place. `is_count`: one that may change what keys or how many items there are.
    fn note_altered(&mut self, path: &[String], is_count: bool) {
        if self.violation.size.is_none() || path.len() <= self.place.len() || !path.starts_with(&self.place) {
            return;
        }
        let is_direct = is_count && path.len() == self.place.len() + 1;
        self.is_altered |= is_direct || !COUNTING.contains(&self.violation.rule.as_str());
    }

    /// Moves the token of the array in which `path` is an item.
    fn shift(&mut self, path: &[String], moved: impl Fn(usize, usize) -> usize) {
        let Some((last, array)) = path.split_last() else { return };
        let is_index = self.indices.get(array.len()).is_some_and(|is_index| *is_index);
        if !is_index || !self.place.starts_with(array) {
            return;
        }
        let Some(token) = self.place.get_mut(array.len()) else { return };
        if let (Some(at), Some(item)) = (array_index(token), array_index(last)) {
            *token = moved(at, item).to_string();
        }
    }
}
