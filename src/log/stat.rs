//! How much changed, by key at the top: for `log --stat` and `diff --stat`.

use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::log::entry::Entry;
use crate::log::redacted::is_of_marks;
use crate::text::size::Size;

/// How many keys are listed.
const LISTED: usize = 20;

/// What changed below one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    key: String,
    added: usize,
    changed: usize,
    removed: usize,
}

/// How much changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    rows: Vec<Row>,
    /// The sizes of all values before and after.
    bytes: (usize, usize),
}

impl Stat {
    /// Returns how much a record changed.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let (patch, undo) = (&entry.change.patch.0, &entry.change.undo.0);
        // Operations that ctx writes have one inverse each, in reverse order.
        let inverses = undo.iter().rev().map(Some).chain(std::iter::repeat(None));
        let mut stat = Self::default();
        for (operation, inverse) in patch.iter().zip(inverses).filter(|(operation, _)| !is_of_marks(operation)) {
            let value = |operation: &Operation| match operation {
                Operation::Add { value, .. } | Operation::Replace { value, .. } => Some(value.to_string().len()),
                _ => None,
            };
            if !matches!(operation, Operation::Arrange { .. } | Operation::Test { .. }) {
                stat.add(&KeyPath::from(operation.path()), inverse.and_then(value), value(operation));
            }
        }
        stat
    }

    /// Counts a value that changed, by its sizes before and after; `None` where there was none.
    pub fn add(&mut self, path: &KeyPath, old: Option<usize>, new: Option<usize>) {
        // What ctx keeps is told by its collections.
        let depth = if path.is_reserved() { 2 } else { 1 };
        let top: Vec<Segment> = path.segments().iter().take(depth).cloned().collect();
        let key = KeyPath::new(top).to_string();
        let at = self.rows.iter().position(|row| row.key == key).unwrap_or_else(|| {
            self.rows.push(Row { key, ..Row::default() });
            self.rows.len() - 1
        });
        if let Some(row) = self.rows.get_mut(at) {
            match (old, new) {
                (None, Some(_)) => row.added += 1,
                (Some(_), None) => row.removed += 1,
                _ => row.changed += 1,
            }
        }
        self.bytes.0 += old.unwrap_or_default();
        self.bytes.1 += new.unwrap_or_default();
    }

    /// Returns the lines: one for each key, then the sums.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let shown = self.rows.iter().take(LISTED);
        let width = shown.clone().map(|row| row.key.chars().count()).max().unwrap_or_default();
        let mut lines: Vec<String> = shown
            .map(|Row { key, added, changed, removed }| {
                let counts = [(added, '+'), (changed, '~'), (removed, '-')];
                let counts =
                    counts.iter().filter(|(count, _)| **count > 0).map(|(count, sign)| format!("{sign}{count}"));
                format!("{key:<width$}  {}", counts.collect::<Vec<_>>().join(" "))
            })
            .collect();
        if self.rows.len() > LISTED {
            lines.push(format!("… {} more keys", self.rows.len() - LISTED));
        }
        let sum = |count: fn(&Row) -> usize| self.rows.iter().map(count).sum::<usize>();
        let (added, changed, removed) = (sum(|row| row.added), sum(|row| row.changed), sum(|row| row.removed));
        let size = |bytes: usize| Size::new(u64::try_from(bytes).unwrap_or(u64::MAX)).rounded();
        let sizes = format!("{} -> {}", size(self.bytes.0), size(self.bytes.1));
        lines.push(format!("{added} added, {changed} changed, {removed} removed, {sizes}"));
        lines
    }
}
