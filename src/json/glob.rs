//! Patterns of paths: `ps.*.cpu`, `tmp:**`.
//!
//! In a key that is written without quotes, `*` stands for any characters: alone for any one key or item. `**`
//! stands for any number of keys, none too; at the end of a pattern for what is there and all below.

mod cover;
mod written;

use std::collections::HashSet;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::document::listing::Listing;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::array_index;

/// A pattern of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Exact(Segment),
    /// Any key or item.
    Any,
    /// A key made of these parts, with anything between them.
    Parts(Vec<String>),
    /// Any number of keys and items, none too.
    Depth,
}

/// Whether what lies below a path that matches is listed too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nested {
    Listed,
    LeftOut,
}

/// What stands for a `*` in quotes while a pattern is parsed; no key has it.
const QUOTED: char = '\u{fdd0}';

/// The text of a path in which each `*` within quotes is marked, if any other is left.
#[must_use]
pub fn marked(text: &str) -> Option<String> {
    if !text.contains('*') || text.contains(QUOTED) || text.starts_with('/') {
        return None;
    }
    let (mut is_quoted, mut is_escaped) = (false, false);
    let mark = |c: char| {
        let is_literal = is_quoted && c == '*';
        if c == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = is_quoted && c == '\\' && !is_escaped;
        if is_literal { QUOTED } else { c }
    };
    Some(text.chars().map(mark).collect()).filter(|marked: &String| marked.contains('*'))
}

impl Glob {
    /// The pattern that stands for one path.
    #[must_use]
    pub fn exact(path: &KeyPath) -> Self {
        Self(path.segments().iter().cloned().map(Step::Exact).collect())
    }

    /// The pattern below `above`, which is literal, of a path that was parsed from a [`marked`] text.
    #[must_use]
    pub fn of(above: &KeyPath, marked: &KeyPath) -> Self {
        let Self(mut steps) = Self::exact(above);
        for (i, segment) in marked.segments().iter().enumerate() {
            let is_last = i + 1 == marked.segments().len();
            match segment {
                Segment::Key(key) if key == "*" => steps.push(Step::Any),
                Segment::Key(key) if key == "**" && is_last => steps.extend([Step::Any, Step::Depth]),
                Segment::Key(key) if key == "**" => steps.push(Step::Depth),
                Segment::Key(key) if key.contains('*') => {
                    let parts = key.split('*').map(|part| part.replace(QUOTED, "*")).collect();
                    steps.push(Step::Parts(parts));
                    steps.extend(key.ends_with("**").then_some(Step::Depth));
                }
                Segment::Key(key) => steps.push(Step::Exact(Segment::Key(key.replace(QUOTED, "*")))),
                other => steps.push(Step::Exact(other.clone())),
            }
        }
        Self(steps)
    }

    /// The pattern of the array that it counts an item of, if it does.
    #[must_use]
    pub fn counted_array(&self) -> Option<Self> {
        let counts = |segment: &Segment| match segment {
            Segment::FromEnd(_) | Segment::Index(_) => true,
            Segment::Token(token) => token == "-" || array_index(token).is_some(),
            Segment::Key(_) => false,
        };
        let at = self.0.iter().position(|step| matches!(step, Step::Exact(segment) if counts(segment)))?;
        Some(Self(self.0.iter().take(at).cloned().collect()))
    }

    /// The longest path above everything that can match.
    #[must_use]
    pub fn above(&self) -> KeyPath {
        let exact = |step: &Step| if let Step::Exact(segment) = step { Some(segment.clone()) } else { None };
        KeyPath::new(self.0.iter().map_while(exact).collect())
    }

    /// The paths of a document that match, in its order. What ctx keeps does not match.
    #[must_use]
    pub fn matches(&self, document: &Document, nested: Nested) -> Vec<KeyPath> {
        let mut search = Search { document, nested, found: Vec::new(), seen: HashSet::new() };
        search.below(&KeyPath::root(), &self.0);
        search.found
    }
}

struct Search<'d> {
    document: &'d Document,
    nested: Nested,
    found: Vec<KeyPath>,
    seen: HashSet<KeyPath>,
}

