//! dotenv files: `KEY=VALUE`, `export KEY=VALUE`, values bare, in single quotes (as they stand) or in double quotes
//! (`\n \r \t \\ \" \$ \` are escapes). Nothing is expanded: `$NAME` is text. Quoted values may have several lines.

use serde_json::{Map, Value};

use crate::format::unfit::{Unread, place_of};
use crate::format::variables::{Rules, Variable};
use crate::text::escape::quoted;

/// Names as most readers take them.
pub const RULES: Rules = Rules {
    is_part: |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'),
    wanted: "letters, digits, _, . and -, not a digit first",
    taken: &[],
    prefixes: &[],
    why: "",
    others: &[],
    folds_case: false,
};

pub fn read(text: &str) -> Result<Value, Unread> {
    let (mut members, mut at) = (Map::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.split('\n').next().unwrap_or_default();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            at += line.len() + 1;
            continue;
        }
        let start = at + (line.len() - line.trim_start().len());
        let fail = |offset: usize, reason: String| {
            let (line, column) = place_of(text, offset);
            Unread::at(line, column, reason)
        };
        let (name, _) = line.split_once('=').ok_or_else(|| fail(start, "a line without =".to_owned()))?;
        let value_at = at + name.len() + 1;
        let name = name.trim();
        let name = name.strip_prefix("export ").map_or(name, str::trim);
        if !RULES.is_name(name) {
            return Err(fail(start, format!("the name {}, which has not only {}", quoted(name), RULES.wanted)));
        }
        let (value, end) = value(text, value_at).map_err(|(offset, reason)| fail(offset, reason.to_owned()))?;
        at = end;
        if members.insert(name.to_owned(), value.into()).is_some() {
            return Err(fail(start, format!("the key {} a second time", quoted(name))));
        }
    }
    Ok(Value::Object(members))
}

/// Reads the value that begins at an offset; returns it, and where the next line begins.
fn value(text: &str, at: usize) -> Result<(String, usize), (usize, &'static str)> {
    let rest = text.get(at..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let (start, rest) = (at + blank, rest.get(blank..).unwrap_or_default());
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let Some(quote) = quote else {
        let line = rest.split('\n').next().unwrap_or_default();
        // A comment begins behind white space, or where the value would.
        let is_comment = |(i, _): &(usize, &str)| {
            blank + i > 0 && line.get(..*i).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
        };
        let end = line.match_indices('#').find(is_comment).map_or(line.len(), |(i, _)| i);
        return Ok((line.get(..end).unwrap_or_default().trim().to_owned(), start + line.len() + 1));
    };
    let (value, length) = in_quotes(rest, quote).ok_or((start, "a quote that is not closed"))?;
    let after = rest.get(length..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let (left, end) = (after.trim(), start + length + after.len() + 1);
    if left.is_empty() || (left.starts_with('#') && after.starts_with([' ', '\t'])) {
        Ok((value, end))
    } else {
        Err((start + length, "text behind the closing quote"))
    }
}

/// The value in quotes at the start of a text, and how many bytes it takes with them.
fn in_quotes(text: &str, quote: char) -> Option<(String, usize)> {
    let (mut value, mut chars) = (String::new(), text.char_indices().skip(1));
    while let Some((i, c)) = chars.next() {
        match c {
            c if c == quote => return Some((value, i + 1)),
            '\\' if quote == '"' => match chars.next()?.1 {
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                't' => value.push('\t'),
                c @ ('\\' | '"' | '$' | '`') => value.push(c),
                // Not an escape of any reader.
                c => value.extend(['\\', c]),
            },
            c => value.push(c),
        }
    }
    None
}

pub fn write(variables: &[Variable]) -> String {
    let line = |Variable { name, value, .. }: &Variable| [name, "=", &written(value), "\n"].concat();
    variables.iter().map(line).collect()
}

/// Bare where every reader takes it as it stands, else in single quotes, else in double quotes.
fn written(value: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,=".contains(c);
    if value.chars().all(is_bare) {
        return value.to_owned();
    }
    if !value.contains('\'') {
        return format!("'{value}'");
    }
    let mut text = String::from("\"");
    for c in value.chars() {
        if matches!(c, '\\' | '"' | '$' | '`') {
            text.push('\\');
        }
        text.push(c);
    }
    text + "\""
}
