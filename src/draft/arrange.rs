//! The order of keys in a draft.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::order::{arrangement, put_in_place};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;

impl Draft<'_> {
    /// Orders the keys at `at` and below it as they are ordered in `past`, except inside what ctx
    /// keeps.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn arrange_like(&mut self, at: &Pointer, past: &Document) -> Result<()> {
        let (Some(now), Some(past)) = (self.document.at(at), past.at(at)) else { return Ok(()) };
        let is_own = |step: &Operation| matches!(step.path().tokens(), [first, _, ..] if first == RESERVED_KEY);
        let steps = arrangement(at, now, past);
        steps.into_iter().filter(|step| !is_own(step)).try_for_each(|step| self.apply(step))
    }

    /// Moves keys that were put back to where they were in `past`, relative to the other keys.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn put_in_place(&mut self, places: &[Pointer], past: &Document) -> Result<()> {
        let split = |place: &Pointer| place.split_last().map(|(parents, key)| (parents.to_vec(), key.to_owned()));
        let mut left: Vec<(Vec<String>, String)> = places.iter().filter_map(split).collect();
        while let Some((parents, _)) = left.first().cloned() {
            let moved: HashSet<String> = left.extract_if(.., |(p, _)| *p == parents).map(|(_, key)| key).collect();
            let parent = Pointer::new(parents);
            let objects = (self.document.at(&parent), past.at(&parent));
            let (Some(Value::Object(now)), Some(Value::Object(past))) = objects else { continue };
            put_in_place(&parent, now, past, &moved).into_iter().try_for_each(|step| self.apply(step))?;
        }
        Ok(())
    }
}
