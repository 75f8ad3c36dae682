//! Which texts fit a query best: BM25 (Robertson and Zaragoza, 2009) over the words of the query alone.
//!
//! There is no index: each search reads every text twice, first to count in how many texts each word is, then
//! to score them. So nothing is held in memory but the best, and nothing is out of date. An index as the crate
//! `bm25` builds it takes longer than both passes, and knows whole words only.

use memchr::memmem::Finder;

use crate::text::fold::fold;

/// How fast more occurrences of a word count for less.
const K1: f64 = 1.2;

/// How much long texts are held back.
const B: f64 = 0.75;

/// The most words of a query, and the most occurrences of one that are counted.
pub const MOST_WORDS: usize = 32;
const MOST_COUNTED: usize = 1000;

/// The words that are searched for, folded.
pub struct Query {
    words: Vec<Finder<'static>>,
}

/// What a text has of a query.
#[derive(Debug, Default)]
pub struct Found {
    /// How often it has each word; an occurrence within a longer word counts less.
    weights: Vec<f64>,
    /// The length of the folded text, in bytes.
    len: usize,
    has_any: bool,
}

impl Query {
    /// Takes the words of a query, which white space separates; `None` if there are none, or too many.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut words: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let mut folded = String::new();
            fold(word, &mut folded);
            if !folded.is_empty() && !words.contains(&folded) {
                words.push(folded);
            }
        }
        let words: Vec<_> = words.iter().map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
        (1..=MOST_WORDS).contains(&words.len()).then_some(Self { words })
    }

    /// Looks into a folded text. Returns whether it has a word.
    pub fn look(&self, folded: &str, found: &mut Found) -> bool {
        found.weights.clear();
        (found.len, found.has_any) = (folded.len(), false);
        for word in &self.words {
            let mut weight = 0.0;
            for at in word.find_iter(folded.as_bytes()).take(MOST_COUNTED) {
                found.has_any = true;
                weight += weight_of(folded, at, at + word.needle().len());
            }
            found.weights.push(weight);
        }
        found.has_any
    }

    /// Whether a folded text has a word.
    #[must_use]
    pub fn is_in(&self, folded: &str) -> bool {
        self.position(folded).is_some()
    }

    /// Where a folded text has the first of the words that it has.
    #[must_use]
    pub fn position(&self, folded: &str) -> Option<usize> {
        self.words.iter().find_map(|word| word.find(folded.as_bytes()))
    }
}

/// A word by itself counts once, the beginning of a longer one three quarters, other parts half.
fn weight_of(text: &str, from: usize, to: usize) -> f64 {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let begins = !is_letter(text.get(..from).and_then(|before| before.chars().next_back()));
    let ends = !is_letter(text.get(to..).and_then(|behind| behind.chars().next()));
    match (begins, ends) {
        (true, true) => 1.0,
        (true, false) => 0.75,
        (false, _) => 0.5,
    }
}

/// What the texts have together.
#[derive(Debug, Default)]
pub struct Statistics {
    texts: u32,
    bytes: f64,
    /// How many have each word of the query.
    having: Vec<u32>,
    /// How many have any.
    pub matching: u32,
}

impl Statistics {
    /// Counts a text.
    pub fn add(&mut self, found: &Found) {
        self.texts = self.texts.saturating_add(1);
        self.bytes += float(found.len);
        self.having.resize(found.weights.len(), 0);
        for (having, weight) in self.having.iter_mut().zip(&found.weights) {
            *having += u32::from(*weight > 0.0);
        }
        self.matching += u32::from(found.has_any);
    }

    /// How many words a text has of the query, and its score among all texts.
    #[must_use]
    pub fn score(&self, found: &Found) -> Score {
        let texts = f64::from(self.texts);
        let relative = float(found.len) / (self.bytes / texts).max(1.0);
        let mut score = Score { words: 0, points: 0.0 };
        for (weight, having) in found.weights.iter().zip(&self.having).filter(|(weight, _)| **weight > 0.0) {
            let having = f64::from(*having);
            let rarity = (1.0 + (texts - having + 0.5) / (having + 0.5)).ln();
            score.words += 1;
            score.points += rarity * weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * relative));
        }
        score
    }
}

fn float(len: usize) -> f64 {
    f64::from(u32::try_from(len).unwrap_or(u32::MAX))
}

/// How well a text fits: those with more of the words come first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Score {
    pub words: usize,
    pub points: f64,
}

/// The best of what was offered, in the order of their scores; of equal ones, the first offered.
pub struct Best<T> {
    most: usize,
    kept: Vec<(Score, T)>,
}

impl<T> Best<T> {
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, kept: Vec::new() }
    }

    /// Takes what `make` returns, if the score is among the best.
    pub fn offer(&mut self, score: Score, make: impl FnOnce() -> T) {
        let at = self.kept.partition_point(|(kept, _)| *kept >= score);
        if at < self.most {
            self.kept.insert(at, (score, make()));
            self.kept.truncate(self.most);
        }
    }

    #[must_use]
    pub fn take(self) -> Vec<(Score, T)> {
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked<'t>(query: &str, texts: &[&'t str]) -> Vec<&'t str> {
        let query = Query::of(query).unwrap();
        let (mut statistics, mut found, mut best) = (Statistics::default(), Found::default(), Best::new(10));
        for text in texts {
            query.look(text, &mut found);
            statistics.add(&found);
        }
        for text in texts {
            if query.look(text, &mut found) {
                best.offer(statistics.score(&found), || *text);
            }
        }
        best.take().into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn more_words_rarer_words_shorter_texts_and_whole_words_come_first() {
        assert_eq!(ranked("red fox", &["red", "a red fox", "a cat"]), ["a red fox", "red"]);
        assert_eq!(ranked("red fox", &["red", "red", "fox"]), ["fox", "red", "red"]);
        assert_eq!(ranked("red", &["a red and a blue one", "red hat"]), ["red hat", "a red and a blue one"]);
        assert_eq!(ranked("log", &["catalog", "logging", "the log"]), ["the log", "logging", "catalog"]);
        assert_eq!(ranked("red", &["red 1", "red 2", "red 3"]), ["red 1", "red 2", "red 3"]);
    }

    #[test]
    fn a_query_has_words() {
        assert!(Query::of(" \u{301} ").is_none() && Query::of(&"a b ".repeat(2)).is_some());
        let many: Vec<String> = (0..33).map(|i| i.to_string()).collect();
        assert!(Query::of(&many.join(" ")).is_none());
    }
}
