//! The values that an overview may show, in the order in which they are worth it.

use std::cmp::Reverse;

use crate::json::key_path::{KeyPath, Segment};
use crate::json::text::outline::Outline;

/// The most values that an overview shows, however large its bound.
const MOST: usize = 1000;

/// A member this many times as large as the average comes before others.
const LARGE: usize = 8;

/// A value below the one that is shown.
pub struct Row<'o> {
    /// The row that it is a member of; none below the whole.
    pub parent: Option<usize>,
    pub path: KeyPath,
    /// The steps from the parent: several if there is one way only.
    pub label: KeyPath,
    pub outline: &'o Outline,
    pub depth: usize,
    /// Its place among the members of its parent.
    order: usize,
}

/// Returns the values below the one at `path`: those above come before those below, and each object or array
/// shows its first member before another shows its second.
#[must_use]
pub fn rows<'o>(outline: &'o Outline, path: &KeyPath) -> Vec<Row<'o>> {
    let mut rows = members(None, outline, path, 0);
    let mut level = 0..rows.len();
    while rows.len() < MOST && !level.is_empty() {
        let mut next: Vec<(usize, Row<'o>)> = Vec::new();
        for (i, row) in rows.iter().enumerate().skip(level.start) {
            next.extend(members(Some(i), row.outline, &row.path, row.depth + 1).into_iter().enumerate());
        }
        next.sort_by_key(|(rank, _)| *rank);
        level = rows.len()..rows.len() + next.len();
        rows.extend(next.into_iter().map(|(_, row)| row));
    }
    rows.truncate(MOST);
    rows
}

/// Whether a value is shown on one line with all that it has: an array of scalars.
#[must_use]
pub fn is_inline(outline: &Outline) -> bool {
    outline.kind == "array" && outline.members.iter().all(|(_, item)| item.count == 0)
}

/// The members of a value, those that are worth most first.
fn members<'o>(parent: Option<usize>, outline: &'o Outline, path: &KeyPath, depth: usize) -> Vec<Row<'o>> {
    if is_inline(outline) {
        return Vec::new();
    }
    let large = (outline.bytes / outline.count.max(1)).saturating_mul(LARGE);
    let mut rows: Vec<Row<'o>> = (0..)
        .zip(&outline.members)
        .map(|(order, (segment, outline))| {
            let (steps, outline) = down(segment, outline);
            let path = path.clone().join(KeyPath::new(steps.clone()));
            Row { parent, path, label: KeyPath::new(steps), outline, depth, order }
        })
        .collect();
    rows.sort_by_key(|row| {
        if row.outline.bytes > large { (0, Reverse(row.outline.bytes), 0) } else { (1, Reverse(0), row.order) }
    });
    rows
}

/// Goes down where there is one way only.
fn down<'o>(segment: &Segment, outline: &'o Outline) -> (Vec<Segment>, &'o Outline) {
    let (mut steps, mut outline) = (vec![segment.clone()], outline);
    while outline.count == 1
        && let [(Segment::Key(key), below)] = outline.members.as_slice()
    {
        steps.push(Segment::Key(key.clone()));
        outline = below;
    }
    (steps, outline)
}

/// Returns the rows among the first `shown` that are members of `parent`, in the order of the document.
#[must_use]
pub fn children(rows: &[Row<'_>], shown: usize, parent: Option<usize>) -> Vec<usize> {
    let rows = rows.iter().take(shown).enumerate();
    let mut found: Vec<(usize, usize)> =
        rows.filter(|(_, row)| row.parent == parent).map(|(i, row)| (row.order, i)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}
