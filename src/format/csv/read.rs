//! Reads CSV, and refuses what readers take differently.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::format::unfit::{Unread, place_of};
use crate::text::escape::quoted;

/// Reads an array of objects, one a row, with the names of the head.
pub fn read(text: &str, delimiter: char) -> Result<Value, Unread> {
    let mut rows = Rows { text, at: 0, delimiter, line: 1, counted: 0 };
    let Some((_, head)) = rows.next_row()? else { return Ok(Value::Array(Vec::new())) };
    let mut names = HashSet::new();
    for name in &head {
        if !names.insert(name) {
            return Err(Unread::at(1, 1, format!("the column {} a second time", quoted(name))));
        }
        if name == crate::json::NUMBER_TOKEN {
            return Err(Unread::at(1, 1, "a reserved key"));
        }
    }
    let mut items = Vec::new();
    while let Some((line, cells)) = rows.next_row()? {
        if cells.len() != head.len() {
            let why = format!("a row of {} cells under a head of {}", cells.len(), head.len());
            return Err(Unread::at(line, 1, why));
        }
        let members = head.iter().cloned().zip(cells.into_iter().map(Value::from));
        items.push(Value::Object(members.collect::<Map<_, _>>()));
    }
    Ok(Value::Array(items))
}

struct Rows<'t> {
    text: &'t str,
    at: usize,
    delimiter: char,
    /// The line of the byte up to which lines were counted.
    line: usize,
    counted: usize,
}

impl Rows<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fail(&self, at: usize, reason: &str) -> Unread {
        let (line, column) = place_of(self.text, at);
        Unread::at(line, column, reason)
    }

    /// Returns the line and the cells of the next row. Empty lines may only stand at the end.
    fn next_row(&mut self) -> Result<Option<(usize, Vec<String>)>, Unread> {
        if self.rest().trim_matches(['\r', '\n']).is_empty() {
            return Ok(None);
        }
        if self.rest().starts_with(['\r', '\n']) {
            return Err(self.fail(self.at, "an empty line"));
        }
        let line = self.next_line();
        let mut cells = Vec::new();
        loop {
            let cell = if self.rest().starts_with('"') { self.quoted_cell()? } else { self.bare_cell()? };
            cells.push(cell);
            if self.skip(self.delimiter) {
                continue;
            }
            let is_over = self.skip('\n') || self.rest().is_empty();
            return if is_over || self.skip_line_end() {
                Ok(Some((line, cells)))
            } else {
                Err(self.fail(self.at, "text behind a closing quote"))
            };
        }
    }

    /// The line where the next row begins.
    fn next_line(&mut self) -> usize {
        let passed = self.text.get(self.counted..self.at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.counted = self.at;
        self.line
    }

    fn skip(&mut self, c: char) -> bool {
        let is_there = self.rest().starts_with(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    fn skip_line_end(&mut self) -> bool {
        let is_there = self.rest().starts_with("\r\n");
        self.at += if is_there { 2 } else { 0 };
        is_there
    }

    fn bare_cell(&mut self) -> Result<String, Unread> {
        let (rest, delimiter) = (self.rest(), self.delimiter);
        let end = rest.find([delimiter, '\n', '"']).unwrap_or(rest.len());
        let cell = rest.get(..end).unwrap_or_default();
        if rest.get(end..).is_some_and(|rest| rest.starts_with('"')) {
            return Err(self.fail(self.at + end, "a quote inside a cell that is not quoted"));
        }
        let ends_line = !rest.get(end..).is_some_and(|rest| rest.starts_with(delimiter));
        let cell = if ends_line { cell.strip_suffix('\r').unwrap_or(cell) } else { cell };
        if let Some(i) = cell.find('\r') {
            return Err(self.fail(self.at + i, "a carriage return outside quotes"));
        }
        let cell = cell.to_owned();
        self.at += end;
        Ok(cell)
    }

    fn quoted_cell(&mut self) -> Result<String, Unread> {
        let (start, mut cell) = (self.at, String::new());
        self.at += 1;
        loop {
            let rest = self.rest();
            let Some(end) = rest.find('"') else { return Err(self.fail(start, "a quote that is not closed")) };
            cell.push_str(rest.get(..end).unwrap_or_default());
            self.at += end + 1;
            if !self.skip('"') {
                return Ok(cell);
            }
            cell.push('"');
        }
    }
}
