//! An index of many places: which of them a record touches or moves.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use anyhow::Result;

use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History, takes_over};

/// Places, each with its index in the list that they come from.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    /// The indices of the places here.
    here: Vec<usize>,
    /// The least index here and below.
    least: Option<usize>,
    below: HashMap<String, Self>,
}

impl<'p> FromIterator<&'p Pointer> for PlaceIndex {
    fn from_iter<I: IntoIterator<Item = &'p Pointer>>(places: I) -> Self {
        let mut all = Self::default();
        places.into_iter().enumerate().for_each(|(index, place)| all.root.add(place.tokens(), index));
        all
    }
}

impl PlaceIndex {
    /// Calls `visit` with each place below `limit` that [`touches`](crate::log::history::touches) says a
    /// record touches, at least once.
    pub fn touched(&self, entry: &Entry, limit: usize, visit: &mut dyn FnMut(usize)) {
        if takes_over(entry) {
            return self.root.visit(limit, visit);
        }
        for operation in &entry.change.patch.0 {
            let is_mere_order = matches!(operation, Operation::Arrange { .. });
            self.root.overlapping(operation.path().tokens(), !is_mere_order, limit, visit);
            if let Operation::Move { from, .. } = operation {
                self.root.overlapping(from.tokens(), true, limit, visit);
            }
        }
        self.shifted(entry, limit, visit);
    }

    /// Calls `visit` with each place below another one.
    pub fn below(&self, place: &Pointer, visit: &mut dyn FnMut(usize)) {
        self.root.below(place.tokens(), visit);
    }

    /// Calls `visit` with each place in an array at or behind an item.
    pub fn behind(&self, array: &[String], first: usize, limit: usize, visit: &mut dyn FnMut(usize)) {
        for (token, node) in self.root.at(array).into_iter().flat_map(|node| &node.below) {
            if array_index(token).is_some_and(|index| index >= first) {
                node.visit(limit, visit);
            }
        }
    }

    /// Calls `visit` with each place that a record may have moved, at least once: an item before it was
    /// added or removed, or a value above it was replaced.
    pub fn moved(&self, entry: &Entry, visit: &mut dyn FnMut(usize)) {
        if takes_over(entry) {
            return self.root.visit(usize::MAX, visit);
        }
        for operation in &entry.change.patch.0 {
            self.root.below(operation.path().tokens(), visit);
        }
        self.shifted(entry, usize::MAX, visit);
    }

    /// Places behind an item that was added or removed. One look at each array is enough.
    fn shifted(&self, entry: &Entry, limit: usize, visit: &mut dyn FnMut(usize)) {
        let mut arrays: BTreeMap<&[String], usize> = BTreeMap::new();
        for operation in &entry.change.patch.0 {
            let (Operation::Add { path, .. } | Operation::Remove { path }) = operation else { continue };
            let Some((parents, token)) = path.split_last() else { continue };
            if let Some(index) = array_index(token) {
                let first = arrays.entry(parents).or_insert(index);
                *first = index.min(*first);
            }
        }
        for (parents, first) in arrays {
            self.behind(parents, first, limit, visit);
        }
    }
}

/// The index of the first of these places that [`changed_since`](crate::log::history::changed_since) does
/// not say is unchanged, found in one pass over the records.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn first_changed_since(history: &dyn History, places: &[Pointer], since: Revision) -> Result<Option<usize>> {
    let (all, mut first, mut is_known) = (PlaceIndex::from_iter(places), places.len(), true);
    history.newest_first(&mut |entry| {
        let rev = entry.link.rev;
        if rev > since {
            all.touched(&entry, first, &mut |index| first = first.min(index));
        }
        is_known = rev <= since.next();
        if is_known || first == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    // A place that no record left touches may have been changed by one that was dropped.
    Ok(if is_known { Some(first).filter(|first| *first < places.len()) } else { (!places.is_empty()).then_some(0) })
}

impl Node {
    fn add(&mut self, tokens: &[String], index: usize) {
        self.least = Some(self.least.map_or(index, |least| least.min(index)));
        match tokens.split_first() {
            None => self.here.push(index),
            Some((first, rest)) => self.below.entry(first.clone()).or_default().add(rest, index),
        }
    }

    fn at(&self, tokens: &[String]) -> Option<&Self> {
        tokens.iter().try_fold(self, |node, token| node.below.get(token))
    }

    /// All places below other tokens.
    fn below(&self, tokens: &[String], visit: &mut dyn FnMut(usize)) {
        for node in self.at(tokens).into_iter().flat_map(|node| node.below.values()) {
            node.visit(usize::MAX, visit);
        }
    }

    /// All places here and below.
    fn visit(&self, limit: usize, visit: &mut dyn FnMut(usize)) {
        if self.least.is_some_and(|least| least < limit) {
            self.here.iter().copied().for_each(&mut *visit);
            self.below.values().for_each(|node| node.visit(limit, visit));
        }
    }

    /// The places above other tokens, and with `below` those at them and below.
    fn overlapping(&self, tokens: &[String], below: bool, limit: usize, visit: &mut dyn FnMut(usize)) {
        match tokens.split_first() {
            None if below => self.visit(limit, visit),
            None => {}
            Some((first, rest)) => {
                self.here.iter().copied().for_each(&mut *visit);
                if let Some(node) = self.below.get(first) {
                    node.overlapping(rest, below, limit, visit);
                }
            }
        }
    }
}
