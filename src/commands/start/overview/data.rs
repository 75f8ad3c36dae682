//! An overview as data.

use serde_json::{Map, Value};

use crate::commands::start::overview::Overview;
use crate::commands::start::overview::changed::Change;
use crate::commands::start::overview::rows::{Row, children, is_inline};
use crate::json;
use crate::json::text::outline::Outline;
use crate::text::clip::beginning;

/// The longest path that is shown, in bytes.
const PATH: usize = 512;

impl Overview<'_> {
    /// The tree as data, with the first `shown` rows and values of at most `width` characters.
    #[must_use]
    pub fn tree(&self, shown: usize, width: usize) -> Map<String, Value> {
        let mut all = Map::from_iter([("rev".to_owned(), self.revision.number().into())]);
        if self.edited_since {
            all.insert("edited_since".to_owned(), true.into());
        }
        if !self.path.is_root() {
            all.extend(path(&self.path.to_string()));
        }
        all.extend(value(self.outline, width));
        all.extend(who(self.changed.whole.as_ref(), "last"));
        self.values(None, shown, width, &mut all);
        let is_known = self.changed.rows.iter().all(Option::is_some);
        all.extend(who(self.changed.oldest.as_ref().filter(|_| !is_known), "others_changed_at_or_before"));
        all
    }

    fn values(&self, parent: Option<usize>, shown: usize, width: usize, into: &mut Map<String, Value>) {
        let found = children(&self.rows, shown, parent);
        let outline = parent.and_then(|parent| self.rows.get(parent)).map_or(self.outline, |row| row.outline);
        if !found.is_empty() {
            let values = found.iter().filter_map(|i| {
                let Row { path: at, outline, .. } = self.rows.get(*i)?;
                let mut members = path(&at.to_string());
                members.extend(value(outline, width));
                let change = self.changed.of(*i);
                members.extend(change.into_iter().flat_map(author));
                self.values(Some(*i), shown, width, &mut members);
                Some(Value::Object(members))
            });
            into.insert("values".to_owned(), values.collect());
        }
        if found.len() < outline.count && !is_inline(outline) {
            into.insert("left_out".to_owned(), (outline.count - found.len()).into());
        }
    }
}

/// The path of a value; of a long one the beginning.
fn path(path: &str) -> Map<String, Value> {
    if path.len() <= PATH {
        return Map::from_iter([("path".to_owned(), path.into())]);
    }
    Map::from_iter([("path_begins".to_owned(), beginning(path, PATH / 4).into())])
}

/// The value of a short scalar, or what is known of another value.
fn value(outline: &Outline, width: usize) -> Map<String, Value> {
    let Outline { kind, bytes, count, text, .. } = outline;
    let mut members = Map::from_iter([("kind".to_owned(), (*kind).into()), ("bytes".to_owned(), (*bytes).into())]);
    if matches!(*kind, "object" | "array") {
        members.insert("count".to_owned(), (*count).into());
        if is_inline(outline) {
            let (items, is_whole) = items(outline, width);
            members.insert(if is_whole { "value" } else { "begins" }.to_owned(), items);
        }
        return members;
    }
    match whole(outline, width) {
        Some(value) => members.insert("value".to_owned(), value),
        // Closed, it is the text of a string; the beginning of a number stays text.
        None => members.insert("begins".to_owned(), begins(&beginning(text, width))),
    };
    members
}

/// The value of a scalar, if its text is known and not long.
fn whole(outline: &Outline, width: usize) -> Option<Value> {
    let is_whole = outline.text.len() == outline.bytes && outline.text.chars().count() <= width;
    json::parse(outline.text.as_bytes()).ok().filter(|_| is_whole)
}

/// The first items of an array of scalars, and whether these are all.
fn items(outline: &Outline, width: usize) -> (Value, bool) {
    let mut left = width;
    let fits = |item: &&Outline| {
        let fits = item.bytes < left;
        left = left.saturating_sub(item.bytes + 1);
        fits
    };
    let items = outline.members.iter().map(|(_, item)| item).take_while(fits).map_while(|item| whole(item, width));
    let items: Vec<Value> = items.collect();
    let is_whole = items.len() == outline.count;
    (items.into(), is_whole)
}

fn begins(text: &str) -> Value {
    json::parse(format!("{text}\"").as_bytes()).unwrap_or_else(|_| text.into())
}

fn author(change: &Change) -> Map<String, Value> {
    let Change { rev, agent, at, .. } = change;
    [("rev", rev.number().into()), ("agent", agent.as_str().into()), ("at", at.as_str().into())]
        .into_iter()
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .collect()
}

fn who(change: Option<&Change>, name: &str) -> Option<(String, Value)> {
    change.map(|change| (name.to_owned(), author(change).into()))
}
