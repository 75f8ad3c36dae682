//! The grammar of paths:
//!
//! ```text
//! path    = "." | ["."] step *( ["."] bracket | "." step ) | json-pointer
//! step    = bare-key | json-string | bracket
//! bracket = "[" ( json-string | ["-"] digits ) "]"
//! ```
//!
//! A bare key holds anything but `. [ ] " ' \`, white space and control
//! characters. There are no backslash escapes outside JSON strings.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::key_path::{KeyPath, Segment};
use super::pointer::Pointer;

/// Why a text is not a path, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    pub input: String,
    /// The byte at which it goes wrong.
    pub offset: usize,
    pub reason: String,
    /// The text that was probably meant.
    pub suggestion: Option<String>,
}

/// The reason, then the path with a caret under the place.
impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.input.get(..self.offset).unwrap_or(&self.input);
        let shown: String = self.input.chars().map(visible).collect();
        let column = before.chars().map(|c| visible(c).chars().count()).sum::<usize>();
        write!(f, "{}\n  {shown}\n  {:column$}^", self.reason, "")
    }
}

impl std::error::Error for PathError {}

/// A caret needs a line without control characters above it.
fn visible(c: char) -> String {
    if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() }
}

/// Whether a bare key may hold the character.
fn is_bare(c: char) -> bool {
    !matches!(c, '.' | '[' | ']' | '"' | '\'' | '\\') && !c.is_whitespace() && !c.is_control()
}

/// Whether the canonical form of a key is `["…"]`: it is not bare, or bare it
/// would be taken for an option, a pointer or one side of `KEY=VALUE`.
#[must_use]
pub fn needs_brackets(key: &str) -> bool {
    key.is_empty() || key.starts_with(['-', '/']) || key.contains('=') || !key.chars().all(is_bare)
}

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
        let pointer: Pointer =
            text.parse().map_err(|e: super::pointer::NotAPointer| fail(text, e.offset, &e.to_string()))?;
        return Ok((KeyPath::from(&pointer), text.len()));
    }
    if text == "." {
        return Ok((KeyPath::root(), 1));
    }
    let mut parser = Parser { text, at: 0, segments: Vec::new() };
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
                "the path is empty; the whole document is ."
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
        let end = self.rest().find(['.', '[']).map_or(self.text.len(), |i| self.at + i);
        let key: String = self.text.get(start..end).unwrap_or_default().replace(['\\', '"', '\''], "");
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let before = before.strip_suffix('.').unwrap_or(before);
        let named = match c {
            c if c.is_whitespace() => "white space".to_owned(),
            c if c.is_control() => "a control character".to_owned(),
            c => c.to_string(),
        };
        let mut error = self.fail(&format!("a key with {named} in it is written in brackets"));
        error.suggestion = Some(format!("{before}[{}]{after}", Value::from(key)));
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
            return Err(self.fail("in brackets stands an index or a key in double quotes"));
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

fn fail(text: &str, offset: usize, reason: &str) -> PathError {
    PathError { input: text.to_owned(), offset, reason: reason.to_owned(), suggestion: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Segment {
        Segment::Key(name.to_owned())
    }

    fn parsed(text: &str) -> Vec<Segment> {
        text.parse::<KeyPath>().unwrap_or_else(|e| panic!("{text}: {e}")).segments().to_vec()
    }

    #[test]
    fn every_spelling_of_a_path_is_understood() {
        assert_eq!(parsed("a.b[0].c"), [key("a"), key("b"), Segment::Index(0), key("c")]);
        assert_eq!(parsed(".a"), [key("a")]);
        assert_eq!(parsed("pipeline:job-123.status"), [key("pipeline:job-123"), key("status")]);
        assert_eq!(parsed(r#"["src/main.rs"]"#), [key("src/main.rs")]);
        assert_eq!(parsed(r#"a["x.y"].z"#), [key("a"), key("x.y"), key("z")]);
        assert_eq!(parsed(r#"a."x.y""#), [key("a"), key("x.y")]);
        assert_eq!(parsed(r#"a.["x.y"].[1]"#), [key("a"), key("x.y"), Segment::Index(1)]);
        assert_eq!(parsed("a.0"), [key("a"), key("0")]);
        assert_eq!(parsed("a[-1]"), [key("a"), Segment::FromEnd(1)]);
        assert_eq!(parsed("/a/0/b~1c"), [key("a"), Segment::Token("0".into()), key("b/c")]);
        assert_eq!(parsed("."), []);
        assert_eq!(parsed("größe.名"), [key("größe"), key("名")]);
    }

    #[test]
    fn the_canonical_form_needs_no_guessing() {
        for (text, canonical) in [
            (".a.b", "a.b"),
            (r#"["a"]["b c"][0]"#, r#"a["b c"][0]"#),
            (r#"["-f"]"#, r#"["-f"]"#),
            (r#"["/x"]"#, r#"["/x"]"#),
            (r#"["k=v"]"#, r#"["k=v"]"#),
            (r#"[""]"#, r#"[""]"#),
            ("/a/0", "/a/0"),
            ("/a/b", "a.b"),
            (".", "."),
        ] {
            assert_eq!(text.parse::<KeyPath>().unwrap().to_string(), canonical);
        }
    }

    #[test]
    fn a_bad_path_has_a_caret_under_the_place_and_the_spelling_to_use() {
        let error = |text: &str| text.parse::<KeyPath>().unwrap_err();
        assert_eq!(error("a..b").to_string(), "a key is missing here\n  a..b\n    ^");
        assert_eq!(error("a.").to_string(), "a key is missing here\n  a.\n    ^");
        assert_eq!(error("").to_string(), "the path is empty; the whole document is .\n  \n  ^");
        assert_eq!(error("a[b]").to_string(), "in brackets stands an index or a key in double quotes\n  a[b]\n    ^");
        assert_eq!(error("a[0").to_string(), "a closing bracket is missing here\n  a[0\n     ^");
        assert_eq!(error("a[0]b").to_string(), "a dot or a bracket is missing here\n  a[0]b\n      ^");
        assert_eq!(error("a[-0]").to_string(), "in brackets stands an index or a key in double quotes\n  a[-0]\n    ^");
        let spaced = error("x.my key.z");
        assert_eq!(spaced.to_string(), "a key with white space in it is written in brackets\n  x.my key.z\n      ^");
        assert_eq!(spaced.suggestion.as_deref(), Some(r#"x["my key"].z"#));
        assert_eq!(error(r"a\.b").suggestion.as_deref(), Some(r#"["a"].b"#));
        assert_eq!(error("a\nb").to_string(), "a key with white space in it is written in brackets\n  a\\u{a}b\n   ^");
    }

    #[test]
    fn an_assignment_splits_at_the_first_equals_sign_outside_brackets() {
        let split = |text| split_assignment(text).map(|a| (a.path, a.value, a.json));
        assert_eq!(split("a.b=c=d"), Some(("a.b", "c=d", false)));
        assert_eq!(split("a:=[1]"), Some(("a", "[1]", true)));
        assert_eq!(split(r#"["x=y"]=1"#), Some((r#"["x=y"]"#, "1", false)));
        assert_eq!(split("pipeline:job=x"), Some(("pipeline:job", "x", false)));
        assert_eq!(split("a="), Some(("a", "", false)));
        assert_eq!(split("/a/b=1"), Some(("/a/b", "1", false)));
        assert_eq!(split(r#"["x=y"]"#), None);
        assert_eq!(split("plain"), None);
    }
}
