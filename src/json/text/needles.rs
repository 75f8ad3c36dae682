//! Searching for several needles at once.

use memchr::memmem::Finder;

/// The most lines of a piece that are looked at one by one: where there are more, it is faster to search
/// for each needle by itself.
const LINES: usize = 256;

/// Needles, of which the first that is met is searched for.
pub struct Needles<'n> {
    needles: Vec<&'n Finder<'n>>,
    /// What several needles have in common, and where in each it begins, if it is in there.
    common: Option<(&'n Finder<'n>, Vec<Option<usize>>)>,
}

/// The first of several needles that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub at: usize,
    /// Which one.
    pub needle: usize,
}

impl<'n> Needles<'n> {
    /// `common` is rare, and part of several needles: one search for it does for all of these.
    #[must_use]
    pub fn of(needles: Vec<&'n Finder<'n>>, common: Option<&'n Finder<'n>>) -> Self {
        let places = |common: &Finder<'_>| needles.iter().map(|needle| common.find(needle.needle())).collect();
        let common = common.map(|common| (common, places(common)));
        Self { needles, common }
    }

    /// The needle of a hit.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'n Finder<'n>> {
        self.needles.get(index).copied()
    }

    /// The length of the longest needle, in bytes.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.needles.iter().map(|needle| needle.needle().len()).max().unwrap_or(1)
    }

    /// The first hit in a piece of text. Of two at one position, the needle named first wins.
    pub fn first_in(&mut self, piece: &[u8]) -> Option<Hit> {
        if let Some((common, places)) = &self.common {
            match self.first_around(piece, common, places) {
                Ok(first) => {
                    let is_alone = |i: &usize| places.get(*i).is_some_and(Option::is_none);
                    return self.first_of((0..self.needles.len()).filter(is_alone), piece, first);
                }
                Err(TooMany) => self.common = None,
            }
        }
        self.first_of(0..self.needles.len(), piece, None)
    }

    /// The first of the needles that have in them what is common.
    fn first_around(
        &self,
        piece: &[u8],
        common: &Finder<'_>,
        places: &[Option<usize>],
    ) -> Result<Option<Hit>, TooMany> {
        for (count, found) in common.find_iter(piece).enumerate() {
            if count == LINES {
                return Err(TooMany);
            }
            let is_met = |(i, needle): (usize, &&Finder<'_>)| {
                let at = found.checked_sub((*places.get(i)?)?)?;
                piece.get(at..)?.starts_with(needle.needle()).then_some(Hit { at, needle: i })
            };
            let hits = self.needles.iter().enumerate().filter_map(is_met);
            if let Some(hit) = hits.min_by_key(|hit| (hit.at, hit.needle)) {
                return Ok(Some(hit));
            }
        }
        Ok(None)
    }

    /// The first of some needles, each searched for by itself, or what was found before.
    fn first_of(&self, which: impl Iterator<Item = usize>, piece: &[u8], found: Option<Hit>) -> Option<Hit> {
        let mut first = found;
        for i in which {
            let Some(needle) = self.get(i) else { continue };
            // What begins behind the first hit so far is of no interest.
            let to = first.map_or(piece.len(), |hit| piece.len().min(hit.at + needle.needle().len() - 1));
            if let Some(at) = needle.find(piece.get(..to).unwrap_or_default()) {
                first = Some(Hit { at, needle: i });
            }
        }
        first
    }
}

/// There is too much of what the needles have in common.
struct TooMany;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needles_are_met_in_order_whether_or_not_they_have_something_in_common() {
        let line = |text: &str| Finder::new(text).into_owned();
        let (a, b, opening, end) = (line("\n  \"a\": "), line("\n  \"b\": "), line("{\n  \""), line("\n}"));
        let common = line("\n  \"");
        let flat = "\n  \"x\": 1,".repeat(LINES + 3);
        for (text, found) in [
            ("{\n  \"c\": 1,\n  \"b\": 2,\n  \"a\": 3\n}", Some((0, 2))),
            ("\n  \"c\": 1,\n  \"b\": 2,\n  \"a\": 3\n}", Some((10, 1))),
            ("\n}\n  \"b\": 2", Some((0, 3))),
            ("\n  \"ab\": 2,\n    \"a\": 1", None),
            (&format!("{flat}\n  \"a\": 1"), Some((flat.len(), 0))),
            (&format!("{flat}\n}}"), Some((flat.len(), 3))),
        ] {
            for common in [None, Some(&common)] {
                let hit = Needles::of(vec![&a, &b, &opening, &end], common).first_in(text.as_bytes());
                assert_eq!(hit.map(|hit| (hit.at, hit.needle)), found, "{text:.40}");
            }
        }
    }
}
