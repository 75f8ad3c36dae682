//! What goes out: data on standard output, talk on standard error. To a
//! terminal, nothing goes that could command it.

mod fit;

pub use fit::fit;

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::model::document::pretty;
use crate::model::draft::shell_quoted;

/// What is kept before it is written: most commands write once.
const BUFFER: usize = 64 * 1024;

/// How errors are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorFormat {
    #[default]
    Text,
    Json,
}

impl ErrorFormat {
    pub const ALL: [(&'static str, Self); 2] = [("text", Self::Text), ("json", Self::Json)];
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    pub const ALL: [(&'static str, Self); 3] = [("auto", Self::Auto), ("always", Self::Always), ("never", Self::Never)];
}

/// What is known of whoever reads the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// The system can be asked.
    OfStandardOutput,
    Unknown,
    /// Nobody reads it any more.
    Gone,
}

/// The two streams.
pub struct Output {
    data: Box<dyn io::Write>,
    buffer: Vec<u8>,
    reader: Reader,
    to_terminal: bool,
    color: bool,
    quiet: bool,
}

impl Output {
    #[must_use]
    pub fn new(color: ColorChoice, no_color: bool, quiet: bool) -> Self {
        let to_terminal = io::stdout().is_terminal();
        let color = match color {
            ColorChoice::Auto => to_terminal && !no_color,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let data = Box::new(io::stdout());
        Self { data, buffer: Vec::new(), reader: Reader::OfStandardOutput, to_terminal, color, quiet }
    }

    /// Data goes to `data`, which is no terminal, and nothing is said.
    #[must_use]
    pub fn to(data: Box<dyn io::Write>) -> Self {
        let reader = Reader::Unknown;
        Self { data, buffer: Vec::new(), reader, to_terminal: false, color: false, quiet: true }
    }

    /// The width that a line should keep to; `None` where there is no terminal.
    #[must_use]
    pub fn columns(&self) -> Option<usize> {
        if self.to_terminal { crate::store::machine::columns(&io::stdout()).or(Some(80)) } else { None }
    }

    /// Puts one line of data out.
    ///
    /// # Errors
    /// Standard output cannot be written; a closed pipe is no error.
    pub fn line(&mut self, text: &str) -> Result<()> {
        let text = if self.to_terminal { escape(text, false) } else { Cow::Borrowed(text) };
        self.buffer.extend_from_slice(text.as_bytes());
        self.buffer.push(b'\n');
        self.drain(BUFFER)
    }

    /// Puts a value's text out, which may have several lines, and ends the last one.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn text(&mut self, text: &str) -> Result<()> {
        let text = if self.to_terminal { escape(text, true) } else { Cow::Borrowed(text) };
        self.buffer.extend_from_slice(text.as_bytes());
        self.buffer.push(b'\n');
        self.drain(BUFFER)
    }

    /// Puts a value out as JSON over several lines.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = pretty(value);
        self.text(String::from_utf8_lossy(text.strip_suffix(b"\n").unwrap_or(&text)).as_ref())
    }

    /// Puts bytes out as they are: a script, a manual page, a record.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        self.drain(BUFFER)
    }

    /// The text in a colour of ECMA-48 (SGR), where colours are wanted.
    #[must_use]
    pub fn paint<'t>(&self, sgr: &str, text: &'t str) -> Paint<'t> {
        Paint { sgr: if self.color { Some(sgr.to_owned()) } else { None }, text }
    }

    /// Puts out one line whose parts were escaped and painted already.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn painted_line(&mut self, parts: &[Paint<'_>]) -> Result<()> {
        for Paint { sgr, text } in parts {
            let text = if self.to_terminal { escape(text, false) } else { Cow::Borrowed(*text) };
            match sgr {
                Some(sgr) => self.buffer.extend_from_slice(format!("\x1b[{sgr}m{text}\x1b[m").as_bytes()),
                None => self.buffer.extend_from_slice(text.as_bytes()),
            }
        }
        self.buffer.push(b'\n');
        self.drain(BUFFER)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn flush(&mut self) -> Result<()> {
        self.drain(0)
    }

    fn drain(&mut self, keep: usize) -> Result<()> {
        if self.buffer.len() <= keep {
            return Ok(());
        }
        let result = self.data.write_all(&self.buffer).and_then(|()| self.data.flush());
        self.buffer.clear();
        match result {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(Kind::Io, format!("could not write to standard output: {e}")).into())
            }
            Err(_) => {
                self.reader = Reader::Gone;
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Whether nobody reads what goes out any more, as far as can be told without writing.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match self.reader {
            Reader::OfStandardOutput => crate::store::machine::is_hung_up(&io::stdout()),
            Reader::Unknown => false,
            Reader::Gone => true,
        }
    }

    /// Says something that is no data, unless nobody wants to hear it.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            say(&format!("ctx: {text}"));
        }
    }

    /// Says what helps, unless nobody wants to hear it.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            say(&format!("hint: {text}"));
        }
    }
}

