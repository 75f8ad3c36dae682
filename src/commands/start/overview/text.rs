//! An overview in words.

use crate::commands::start::overview::Overview;
use crate::commands::start::overview::changed::Change;
use crate::commands::start::overview::rows::{Row, children, is_inline};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::text::outline::Outline;
use crate::output::{escape, fit};
use crate::text::clip::beginning;
use crate::text::size::Size;
use crate::text::timestamp::age;

/// The longest name that is shown, in characters.
const LABEL: usize = 72;

impl Overview<'_> {
    /// The lines of the tree, with the first `shown` rows and values of at most `width` characters.
    #[must_use]
    pub fn lines(&self, shown: usize, width: usize) -> Vec<String> {
        let Self { path, outline, changed, .. } = self;
        let edited = if self.edited_since { ", edited since without ctx" } else { "" };
        let name = if path.is_root() { String::new() } else { format!("{}: ", clipped(&path.to_string(), LABEL)) };
        let value = value(outline, children(&self.rows, shown, None).len(), width);
        let head =
            format!("revision {}{edited}  {name}{value}{}", self.revision, self.who(changed.whole.as_ref(), None));
        let mut lines = vec![head];
        self.below(None, shown, width, &mut lines);
        lines.iter().map(|line| escape(&fit(line, self.columns), false).into_owned()).collect()
    }

    fn below(&self, parent: Option<usize>, shown: usize, width: usize, lines: &mut Vec<String>) {
        let found = children(&self.rows, shown, parent);
        let (outline, depth) = match parent.and_then(|parent| self.rows.get(parent)) {
            Some(row) => (row.outline, row.depth + 1),
            None => (self.outline, 0),
        };
        for &i in &found {
            let Some(Row { label, outline, depth, .. }) = self.rows.get(i) else { continue };
            let (indent, label) = ("  ".repeat(*depth), clipped(&label.to_string(), LABEL));
            let value = value(outline, children(&self.rows, shown, Some(i)).len(), width);
            let above = parent.map_or(self.changed.whole.as_ref(), |parent| self.changed.of(parent));
            let who = self.who(self.changed.of(i), above);
            lines.push(format!("{indent}{label}: {value}{who}"));
            self.below(Some(i), shown, width, lines);
        }
        if found.len() < outline.count && !is_inline(outline) && (parent.is_none() || !found.is_empty()) {
            let is_shown = |segment: &Segment| {
                let label = |i: &usize| self.rows.get(*i).and_then(|row| row.label.segments().first());
                found.iter().any(|i| label(i) == Some(segment))
            };
            let left = outline.members.iter().filter(|(segment, _)| !is_shown(segment));
            let names = names(left.map(|(segment, _)| segment), outline.count - found.len(), 2 * width);
            lines.push(format!("{}… {} more{names}", "  ".repeat(depth), outline.count - found.len()));
        }
    }

    /// Who changed a value, unless the same change is told of the value above it.
    fn who(&self, change: Option<&Change>, above: Option<&Change>) -> String {
        match change {
            Some(change) if Some(change) == above => String::new(),
            Some(Change { rev, agent, at, .. }) => format!("  r{rev} {agent} {}", age(at, self.now)),
            None if above.is_none() => String::new(),
            None => "  older".to_owned(),
        }
    }

    /// How far back the log was read, if some changes are older.
    #[must_use]
    pub fn unknown(&self) -> Option<String> {
        let changed = &self.changed;
        if let Some(error) = &changed.error {
            return Some(format!("who changed what: unreadable: {}", clipped(error, 200)));
        }
        let is_known = changed.whole.is_some() && changed.rows.iter().all(Option::is_some);
        let oldest = changed.oldest.as_ref().filter(|_| !is_known)?;
        let looked = changed.looked_at;
        let older = if changed.whole.is_some() { "older: " } else { "" };
        Some(format!(
            "{older}changed in revision {} ({}, {}) or before; not looked further back than {looked} changes",
            oldest.rev,
            oldest.agent,
            age(&oldest.at, self.now)
        ))
    }
}

/// A value in few words: a scalar, or how much an object or array has.
fn value(outline: &Outline, shown: usize, width: usize) -> String {
    let Outline { kind, bytes, count, text, members } = outline;
    let size = Size::new(u64::try_from(*bytes).unwrap_or(u64::MAX)).rounded();
    let counted = |one: &str, many: &str| format!("{count} {}, {size}", if *count == 1 { one } else { many });
    let inside = |names: String| if shown > 0 { String::new() } else { names };
    match *kind {
        "object" if *count > 0 => {
            let names = names(members.iter().map(|(segment, _)| segment), *count, width);
            format!("{{{}{}}}", counted("key", "keys"), inside(names))
        }
        "array" if *count > 0 => {
            format!("[{}]{}", counted("item", "items"), inside(items(outline, width)))
        }
        _ if text.len() == *bytes && text.chars().count() <= width => text.clone(),
        _ => format!("{}… ({kind}, {size})", beginning(text, width)),
    }
}

/// ` 1, 2, {…}, …` in about `width` characters.
fn items(outline: &Outline, width: usize) -> String {
    let mut text = String::new();
    for (i, (_, item)) in outline.members.iter().enumerate() {
        if text.chars().count() > width {
            return format!("{text}, …");
        }
        text.push_str(if i == 0 { " " } else { ", " });
        text.push_str(&brief(item, width));
    }
    if outline.members.len() < outline.count { format!("{text}, …") } else { text }
}

fn brief(item: &Outline, width: usize) -> String {
    match item.kind {
        "object" if item.count > 0 => "{…}".to_owned(),
        "array" if item.count > 0 => "[…]".to_owned(),
        _ => clipped(&item.text, width),
    }
}

/// `: a, b, c, …` of `count` names, in at most `width` characters.
fn names<'n>(segments: impl Iterator<Item = &'n Segment>, count: usize, width: usize) -> String {
    let mut text = String::new();
    let mut told = 0;
    for segment in segments {
        let name = KeyPath::new(vec![segment.clone()]).to_string();
        if text.chars().count() + name.chars().count() + 2 > width {
            break;
        }
        text.push_str(if told == 0 { ": " } else { ", " });
        text.push_str(&name);
        told += 1;
    }
    match told {
        0 => String::new(),
        _ if told < count => format!("{text}, …"),
        _ => text,
    }
}

fn clipped(text: &str, width: usize) -> String {
    if text.chars().count() <= width { text.to_owned() } else { format!("{}…", beginning(text, width)) }
}
