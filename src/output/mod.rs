//! What goes out: data on standard output, talk on standard error. To a
//! terminal, nothing goes that could command it.

mod fit;
mod frame;
mod report;
mod talk;
mod terminal;

pub use fit::{fit, width};
pub use frame::framed;
pub use report::{about, kind, message, report};
pub use talk::{note, talk_in, tell};
pub use terminal::escape;

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use serde::Serialize;

use crate::error::{Failure, Kind};
use crate::json::document::pretty;

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
    /// Why something did not reach standard output.
    lost: Option<String>,
    to_terminal: bool,
    color: bool,
}

impl Output {
    #[must_use]
    pub fn new(color: ColorChoice, no_color: bool) -> Self {
        let to_terminal = io::stdout().is_terminal();
        let color = match color {
            ColorChoice::Auto => to_terminal && !no_color,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let data = Box::new(io::stdout());
        Self { data, buffer: Vec::new(), reader: Reader::OfStandardOutput, lost: None, to_terminal, color }
    }

    /// Data goes to `data`, which is not a terminal.
    #[must_use]
    pub fn to(data: Box<dyn io::Write>) -> Self {
        let reader = Reader::Unknown;
        Self { data, buffer: Vec::new(), reader, lost: None, to_terminal: false, color: false }
    }

    /// The width that a line should keep to; `None` where there is no terminal.
    #[must_use]
    pub fn columns(&self) -> Option<usize> {
        if self.to_terminal { crate::platform::machine::columns(&io::stdout()).or(Some(80)) } else { None }
    }

    /// Puts out one line, whatever is in it: to a terminal or not, nothing of it can be taken
    /// for another line. What is JSON stays the same JSON.
    ///
    /// # Errors
    /// Standard output cannot be written; a closed pipe is no error.
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.buffer.extend_from_slice(escape(text, false).as_bytes());
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
        self.document(&pretty(value))
    }

    /// Puts out a document whose text is laid out already.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn document(&mut self, text: &[u8]) -> Result<()> {
        self.text(String::from_utf8_lossy(text.strip_suffix(b"\n").unwrap_or(text)).as_ref())
    }

    /// Puts a line of the log out as it is there, since its hash is of just these bytes.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn record(&mut self, line: &[u8]) -> Result<()> {
        self.text(&String::from_utf8_lossy(line))
    }

    /// Puts bytes out as they are: a script, a manual page.
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

    /// Puts out one line of painted parts.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn painted_line(&mut self, parts: &[Paint<'_>]) -> Result<()> {
        for Paint { sgr, text } in parts {
            let text = escape(text, false);
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
                let why = format!("could not write to standard output: {e}");
                self.lost.get_or_insert_with(|| why.clone());
                Err(Failure::new(Kind::Io, why).into())
            }
            Err(_) => {
                self.reader = Reader::Gone;
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Why something that went out reached nobody; a closed pipe counts, although it is no
    /// error where nothing but that was lost.
    #[must_use]
    pub fn lost(&self) -> Option<&str> {
        let closed = "standard output was closed, so the output is lost";
        self.lost.as_deref().or((self.reader == Reader::Gone).then_some(closed))
    }

    /// Whether nobody reads what goes out any more, as far as can be told without writing.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match self.reader {
            Reader::OfStandardOutput => crate::platform::machine::is_hung_up(&io::stdout()),
            Reader::Unknown => false,
            Reader::Gone => true,
        }
    }
}

/// A piece of a line, perhaps in a colour.
pub struct Paint<'t> {
    sgr: Option<String>,
    text: &'t str,
}
