//! The digits of numbers as a text has them. `serde_json` keeps them, but writes every exponent as
//! `e+5`, so exponents are read from the text itself.

use std::cell::Cell;

/// The text that is parsed, and up to where its exponents were met.
pub struct Source<'t> {
    text: &'t str,
    at: Cell<usize>,
}

impl<'t> Source<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, at: Cell::new(0) }
    }

    /// A number as the text has it, given as it was read. Each is asked for once, in order.
    pub fn digits(&self, read: String) -> String {
        if !read.contains('e') {
            return read;
        }
        let (written, end) = next_exponent(self.text.as_bytes(), self.at.get());
        self.at.set(end);
        self.text.get(written..end).filter(|written| !written.is_empty()).map_or(read, str::to_owned)
    }
}

/// Where the next number with an exponent begins and ends; an empty place at the end if there is none.
fn next_exponent(text: &[u8], mut at: usize) -> (usize, usize) {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at = end_of_string(text, at + 1),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                let number = text.get(at..).unwrap_or_default();
                let end = at + number.iter().take_while(is_part).count();
                if number.iter().take_while(is_part).any(|byte| matches!(byte, b'e' | b'E')) {
                    return (at, end);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    (text.len(), text.len())
}

fn end_of_string(text: &[u8], mut at: usize) -> usize {
    loop {
        match memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
            Some(step) if text.get(at + step) == Some(&b'\\') => at += step + 2,
            Some(step) => return at + step + 1,
            None => return text.len(),
        }
    }
}
