//! Every member and item of a canonical text, one after another, without a tree of them.

use std::borrow::Cow;

use serde_json::Value;

use crate::json::key_path::Segment;
use crate::json::text::cursor::Cursor;
use crate::json::text::indexed::Indexed;
use crate::json::text::lines;
use crate::json::text::plain::is_plain;

/// A member or item, and what it holds.
#[derive(Debug)]
pub struct Member<'m> {
    /// The steps from the top.
    pub steps: &'m [Segment],
    /// The text of a string, or the JSON of another scalar or of an empty object or array; `None` for one that
    /// has something in it.
    pub scalar: Option<Cow<'m, str>>,
}

impl Indexed {
    /// The text, if it can be walked line by line.
    pub(in crate::json) fn walkable(&self) -> Option<Cow<'_, [u8]>> {
        if let Some(bytes) = self.text.source().bytes() {
            return Some(Cow::Borrowed(bytes));
        }
        let text = self.text.to_vec().ok()?;
        let is_known = self.text.source().is_trusted();
        let is_canonical = is_known || (is_plain(&text) && lines::check(&mut Cursor::of(&text)).is_ok());
        is_canonical.then_some(Cow::Owned(text))
    }

    /// Whether readers do not see what is at these steps.
    pub(in crate::json) fn hides(&self, steps: &[Segment]) -> bool {
        !self.hidden.is_empty() && self.is_hidden(steps)
    }
}

/// Calls `visit` with each member and item of a canonical text, in order, until it returns false.
/// Returns `None` if a line is none of canonical text.
pub fn each_line(text: &[u8], visit: &mut dyn FnMut(&Member<'_>) -> bool) -> Option<()> {
    let mut steps: Vec<Segment> = Vec::new();
    // Of each object or array that the line is in: the next index of an array.
    let mut open = vec![None];
    let mut start = memchr::memchr(b'\n', text).map_or(text.len(), |end| end + 1);
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        start += end + 1;
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        let rest = line.get(indent..).unwrap_or_default();
        if matches!(rest.first(), None | Some(b'}' | b']')) {
            continue;
        }
        let depth = indent / 2;
        open.truncate(depth);
        let value = match open.last_mut()? {
            Some(next) => {
                steps.truncate(depth - 1);
                steps.push(Segment::Index(*next));
                *next += 1;
                rest
            }
            None => take_key(&mut steps, depth, rest)?,
        };
        let value = value.strip_suffix(b",").unwrap_or(value);
        let scalar = match value {
            b"{" => {
                open.push(None);
                None
            }
            b"[" => {
                open.push(Some(0));
                None
            }
            scalar => Some(text_of(scalar)?),
        };
        if !visit(&Member { steps: &steps, scalar }) {
            break;
        }
    }
    Some(())
}

/// Reads the key of a line, makes it the last of so many steps, and returns the value behind it.
fn take_key<'l>(steps: &mut Vec<Segment>, depth: usize, line: &'l [u8]) -> Option<&'l [u8]> {
    let end = end_of_string(line)?;
    let (key, value) = line.split_at_checked(end)?;
    let key = text_of(key)?;
    steps.truncate(depth);
    let mut last = if steps.len() == depth { steps.pop() } else { None };
    match &mut last {
        // Its memory is used again: there may be millions of keys.
        Some(Segment::Key(held)) => {
            held.clear();
            held.push_str(&key);
        }
        _ => last = Some(Segment::Key(key.into_owned())),
    }
    steps.extend(last);
    value.strip_prefix(b": ")
}

/// Where the string ends with which a line begins.
fn end_of_string(line: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', line.get(at..)?)?;
        match line.get(at)? {
            b'"' => return Some(at + 1),
            _ => at += 2,
        }
    }
}

/// The text of a scalar, as people read it.
fn text_of(json: &[u8]) -> Option<Cow<'_, str>> {
    match json {
        [b'"', inner @ .., b'"'] if memchr::memchr(b'\\', inner).is_none() => {
            std::str::from_utf8(inner).ok().map(Cow::Borrowed)
        }
        [b'"', ..] => serde_json::from_slice(json).ok().map(Cow::Owned),
        other => std::str::from_utf8(other).ok().map(Cow::Borrowed),
    }
}

/// Calls `visit` with each member and item below a value, in order, until it returns false. The steps begin
/// with those that `steps` has, and are the same again afterwards. Returns whether it went through.
pub fn each_below(steps: &mut Vec<Segment>, value: &Value, visit: &mut dyn FnMut(&Member<'_>) -> bool) -> bool {
    let mut step = |segment: Segment, value: &Value, steps: &mut Vec<Segment>| {
        steps.push(segment);
        let goes_on = each_from(steps, value, visit);
        steps.pop();
        goes_on
    };
    match value {
        Value::Object(members) => members.iter().all(|(key, value)| step(Segment::Key(key.clone()), value, steps)),
        Value::Array(items) => items.iter().enumerate().all(|(i, value)| step(Segment::Index(i), value, steps)),
        _ => true,
    }
}

/// As [`each_below`], with the value itself first.
pub fn each_from(steps: &mut Vec<Segment>, value: &Value, visit: &mut dyn FnMut(&Member<'_>) -> bool) -> bool {
    let scalar = match value {
        Value::Object(members) if !members.is_empty() => None,
        Value::Array(items) if !items.is_empty() => None,
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        other => Some(Cow::Owned(other.to_string())),
    };
    visit(&Member { steps, scalar }) && each_below(steps, value, visit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::document::pretty;
    use crate::json::key_path::KeyPath;
    use crate::json::parse;

    type Listed = Vec<(String, Option<String>)>;

    fn note(member: &Member<'_>, found: &mut Listed) -> bool {
        let path = KeyPath::new(member.steps.to_vec()).to_string();
        found.push((path, member.scalar.as_deref().map(str::to_owned)));
        true
    }

    #[test]
    fn the_lines_of_a_text_are_the_members_of_its_tree() {
        let text = r#"{"a":{"b":[1,[],{},[2,[3]],{"c":"x\ny","d":null}],"e\"f":"ü, {"},"g":{},"h":[],"i":1.10,"":"}","]":[[[0]]]}"#;
        let value = parse(text.as_bytes()).unwrap();
        let (mut of_tree, mut of_text) = (Listed::new(), Listed::new());
        assert!(each_below(&mut Vec::new(), &value, &mut |member| note(member, &mut of_tree)));
        each_line(&pretty(&value), &mut |member| note(member, &mut of_text)).unwrap();
        assert_eq!(of_text, of_tree);
        assert_eq!(of_tree.len(), 21);
    }
}