impl Search<'_> {
    fn below(&mut self, path: &KeyPath, steps: &[Step]) {
        let Some((step, rest)) = steps.split_first() else { return self.add(path) };
        match step {
            Step::Exact(segment) => {
                let child = path.child(self.as_now(path, segment));
                if self.document.get(&child).is_some() {
                    self.below(&child, rest);
                }
            }
            Step::Any | Step::Parts(_) => {
                for child in self.children(path).into_iter().filter(|child| fits(step, child)) {
                    self.below(&path.child(child), rest);
                }
            }
            Step::Depth => {
                self.below(path, rest);
                if !rest.is_empty() || self.nested == Nested::Listed {
                    for child in self.children(path) {
                        self.below(&path.child(child), steps);
                    }
                }
            }
        }
    }

    fn add(&mut self, path: &KeyPath) {
        let is_within = |seen: &HashSet<KeyPath>| {
            (0..path.segments().len())
                .any(|len| path.segments().get(..len).is_some_and(|above| seen.contains(&KeyPath::new(above.to_vec()))))
        };
        if self.seen.contains(path) || (self.nested == Nested::LeftOut && is_within(&self.seen)) {
            return;
        }
        self.seen.insert(path.clone());
        self.found.push(path.clone());
    }

    /// The step, with the index that it has now in place of one from the end.
    fn as_now(&self, path: &KeyPath, segment: &Segment) -> Segment {
        match (segment, self.document.listing(path)) {
            (Segment::FromEnd(_), Some(Listing::Items(len))) => {
                segment.index_in(len).map_or_else(|| segment.clone(), Segment::Index)
            }
            _ => segment.clone(),
        }
    }

    fn children(&self, path: &KeyPath) -> Vec<Segment> {
        match self.document.listing(path) {
            Some(Listing::Keys(keys)) => {
                let is_shown = |key: &String| !path.is_root() || key != RESERVED_KEY;
                keys.into_iter().filter(is_shown).map(Segment::Key).collect()
            }
            Some(Listing::Items(len)) => (0..len).map(Segment::Index).collect(),
            Some(Listing::Scalar(_)) | None => Vec::new(),
        }
    }
}

/// Whether a key or item fits a step.
fn fits(step: &Step, segment: &Segment) -> bool {
    match (step, segment) {
        (Step::Any, _) => true,
        (Step::Parts(parts), Segment::Key(key)) => {
            let [first, middle @ .., last] = parts.as_slice() else { return false };
            let Some(mut rest) = key.strip_prefix(first.as_str()) else { return false };
            for part in middle {
                let Some((_, behind)) = rest.split_once(part.as_str()) else { return false };
                rest = behind;
            }
            rest.ends_with(last.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, nested: Nested) -> Vec<String> {
        let text = br#"{"ps":{"a":{"cpu":1},"b":{"cpu":2,"x":{"cpu":3}}},"tmp:1":{"k":[1,2]},"tmp:2":4,"*":5,"l":[{"n":1},{"n":2}],"_ctx":{"n":1}}"#;
        let document = Document::parse(text).unwrap();
        let path: KeyPath = marked(pattern).unwrap().parse().unwrap();
        Glob::of(&KeyPath::root(), &path).matches(&document, nested).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_star_is_one_key_and_two_are_any_number() {
        for (pattern, paths) in [
            ("ps.*.cpu", &["ps.a.cpu", "ps.b.cpu"][..]),
            ("**.cpu", &["ps.a.cpu", "ps.b.cpu", "ps.b.x.cpu"]),
            ("tmp:*", &["tmp:1", "tmp:2"]),
            ("tmp:**", &["tmp:1", "tmp:2"]),
            ("t*:2", &["tmp:2"]),
            ("l.*.n", &["l[0].n", "l[1].n"]),
            ("l[-1].*", &["l[1].n"]),
            (r#"["*"].*"#, &[]),
            ("*", &["ps", "tmp:1", "tmp:2", "*", "l"]),
            ("**.n", &["l[0].n", "l[1].n"]),
            ("none.*", &[]),
        ] {
            assert_eq!(found(pattern, Nested::LeftOut), paths, "{pattern}");
        }
        assert_eq!(found("tmp:**", Nested::Listed), ["tmp:1", "tmp:1.k", "tmp:1.k[0]", "tmp:1.k[1]", "tmp:2"]);
        assert_eq!(found("ps.**", Nested::LeftOut), ["ps.a", "ps.b"]);
        assert_eq!(marked(r#"["*"]"#), None);
    }
}
