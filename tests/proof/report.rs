//! What a proof found, and the table that says so.

use std::fmt;

/// How long to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A minute.
    Bounded,
    /// Some minutes.
    Long,
    /// At every state of every disk.
    Thorough,
}

impl Extent {
    /// The first where it is to be short, the second where it may be long.
    pub fn pick<T>(self, bounded: T, long: T) -> T {
        match self {
            Self::Bounded => bounded,
            Self::Long | Self::Thorough => long,
        }
    }

    /// Every how manieth state is tried.
    pub fn step(self, bounded: usize, long: usize) -> usize {
        match self {
            Self::Bounded => bounded,
            Self::Long => long,
            Self::Thorough => 1,
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What was done to the store, as a phrase.
    pub kind: String,
    /// How many times.
    pub tried: usize,
    /// Each promise that was broken: what was done, what was expected, what was found.
    pub violations: Vec<String>,
    /// Why it was not tried, if it was not.
    pub skipped: Option<String>,
    /// What noticed a defect that was made on purpose.
    pub caught: Vec<&'static str>,
    /// What was measured meanwhile; not judged.
    pub figures: Vec<String>,
}

impl Row {
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    pub fn skipped(kind: impl Into<String>, why: impl Into<String>) -> Self {
        Self { skipped: Some(why.into()), ..Self::new(kind) }
    }

    /// Counts one try, and its violation if it was one.
    pub fn count(&mut self, result: Result<(), String>) {
        self.tried += 1;
        self.violations.extend(result.err());
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.skipped {
            Some(why) => write!(f, "| {} | skipped: {why} | |", self.kind),
            None if !self.caught.is_empty() => {
                write!(f, "| {} | noticed by: {} | |", self.kind, self.caught.join(", "))
            }
            None => write!(f, "| {} | {} | {} |", self.kind, self.tried, self.violations.len()),
        }
    }
}
