//! The grammar of paths:
//!
//! ```text
//! path    = "." | ["."] step *( ["."] bracket | "." step ) | json-pointer | json-string
//! step    = bare-key | json-string | bracket
//! bracket = "[" ( json-string | ["-"] digits ) "]"
//! ```
//!
//! A bare key holds anything but `. [ ] " ' \`, white space and control
//! characters. There are no backslash escapes outside JSON strings. A path that is
//! nothing but a JSON string is a JSON Pointer in the form of RFC 6901, section 5.

mod error;

pub use crate::json::path_syntax::error::PathError;

use std::str::FromStr;

use crate::json::key_path::{KeyPath, Segment, is_bare};
use crate::json::path_syntax::error::fail;
use crate::json::pointer::{NotAPointer, Pointer};
use crate::text::escape::quoted;

impl FromStr for KeyPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (path, end) = parse_prefix(text, |_| false)?;
        debug_assert_eq!(end, text.len());
        Ok(path)
    }
}

/// Splits `KEY=VALUE` or `KEY:=VALUE` at the first `=` outside brackets.
///
/// Returns the byte range of the path's end and of the value's start, and
/// whether the value must be JSON; `None` if there is no such `=`.
#[must_use]
pub fn split_assignment(text: &str) -> Option<Assignment<'_>> {
    let equals = if text.starts_with('/') {
        text.find('=')?
    } else {
        parse_prefix(text, |c| c == '=').map_or_else(|_| text.find('='), |(_, end)| Some(end))?
    };
    let value = text.get(equals..)?.strip_prefix('=')?;
    let path = text.get(..equals)?;
    Some(match path.strip_suffix(':') {
        Some(path) => Assignment { path, value, json: true },
        None => Assignment { path, value, json: false },
    })
}

/// The parts of `KEY=VALUE` and `KEY:=JSON`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment<'t> {
    pub path: &'t str,
    pub value: &'t str,
    /// Written with `:=`: the value is strict JSON.
    pub json: bool,
}

