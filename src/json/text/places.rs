//! The places of a text that were found so far: added to by whoever reads, and never taken away
//! while somebody does, so that what was found can be lent out.

use std::sync::OnceLock;

use serde_json::Value;

use crate::json::key_path::Segment;
use crate::json::pointer::array_index;
use crate::json::text::span::Span;
use crate::json::text::splice::Shift;

/// A place that was searched for.
#[derive(Debug)]
pub struct Place {
    pub path: Vec<Segment>,
    /// Where its value stands; `None` if nothing is there.
    pub span: Option<Span>,
    /// Its value, once it was parsed.
    pub value: OnceLock<Value>,
    next: OnceLock<Box<Self>>,
}

/// All places that were searched for.
#[derive(Debug, Default)]
pub struct Places {
    first: OnceLock<Box<Place>>,
}

impl Places {
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        std::iter::successors(self.first.get(), |place| place.next.get()).map(Box::as_ref)
    }

    /// The place whose path is the longest one that leads to `path`.
    pub fn nearest(&self, path: &[Segment]) -> Option<&Place> {
        // A key that is missing may be the index of an item that is there.
        let leads = |place: &&Place| {
            if place.span.is_some() { leads_to(&place.path, path) } else { path.starts_with(&place.path) }
        };
        self.iter().filter(leads).max_by_key(|place| place.path.len())
    }

    /// Adds a place. Two threads that search for the same one may both add it.
    pub fn add(&self, path: Vec<Segment>, span: Option<Span>) -> &Place {
        let mut new = Some(Box::new(Place { path, span, value: OnceLock::new(), next: OnceLock::new() }));
        let mut link = &self.first;
        loop {
            // Whoever comes second finds the link taken, and goes on to the next one.
            let place = link.get_or_init(|| new.take().unwrap_or_else(Place::none));
            if new.is_none() {
                return place;
            }
            link = &place.next;
        }
    }

    /// What still holds after a change at `path`. Where an array was added to or removed from,
    /// `path` is its own, since its items moved.
    #[must_use]
    pub fn after(self, path: &[Segment], shift: Shift) -> Self {
        let kept = Self::default();
        let mut next = self.first.into_inner();
        while let Some(place) = next {
            let Place { path: own, span, value, next: behind } = *place;
            next = behind.into_inner();
            let is_above = leads_to(&own, path);
            let is_clear = own.iter().all(|segment| matches!(segment, Segment::Key(_) | Segment::Index(_)));
            match span {
                _ if !is_clear || is_within(&own, path) => {}
                Some(span) if is_above => drop(kept.add(own, Some(Span { to: shift.moved(span.to), ..span }))),
                Some(span) => {
                    let span = if span.from < shift.at {
                        span
                    } else {
                        Span { from: shift.moved(span.from), to: shift.moved(span.to) }
                    };
                    let place = kept.add(own, Some(span));
                    value.into_inner().into_iter().for_each(|value| drop(place.value.set(value)));
                }
                None if is_above => {}
                None => drop(kept.add(own, None)),
            }
        }
        kept
    }
}

/// The same places, without their values.
impl Clone for Places {
    fn clone(&self) -> Self {
        let copy = Self::default();
        for place in self.iter() {
            copy.add(place.path.clone(), place.span);
        }
        copy
    }
}

impl Place {
    fn none() -> Box<Self> {
        Box::new(Self { path: Vec::new(), span: None, value: OnceLock::new(), next: OnceLock::new() })
    }
}

/// Whether a path is another one, or leads to what is above it.
fn leads_to(above: &[Segment], path: &[Segment]) -> bool {
    above.len() <= path.len() && above.iter().zip(path).all(|(known, asked)| is_same_step(known, asked))
}

/// Whether a path is another one or leads below it, as far as can be told.
fn is_within(path: &[Segment], above: &[Segment]) -> bool {
    let is_same = |(own, other)| is_same_step(own, other) || is_same_step(other, own);
    above.len() <= path.len() && path.iter().zip(above).all(is_same)
}

fn is_same_step(known: &Segment, asked: &Segment) -> bool {
    match (known, asked) {
        (Segment::Key(known), Segment::Token(asked)) => known == asked,
        (Segment::Index(known), Segment::Token(asked)) => array_index(asked) == Some(*known),
        (known, asked) => known == asked,
    }
}
