//! One kind of open work, as an overview shows it within a bound.

use serde_json::{Map, Value};

use crate::text::escape::{escaped, is_hidden};

/// The longest text of an item, in characters.
const LONGEST: usize = 160;

/// What is said of sections of which nothing fits.
const LEFT_OUT: &str = "left out: ";

/// What is said of records that were not read.
const OLDER: &str = "older ones were not read";

/// One piece of work, in words and as data.
#[derive(Clone, Debug)]
pub struct Item {
    pub text: String,
    pub data: Value,
}

/// One kind of open work.
#[derive(Clone, Debug)]
pub struct Section {
    pub name: &'static str,
    /// How many there are, by status: only those that are not 0.
    pub counts: Vec<(&'static str, usize)>,
    /// Why it could not be read.
    pub error: Option<String>,
    /// The command that lists all of it.
    pub list: String,
    pub items: Vec<Item>,
    /// Whether there may be more, in records that were not read.
    pub is_bounded: bool,
}

impl Section {
    pub fn new(
        name: &'static str,
        counts: &[(&'static str, usize)],
        list: impl Into<String>,
        items: impl Iterator<Item = Item>,
    ) -> Self {
        let counts = counts.iter().filter(|(_, count)| *count > 0).copied().collect();
        Self { name, counts, error: None, list: list.into(), items: items.collect(), is_bounded: false }
    }

    /// A section of entries that were edited without ctx and are invalid.
    #[must_use]
    pub fn unreadable(name: &'static str, error: &anyhow::Error) -> Self {
        Self {
            name,
            counts: Vec::new(),
            error: Some(format!("{error:#}")),
            list: "ctx doctor".to_owned(),
            items: Vec::new(),
            is_bounded: false,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.error.is_none() && !self.is_bounded
    }

    /// How many there are: `2 pending, 1 accepted`; `none`.
    #[must_use]
    pub fn summary(&self) -> String {
        if let Some(error) = &self.error {
            return format!("unreadable: {}", clipped(error));
        }
        let counts = self.counts.iter().map(|(word, count)| format!("{count} {word}"));
        let counts: Vec<String> = counts.chain(self.is_bounded.then(|| OLDER.to_owned())).collect();
        if counts.is_empty() { "none".to_owned() } else { counts.join(", ") }
    }

    /// The counts as data.
    #[must_use]
    pub fn counts(&self) -> Value {
        if let Some(error) = &self.error {
            return Map::from_iter([("error".to_owned(), clipped(error).into())]).into();
        }
        let counts = self.counts.iter().map(|(word, count)| ((*word).to_owned(), Value::from(*count)));
        counts.chain(self.is_bounded.then(|| (OLDER.to_owned(), true.into()))).collect::<Map<_, _>>().into()
    }

    /// The first line of the section, which names the command for all of it.
    #[must_use]
    pub fn head(&self) -> String {
        format!("{}: {} ({})", self.name, self.summary(), self.list)
    }
}

impl Item {
    /// The text on one line, which is not long.
    #[must_use]
    pub fn line(&self) -> String {
        format!("  {}", clipped(&self.text))
    }
}

/// A text of others on one line, which is not long.
#[must_use]
pub fn clipped(text: &str) -> String {
    let text = escaped(text, is_hidden);
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// Returns the lines of sections that are not empty, in at most `most` bytes: each section's first line, then
/// items of each in turn.
#[must_use]
pub fn lines(sections: &[Section], most: usize) -> Vec<String> {
    let sections: Vec<&Section> = sections.iter().filter(|section| !section.is_empty()).collect();
    let (head, item) = (|section: &Section| section.head().len() + 1, |item: &Item| item.line().len() + 1);
    let (shown, left_out) = fitting(&sections, most, &head, &item);
    let mut lines = Vec::new();
    for (section, shown) in sections.iter().zip(shown) {
        let Some(shown) = shown else { continue };
        lines.push(section.head());
        lines.extend(section.items.iter().take(shown).map(Item::line));
    }
    if !left_out.is_empty() {
        lines.push(format!("{LEFT_OUT}{}", left_out.join(", ")));
    }
    lines
}

/// As [`lines`], as data: by the name of the section, its counts, items, and how many are left out.
#[must_use]
pub fn data(sections: &[Section], most: usize) -> Map<String, Value> {
    let sections: Vec<&Section> = sections.iter().filter(|section| !section.is_empty()).collect();
    let head = |section: &Section| section.name.len() + section.counts().to_string().len() + section.list.len() + 80;
    let (shown, left_out) = fitting(&sections, most, &head, &|item| item.data.to_string().len() + 1);
    let mut all = Map::new();
    for (section, shown) in sections.iter().zip(shown) {
        let Some(shown) = shown else { continue };
        let items: Vec<Value> = section.items.iter().take(shown).map(|item| item.data.clone()).collect();
        let mut members = Map::from_iter([("counts".to_owned(), section.counts()), ("items".to_owned(), items.into())]);
        if shown < section.items.len() {
            members.insert("left_out".to_owned(), (section.items.len() - shown).into());
            members.insert("command".to_owned(), section.list.as_str().into());
        }
        all.insert(section.name.to_owned(), members.into());
    }
    if !left_out.is_empty() {
        all.insert("left_out".to_owned(), left_out.into());
    }
    all
}

/// How many items of each section fit, `None` for a section of which nothing does; and the names of those.
fn fitting(
    sections: &[&Section],
    most: usize,
    head: &dyn Fn(&Section) -> usize,
    item: &dyn Fn(&Item) -> usize,
) -> (Vec<Option<usize>>, Vec<&'static str>) {
    let heads: Vec<usize> = sections.iter().map(|section| head(section)).collect();
    let names: usize = sections.iter().map(|section| section.name.len() + 4).sum();
    let is_all = heads.iter().sum::<usize>() <= most;
    let mut left = if is_all { most } else { most.saturating_sub(LEFT_OUT.len() + names) };
    let mut take = |len: usize| {
        let fits = len <= left;
        left -= if fits { len } else { 0 };
        fits
    };
    let mut shown: Vec<Option<usize>> = heads.iter().map(|len| take(*len).then_some(0)).collect();
    let longest = sections.iter().map(|section| section.items.len()).max().unwrap_or_default();
    for i in 0..longest {
        let mut is_full = true;
        for (section, shown) in sections.iter().zip(&mut shown) {
            if let (Some(count), Some(next)) = (shown.as_mut().filter(|count| **count == i), section.items.get(i))
                && take(item(next))
            {
                *count += 1;
                is_full = false;
            }
        }
        if is_full {
            break;
        }
    }
    let left_out = sections.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(section, _)| section.name);
    let left_out = left_out.collect();
    (shown, left_out)
}