/// A piece of a line, perhaps in a colour.
pub struct Paint<'t> {
    sgr: Option<String>,
    text: &'t str,
}

/// Says why a command did not do what it was asked. The commands in its hints
/// are about `file`, if the command line named one.
pub fn report(error: &anyhow::Error, format: ErrorFormat, file: Option<&Path>) {
    let failure = error.downcast_ref::<Failure>();
    let hints: Vec<String> = failure.map(Failure::hints).unwrap_or_default().iter().map(|h| about(h, file)).collect();
    let message = chain(error);
    if format == ErrorFormat::Json {
        let mut members = Map::new();
        let kind = kind(error);
        members.insert("error".to_owned(), message.into());
        members.insert("code".to_owned(), kind.code().into());
        members.insert("kind".to_owned(), kind.word().into());
        members.insert("hints".to_owned(), hints.into());
        members.extend(failure.map(|f| f.facts().clone()).unwrap_or_default());
        return say(&Value::Object(members).to_string());
    }
    say(&format!("ctx: {message}"));
    for hint in hints {
        say(&format!("hint: {hint}"));
    }
}

/// A hint is a command, or ends with one behind a colon: that is about `file`, if the
/// command line named one.
#[must_use]
pub fn about(hint: &str, file: Option<&Path>) -> String {
    let command = if hint.starts_with("ctx ") { Some(0) } else { hint.find(": ctx ").map(|colon| colon + 2) };
    match (command.map(|at| hint.split_at(at)), file) {
        (Some((before, command)), Some(file)) if !command.starts_with("ctx -") => {
            let word = shell_quoted(&file.to_string_lossy());
            format!("{before}ctx -f {word} {}", command.trim_start_matches("ctx "))
        }
        _ => hint.to_owned(),
    }
}

/// The kind of an error: a failure's own, otherwise that of input and output.
#[must_use]
pub fn kind(error: &anyhow::Error) -> Kind {
    error.downcast_ref::<Failure>().map_or(Kind::Io, |f| f.kind)
}

/// What was tried and why it failed, without saying anything twice.
fn chain(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = error.chain().map(ToString::to_string).collect();
    parts.dedup();
    parts.join(": ")
}

/// Standard error may be closed or full; there is nowhere left to say so.
pub fn say(text: &str) {
    let text = if io::stderr().is_terminal() { escape(text, true) } else { Cow::Borrowed(text) };
    drop(io::stderr().lock().write_all(format!("{text}\n").as_bytes()));
}

/// Control characters, DEL, C1 and bidirectional controls as `\uXXXX`; in a
/// text of several lines, line breaks and tabs stay.
#[must_use]
pub fn escape(text: &str, several_lines: bool) -> Cow<'_, str> {
    let commands = |c: char| {
        let kept = several_lines && matches!(c, '\n' | '\t');
        (c.is_control() && !kept)
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(commands) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if commands(c) {
            escaped.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_command_a_terminal_is_shown_instead() {
        assert_eq!(escape("a\x1b[31m\x7f\u{9b}\u{202e}\n", false), "a\\u001b[31m\\u007f\\u009b\\u202e\\u000a");
        assert_eq!(escape("one\n\ttwo\r", true), "one\n\ttwo\\u000d");
        assert_eq!(escape("größe 名", false), "größe 名");
    }
}
