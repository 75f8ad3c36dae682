//! Putting an element in an object or array of a text, and taking one out.

use std::ops::Range;

use crate::agents::settings::layout::Layout;

/// Where an object or array is in a text, and its members or items.
#[derive(Clone, Debug)]
pub struct Container {
    /// The byte of the opening bracket, and of the closing one.
    pub open: usize,
    pub close: usize,
    pub elements: Vec<Range<usize>>,
}

impl Container {
    /// Whether ctx made it: its elements, from the first to the last, stand between two line breaks.
    #[must_use]
    pub fn is_made(&self, text: &str) -> bool {
        let (Some(first), Some(last)) = (self.elements.first(), self.elements.last()) else { return false };
        let is_break = |range: Range<usize>| {
            let between = part(text, range);
            between.starts_with(['\n', '\r']) && between.trim().is_empty() && between.matches('\n').count() == 1
        };
        is_break(self.open + 1..first.start) && is_break(last.end..self.close)
    }

    /// The text with one more element at the end; `element` is given the indentation of its line.
    #[must_use]
    pub fn with(&self, text: &str, layout: &Layout, element: &dyn Fn(&str) -> String) -> String {
        let outer = indentation(text, self.open);
        let Some(last) = self.elements.last() else {
            return spliced(text, self.open + 1, &element(outer));
        };
        let after = skip(text, last.end);
        let has_comma = text.as_bytes().get(after) == Some(&b',');
        let from = if has_comma { after + 1 } else { last.end };
        let at = behind_comments(text, from);
        let own_line = indentation(text, last.start);
        let line = line_start(text, last.start);
        let is_first = line + own_line.len() == last.start && line > self.open;
        let is_broken = part(text, last.clone()).contains('\n') || is_line_comment_before(text, from..at);
        let new = if is_first {
            format!("{}{own_line}{}", layout.newline, element(own_line))
        } else if is_broken {
            let indent = format!("{outer}{}", layout.unit);
            format!("{}{indent}{}", layout.newline, element(&indent))
        } else {
            format!(" {}", element(outer))
        };
        if has_comma {
            return spliced(text, at, &format!("{new},"));
        }
        let with_element = spliced(text, at, &new);
        spliced(&with_element, last.end, ",")
    }

    /// The text without an element, the comma that belongs to it and the space before it.
    #[must_use]
    pub fn without(&self, text: &str, index: usize) -> String {
        let Some(element) = self.elements.get(index) else { return text.to_owned() };
        let start = part(text, ..element.start).trim_end_matches([' ', '\t', '\r', '\n']).len();
        let after = skip(text, element.end);
        let has_comma = text.as_bytes().get(after) == Some(&b',');
        let before = index.checked_sub(1).and_then(|before| self.elements.get(before));
        let from = before.map_or(self.open + 1, |before| before.end);
        let rest = part(text, if has_comma { after + 1 } else { element.end }..);
        // What ends a comment stays.
        let is_needed = is_line_comment_before(text, from..start) && !rest.starts_with(['\n', '\r']);
        let start = if is_needed { element.start } else { start };
        let mut without = text.to_owned();
        if has_comma {
            without.replace_range(after..=after, "");
        }
        without.replace_range(start..element.end, "");
        if let Some(before) = before.filter(|_| !has_comma) {
            let comma = skip(text, before.end);
            if text.as_bytes().get(comma) == Some(&b',') {
                without.replace_range(comma..=comma, "");
            }
        }
        without
    }
}

/// A part of a text, empty if it is none.
pub fn part(text: &str, range: impl std::slice::SliceIndex<str, Output = str>) -> &str {
    text.get(range).unwrap_or_default()
}

fn spliced(text: &str, at: usize, new: &str) -> String {
    format!("{}{new}{}", part(text, ..at), part(text, at..))
}

fn line_start(text: &str, at: usize) -> usize {
    part(text, ..at).rfind('\n').map_or(0, |found| found + 1)
}

/// The space at the beginning of the line of a byte.
fn indentation(text: &str, at: usize) -> &str {
    let line = part(text, line_start(text, at)..at);
    let rest = line.trim_start_matches([' ', '\t']);
    part(line, ..line.len() - rest.len())
}

/// The length of the comment that a text begins with, its line break excluded; 0 if it begins with none.
fn comment(text: &str) -> usize {
    match text.get(..2) {
        Some("//") => {
            let line = text.split('\n').next().unwrap_or_default();
            line.strip_suffix('\r').unwrap_or(line).len()
        }
        Some("/*") => text.find("*/").map_or(text.len(), |end| end + 2),
        _ => 0,
    }
}

/// The length of the characters of `set` that a text begins with.
fn run(text: &str, set: &[char]) -> usize {
    text.len() - text.trim_start_matches(set).len()
}

/// The first byte from `at` on that is neither space nor in a comment.
fn skip(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let spaces = run(part(text, at..), &[' ', '\t', '\r', '\n']);
        let next = at + spaces + comment(part(text, at + spaces..));
        if next == at {
            return at;
        }
        at = next;
    }
}

/// Whether the last comment in a range between two elements goes to the end of its line.
fn is_line_comment_before(text: &str, range: Range<usize>) -> bool {
    let (mut at, mut is_line) = (range.start, false);
    while at < range.end {
        let spaces = run(part(text, at..range.end), &[' ', '\t', '\r', '\n', ',']);
        is_line &= !part(text, at..at + spaces).contains(',');
        let rest = part(text, at + spaces..range.end);
        let length = comment(rest);
        if length > 0 {
            is_line = rest.starts_with("//");
        } else if spaces == 0 {
            break;
        }
        at += spaces + length;
    }
    is_line
}

/// The end of the comments that follow on the same line: they belong to what is before them.
fn behind_comments(text: &str, from: usize) -> usize {
    let mut end = from;
    loop {
        let spaces = run(part(text, end..), &[' ', '\t']);
        let rest = part(text, end + spaces..);
        let length = comment(rest);
        if length == 0 || part(rest, ..length).contains('\n') {
            return end;
        }
        end += spaces + length;
    }
}
