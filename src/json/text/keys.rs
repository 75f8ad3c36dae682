//! What values in the text have: the keys of an object, and outlines.

use memchr::memmem::Finder;
use serde_json::{Map, Value};

use crate::json::key_path::Segment;
use crate::json::text::cursor::Cursor;
use crate::json::text::indexed::Indexed;
use crate::json::text::lines;
use crate::json::text::object::keys;
use crate::json::text::outline::{Outline, outline};
use crate::json::text::places::Place;
use crate::json::text::source::Doubt;
use crate::json::text::span::whole;
use crate::json::text::start::Start;

impl Indexed {
    /// The keys of the object at a path, in order; `None` if that can be told only from the parsed document.
    #[must_use]
    pub fn keys(&self, path: &[Segment]) -> Option<Vec<String>> {
        if self.tree.get().is_some() || self.meets_hidden(path) {
            return None;
        }
        let start = if path.is_empty() { Start { at: 0, depth: 0 } } else { self.start(path)? };
        let mut cursor = Cursor::of(self.text.source());
        if !cursor.is_trusted() {
            lines::check(&mut cursor).ok()?;
        }
        let mut found = Map::new();
        let visited = keys(&mut cursor, start, "", &mut |_, key, _| {
            // A document with a key twice is refused, where it is parsed.
            if found.insert(key, Value::Null).is_none() { Ok(()) } else { Err(Doubt::NotCanonical) }
        });
        visited.is_ok().then(|| found.into_iter().map(|(key, _)| key).collect())
    }

    /// The first keys of the object at a path that begin with `prefix`, of plain characters, in order, and at most so
    /// many; `None` if that can be told only from the parsed document. The rest of the text is not looked at, so
    /// this is for suggestions: a text that is not canonical may have others.
    #[must_use]
    pub fn keys_suggested(&self, path: &[Segment], prefix: &str, most: usize) -> Option<Vec<String>> {
        if self.tree.get().is_some() || self.meets_hidden(path) {
            return None;
        }
        let start = if path.is_empty() { Start { at: 0, depth: 0 } } else { self.start(path)? };
        let mut found = Vec::new();
        let visited = keys(&mut Cursor::of(self.text.source()), start, prefix, &mut |_, key, _| {
            found.push(key);
            if found.len() < most { Ok(()) } else { Err(Doubt::NotCanonical) }
        });
        (visited.is_ok() || found.len() == most).then_some(found)
    }

    /// Whether some object may have `key`, of plain characters. Certain only if none has: text may look like a key.
    #[must_use]
    pub fn may_have(&self, key: &str) -> bool {
        let needle = format!("\"{key}\"");
        Cursor::of(self.text.source()).find(0, &Finder::new(&needle)).map_or(true, |found| found.is_some())
    }

    /// The outline of the value at a path; `None` if that can be told only from the parsed document.
    #[must_use]
    pub fn outline(&self, path: &[Segment]) -> Option<Outline> {
        if !self.hidden.is_empty() {
            return None;
        }
        let span = if path.is_empty() {
            whole(self.len())
        } else {
            let Place { path: found, span, .. } = self.place(path).ok()?;
            span.filter(|_| found.len() == path.len())?
        };
        let source = self.text.source();
        match source.bytes() {
            Some(bytes) => outline(bytes.get(span.from..span.to)?, path.len()),
            None => outline(&Cursor::of(source).copy(span).ok()?, path.len()),
        }
    }

    /// Where the value at a path starts, if it is there and not parsed.
    fn start(&self, path: &[Segment]) -> Option<Start> {
        let Place { path: found, span, value, .. } = self.place(path).ok()?;
        let start = Start { at: (*span)?.from, depth: path.len() };
        (found.len() == path.len() && value.get().is_none()).then_some(start)
    }
}
