//! Whether a text is canonical, line by line: asked before it is said that something is missing.

use memchr::memmem::Finder;

use crate::json::text::cursor::Cursor;
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;
use crate::json::text::start::Start;
use crate::json::{MAX_DEPTH, parse};

/// A line break and the deepest indentation.
const LINE: [u8; 1 + 2 * MAX_DEPTH] = {
    let mut line = [b' '; 1 + 2 * MAX_DEPTH];
    line[0] = b'\n';
    line
};

/// The length of most numbers, in bytes.
const WORD: usize = 24;

/// Checks that a text is canonical, except for duplicate keys.
///
/// # Errors
/// [`Doubt::NotCanonical`], or the text cannot be read.
pub fn check(cursor: &mut Cursor<'_>) -> Result<(), Doubt> {
    let mut lines = Lines { cursor, at: 0 };
    lines.value(0)?;
    lines.pass(b"\n")?;
    if lines.at == lines.cursor.len() { Ok(()) } else { Err(Doubt::NotCanonical) }
}

/// The same for one value.
///
/// # Errors
/// As [`check`].
pub fn check_value(cursor: &mut Cursor<'_>, start: Start) -> Result<(), Doubt> {
    Lines { cursor, at: start.at }.value(start.depth)
}

struct Lines<'c, 's> {
    cursor: &'c mut Cursor<'s>,
    /// Everything before this position was checked.
    at: usize,
}

impl Lines<'_, '_> {
    fn pass(&mut self, bytes: &[u8]) -> Result<(), Doubt> {
        if !self.cursor.has(self.at, bytes)? {
            return Err(Doubt::NotCanonical);
        }
        self.at += bytes.len();
        Ok(())
    }

    fn pass_line(&mut self, depth: usize) -> Result<(), Doubt> {
        self.pass(LINE.get(..=2 * depth).ok_or(Doubt::NotCanonical)?)
    }

    fn value(&mut self, depth: usize) -> Result<(), Doubt> {
        match self.cursor.byte(self.at)? {
            Some(b'{') => self.container(depth, b'}'),
            Some(b'[') => self.container(depth, b']'),
            Some(b'"') => self.string(),
            _ => self.word(),
        }
    }

    fn container(&mut self, depth: usize, bracket: u8) -> Result<(), Doubt> {
        self.at += 1;
        if depth == MAX_DEPTH {
            return Err(Doubt::NotCanonical);
        }
        if self.cursor.byte(self.at)? == Some(bracket) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.pass_line(depth + 1)?;
            if bracket == b'}' {
                self.string()?;
                self.pass(b": ")?;
            }
            self.value(depth + 1)?;
            if self.cursor.byte(self.at)? != Some(b',') {
                self.pass_line(depth)?;
                return self.pass(&[bracket]);
            }
            self.at += 1;
        }
    }

    /// Control characters and `\u` are judged where the text is read.
    fn string(&mut self) -> Result<(), Doubt> {
        self.pass(b"\"")?;
        loop {
            let piece = self.cursor.piece(self.at, 2)?;
            let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', piece) else {
                if piece.is_empty() {
                    return Err(Doubt::NotCanonical);
                }
                self.at += piece.len();
                continue;
            };
            self.at += found;
            match self.cursor.piece(self.at, 2)? {
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                [b'\\', b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't' | b'u', ..] => self.at += 2,
                _ => return Err(Doubt::NotCanonical),
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<(), Doubt> {
        let piece = self.cursor.piece(self.at, WORD)?;
        if let Some(end) = memchr::memchr2(b',', b'\n', piece.get(..WORD).unwrap_or(piece)) {
            let word = piece.get(..end).unwrap_or_default();
            let is_digits = word.iter().all(u8::is_ascii_digit) && (word.len() == 1 || word.first() != Some(&b'0'));
            if matches!(word, b"true" | b"false" | b"null") || (is_digits && !word.is_empty()) {
                self.at += end;
                return Ok(());
            }
        }
        let newline = self.cursor.find(self.at, &Finder::new(b"\n"))?.ok_or(Doubt::NotCanonical)?;
        let line = self.cursor.copy(Span { from: self.at, to: newline })?;
        let word = line.strip_suffix(b",").unwrap_or(&line);
        let is_own = parse(word).is_ok_and(|value| !value.is_string() && value.to_string().as_bytes() == word);
        self.at += word.len();
        if is_own { Ok(()) } else { Err(Doubt::NotCanonical) }
    }
}
