//! A set of places, and removing the members at all of them with one pass over each object.
//!
//! Keys keep their order, so removing one key moves all behind it. Removing many one by one would
//! take time that grows with the square of their number.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::json::pointer::{Pointer, array_index};

/// Up to so many removals from one object, moving keys takes less time than a pass over all of them.
const FEW: usize = 2;

/// Places, none within another. Each has a number.
#[derive(Clone, Debug, Default)]
pub struct PlaceSet {
    root: Node,
    len: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The number of the place, if this is one of the set.
    number: Option<usize>,
    below: HashMap<String, Self>,
}

impl PlaceSet {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many places were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// How many keys below a place lead to one of the set.
    #[must_use]
    pub fn len_at(&self, tokens: &[String]) -> usize {
        let node = tokens.iter().try_fold(&self.root, |node, token| node.below.get(token));
        node.map_or(0, |node| node.below.len())
    }

    /// Adds a place, unless the set [covers](PlaceSet::covers) it. Places below it are dropped.
    pub fn add(&mut self, place: &Pointer, number: usize) {
        if self.covers(place.tokens()) {
            return;
        }
        let node = place.tokens().iter().fold(&mut self.root, |node, token| {
            if !node.below.contains_key(token) {
                node.below.insert(token.clone(), Node::default());
            }
            node.below.entry(token.clone()).or_default()
        });
        *node = Node { number: Some(number), ..Node::default() };
        self.len += 1;
    }

    /// Whether a place is in the set, or below one that is.
    #[must_use]
    pub fn covers(&self, tokens: &[String]) -> bool {
        self.nearest(tokens).is_err()
    }

    /// Whether a place is in the set, or above or below one that is.
    #[must_use]
    pub fn meets(&self, tokens: &[String]) -> bool {
        self.nearest(tokens).map_or(true, |node| node.is_some_and(|node| !node.below.is_empty()))
    }

    /// What is known at a place. `Err` if the set covers it.
    fn nearest(&self, tokens: &[String]) -> Result<Option<&Node>, ()> {
        let mut node = &self.root;
        for token in tokens {
            if node.number.is_some() {
                return Err(());
            }
            match node.below.get(token) {
                None => return Ok(None),
                Some(below) => node = below,
            }
        }
        if node.number.is_some() { Err(()) } else { Ok(Some(node)) }
    }

    /// All places, with their numbers.
    #[must_use]
    pub fn places(&self) -> Vec<(usize, Pointer)> {
        let mut found = Vec::with_capacity(self.len);
        let mut left = vec![(Pointer::default(), &self.root)];
        while let Some((place, node)) = left.pop() {
            left.extend(node.below.iter().map(|(token, node)| (place.child(token.as_str()), node)));
            found.extend(node.number.map(|number| (number, place)));
        }
        found
    }

    /// Removes the members at all places from a value, and calls `removed` with the number and the value
    /// of each that is there.
    pub fn remove_from(&mut self, root: &mut Value, removed: &mut dyn FnMut(usize, Value)) {
        let node = std::mem::take(self).root;
        take(node, root, removed);
    }
}

fn take(mut node: Node, value: &mut Value, removed: &mut dyn FnMut(usize, Value)) {
    match value {
        Value::Object(members) => {
            let above: Vec<(String, Node)> = node.below.extract_if(|_, below| below.number.is_none()).collect();
            take_members(&node.below, members, removed);
            for (key, node) in above {
                if let Some(value) = members.get_mut(&key) {
                    take(node, value, removed);
                }
            }
        }
        Value::Array(items) => {
            for (token, node) in node.below.drain() {
                if let Some(item) = array_index(&token).and_then(|index| items.get_mut(index)) {
                    take(node, item, removed);
                }
            }
        }
        _ => {}
    }
}

fn take_members(gone: &HashMap<String, Node>, members: &mut Map<String, Value>, removed: &mut dyn FnMut(usize, Value)) {
    let number = |key: &String| gone.get(key).and_then(|node| node.number);
    if gone.len() <= FEW {
        for key in gone.keys() {
            if let (Some(number), Some(value)) = (number(key), members.shift_remove(key)) {
                removed(number, value);
            }
        }
        return;
    }
    members.retain(|key, value| match number(key) {
        None => true,
        Some(number) => {
            removed(number, value.take());
            false
        }
    });
}
