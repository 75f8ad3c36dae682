//! Two passes over texts: the first counts, the second keeps the best.

use serde_json::{Map, Value};

use crate::text::around::around;
use crate::text::clip::beginning;
use crate::text::fold::fold;
use crate::text::rank::{Best, Found, Query, Score, Statistics};

/// How many characters a path has on a line.
const PATH: usize = 200;

/// A text that matches, as it is printed.
pub struct Match {
    /// What is before the text on a line: path, revision.
    pub label: String,
    /// A line of the text; nothing if the label says all.
    pub line: Option<String>,
    /// The members of its JSON.
    pub members: Map<String, Value>,
}

/// One text that is searched.
pub struct Searched<'t> {
    /// What is searched beside the text: the path, or nothing.
    pub name: &'t str,
    /// What is searched, and shown in part.
    pub text: Option<&'t str>,
    /// What is shown in place of the text.
    pub instead: Option<&'static str>,
}

/// A search: what was found in texts, pass by pass.
pub struct Seeker {
    query: Query,
    found: Found,
    folded: String,
    statistics: Statistics,
    best: Best<Match>,
    /// Which texts match, in order: the second pass looks at no other.
    matches: Vec<bool>,
    /// How many texts the second pass has passed, once it has begun.
    passed: Option<usize>,
}

impl Seeker {
    pub fn new(query: Query, most: usize) -> Self {
        let best = Best::new(most);
        Self {
            query,
            found: Found::default(),
            folded: String::new(),
            statistics: Statistics::default(),
            best,
            matches: Vec::new(),
            passed: None,
        }
    }

    /// Begins the second pass, over the same texts. Returns whether it is needed.
    pub fn again(&mut self) -> bool {
        self.passed = Some(0);
        self.matching() > 0
    }

    /// Whether a name by itself has a word of the query.
    pub fn names(&mut self, name: &str) -> bool {
        self.folded.clear();
        fold(name, &mut self.folded);
        self.query.is_in(&self.folded)
    }

    /// Looks at a text. `make` returns how it is printed, but for the line.
    pub fn look(&mut self, text: &Searched<'_>, make: impl FnOnce() -> Match) {
        if let Some(passed) = &mut self.passed {
            let is_known = self.matches.get(*passed).copied();
            *passed += 1;
            if is_known == Some(false) {
                return;
            }
        }
        self.folded.clear();
        fold(text.name, &mut self.folded);
        if let Some(text) = text.text {
            self.folded.push('\n');
            fold(text, &mut self.folded);
        }
        let matches = self.query.look(&self.folded, &mut self.found);
        if self.passed.is_none() {
            self.statistics.add(&self.found);
            self.matches.push(matches);
        } else if matches {
            let query = &self.query;
            self.best.offer(self.statistics.score(&self.found), || {
                let line = text.instead.map(str::to_owned).or_else(|| Some(line(query, text.text?)));
                Match { line, ..make() }
            });
        }
    }

    /// How many texts match.
    pub fn matching(&self) -> u32 {
        self.statistics.matching
    }

    /// The best, in order.
    pub fn take(self) -> Vec<(Score, Match)> {
        self.best.take()
    }
}

/// The line of a text that shows the first word found in it, or its beginning.
fn line(query: &Query, text: &str) -> String {
    let mut folded = String::new();
    fold(text, &mut folded);
    around(text, query.position(&folded).unwrap_or(0))
}

/// A path as a line begins with it: a very long one is cut.
pub fn shortened(path: &str) -> String {
    if path.chars().nth(PATH).is_none() { path.to_owned() } else { beginning(path, PATH) + "…" }
}
