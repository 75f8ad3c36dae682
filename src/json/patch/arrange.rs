//! Putting keys of an object in their places, many with one pass.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// A key to move, and the key that it is put before; `None` puts it last.
pub type Step<'s> = (&'s str, Option<&'s str>);

/// Moves keys of an object in turn. Returns for each the key that it stood before.
///
/// # Errors
/// Fails at the first step with a key that the object does not have, and returns what the steps
/// before it returned. These are made.
pub fn arrange(
    members: &mut Map<String, Value>,
    steps: &[Step<'_>],
) -> Result<Vec<Option<String>>, Vec<Option<String>>> {
    let (stood, order) = {
        let keys: Vec<&str> = members.keys().map(String::as_str).collect();
        let positions: HashMap<&str, usize> = keys.iter().enumerate().map(|(i, key)| (*key, i)).collect();
        let mut chain = Chain::of(keys.len());
        let name = |position: usize| keys.get(position).map(|key| (*key).to_owned());
        let mut stood = Vec::with_capacity(steps.len());
        for (key, before) in steps {
            let before = before.map_or(Some(keys.len()), |before| positions.get(before).copied());
            let (Some(from), Some(before)) = (positions.get(key).copied(), before) else { break };
            stood.push(name(chain.after(from)));
            chain.put_before(from, before);
        }
        (stood, chain.order())
    };
    let mut taken: Vec<Option<(String, Value)>> = std::mem::take(members).into_iter().map(Some).collect();
    members.extend(order.into_iter().filter_map(|position| taken.get_mut(position).and_then(Option::take)));
    if stood.len() == steps.len() { Ok(stood) } else { Err(stood) }
}

/// Positions in an order that changes: each knows the one before and the one after it. Behind the
/// last one comes the end, which is followed by the first.
struct Chain {
    before: Vec<usize>,
    after: Vec<usize>,
}

impl Chain {
    fn of(len: usize) -> Self {
        let before = std::iter::once(len).chain(0..len).collect();
        let after = (1..=len).chain(std::iter::once(0)).collect();
        Self { before, after }
    }

    fn after(&self, position: usize) -> usize {
        self.after.get(position).copied().unwrap_or_default()
    }

    fn before(&self, position: usize) -> usize {
        self.before.get(position).copied().unwrap_or_default()
    }

    fn link(&mut self, first: usize, second: usize) {
        self.after.get_mut(first).into_iter().for_each(|after| *after = second);
        self.before.get_mut(second).into_iter().for_each(|before| *before = first);
    }

    fn put_before(&mut self, position: usize, next: usize) {
        if position == next {
            return;
        }
        self.link(self.before(position), self.after(position));
        self.link(self.before(next), position);
        self.link(position, next);
    }

    fn order(&self) -> Vec<usize> {
        let end = self.after.len().saturating_sub(1);
        let mut order = Vec::with_capacity(end);
        let mut position = self.after(end);
        while position != end {
            order.push(position);
            position = self.after(position);
        }
        order
    }
}