/// Parses up to the first character outside brackets for which `ends` holds.
fn parse_prefix(text: &str, ends: fn(char) -> bool) -> Result<(KeyPath, usize), PathError> {
    if text.starts_with('/') {
        let pointer: Pointer = text.parse().map_err(|e: NotAPointer| fail(text, e.offset, &e.to_string()))?;
        return Ok((KeyPath::from(&pointer), text.len()));
    }
    if text == "." {
        return Ok((KeyPath::root(), 1));
    }
    let mut parser = Parser { text, at: 0, segments: Vec::new() };
    if text.starts_with("\"/") {
        return parser.pointer_in_quotes(ends);
    }
    parser.eat('.');
    loop {
        match parser.peek() {
            Some('[') => parser.bracket()?,
            Some('"') if parser.text.get(..parser.at).is_some_and(|t| t.ends_with('.')) => {
                let key = parser.json_string()?;
                parser.segments.push(Segment::Key(key));
            }
            _ => parser.bare_key(ends)?,
        }
        match parser.peek() {
            None => break,
            Some(c) if ends(c) => break,
            Some('.') => parser.eat('.'),
            Some('[') => {}
            Some(_) => return Err(parser.fail("a dot or a bracket is missing here")),
        }
    }
    Ok((KeyPath::new(parser.segments), parser.at))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    segments: Vec<Segment>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, c: char) {
        if self.rest().starts_with(c) {
            self.at += c.len_utf8();
        }
    }

    fn fail(&self, reason: &str) -> PathError {
        fail(self.text, self.at, reason)
    }

    /// A JSON string that is the whole path, up to where it `ends`.
    fn pointer_in_quotes(&mut self, ends: fn(char) -> bool) -> Result<(KeyPath, usize), PathError> {
        let pointer = self.json_string()?.parse::<Pointer>().map_err(|e| fail(self.text, 0, &e.to_string()))?;
        match self.peek() {
            Some(c) if !ends(c) => Err(self.fail("nothing may follow a JSON Pointer in quotes")),
            _ => Ok((KeyPath::from(&pointer), self.at)),
        }
    }

    fn bare_key(&mut self, ends: fn(char) -> bool) -> Result<(), PathError> {
        let rest = self.rest();
        let len = rest.find(|c| !is_bare(c) || ends(c)).unwrap_or(rest.len());
        let (key, after) = rest.split_at(len);
        let next = after.chars().next();
        if let Some(c) = next.filter(|&c| !matches!(c, '.' | '[') && !ends(c)) {
            self.at += len;
            return Err(self.bad_character(c));
        }
        if key.is_empty() {
            return Err(self.fail(if self.text.is_empty() {
                "the path is empty; use . for the whole document"
            } else {
                "a key is missing here"
            }));
        }
        self.segments.push(Segment::Key(key.to_owned()));
        self.at += len;
        Ok(())
    }

    /// The suggestion takes everything up to the next dot for one key.
    fn bad_character(&self, c: char) -> PathError {
        let start = self.text.get(..self.at).and_then(|t| t.rfind(['.', ']'])).map_or(0, |i| i + 1);
        let (before, rest) = self.text.split_at_checked(start).unwrap_or((self.text, ""));
        let (key, after) = meant_key(rest);
        let before = before.strip_suffix('.').unwrap_or(before);
        let named = match c {
            c if c.is_whitespace() => "white space".to_owned(),
            c if c.is_control() => "a control character".to_owned(),
            c => c.to_string(),
        };
        let mut error = self.fail(&format!("a key with {named} in it is written in brackets"));
        error.suggestion = Some(format!("{before}[{}]{after}", quoted(&key)));
        error
    }

    fn bracket(&mut self) -> Result<(), PathError> {
        self.at += 1;
        if self.rest().starts_with('"') {
            let key = self.json_string()?;
            self.segments.push(Segment::Key(key));
        } else {
            self.index()?;
        }
        if !self.rest().starts_with(']') {
            return Err(self.fail("a closing bracket is missing here"));
        }
        self.at += 1;
        Ok(())
    }

    fn index(&mut self) -> Result<(), PathError> {
        let digits = self.rest().strip_prefix('-').unwrap_or(self.rest());
        let from_end = digits.len() < self.rest().len();
        let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let index = digits.parse::<usize>().ok().filter(|&i| !from_end || i > 0);
        let Some(index) = index else {
            let why = "in brackets stands an index or a key in double quotes";
            let is_all = self.rest().starts_with("*]");
            return Err(self.fail(if is_all { "all items of an array are .*, without brackets" } else { why }));
        };
        self.segments.push(if from_end { Segment::FromEnd(index) } else { Segment::Index(index) });
        self.at += digits.len() + usize::from(from_end);
        Ok(())
    }

    fn json_string(&mut self) -> Result<String, PathError> {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|&(_, c)| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some((end, _)) = end else {
            return Err(self.fail("the quotes are not closed"));
        };
        let quoted = rest.get(..=end).unwrap_or_default();
        let key =
            serde_json::from_str(quoted).map_err(|e| fail(self.text, self.at, &format!("not a JSON string: {e}")))?;
        self.at += quoted.len();
        Ok(key)
    }
}

/// The key that `text` begins with, as other tools spell it, and what follows: in quotes (jq), or up to
/// the next dot that no backslash escapes (kubectl).
fn meant_key(text: &str) -> (String, &str) {
    if let Some((quoted, after)) = text.strip_prefix('"').and_then(|inner| inner.split_once('"')) {
        return (quoted.to_owned(), after);
    }
    let ends = |&(i, c): &(usize, char)| matches!(c, '.' | '[') && !text.get(..i).is_some_and(|t| t.ends_with('\\'));
    let end = text.char_indices().find(ends).map_or(text.len(), |(i, _)| i);
    let (key, after) = text.split_at_checked(end).unwrap_or((text, ""));
    (key.replace("\\.", ".").replace("\\[", "["), after)
}

#[cfg(test)]
mod tests;
