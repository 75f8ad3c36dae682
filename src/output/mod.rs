//! Output: data on standard output, messages on standard error. Control characters never reach a
//! terminal.

mod error_format;
mod fit;
mod frame;
mod paint;
mod report;
mod status;
mod table;
mod talk;
mod terminal;

pub use error_format::ErrorFormat;
pub use fit::{fit, width};
pub use frame::framed;
pub use report::{about, kind, message, report};
#[cfg(feature = "mcp")]
pub use report::{hints, members};
pub use status::Status;
pub use table::table;
pub use talk::{note, talk_in};
pub use terminal::escape;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use serde::Serialize;

use crate::error::{Failure, Kind};
use crate::json::document::pretty;
use crate::output::paint::Paint;

/// The size of the output buffer: most commands write once.
const BUFFER: usize = 64 * 1024;

/// The size up to which a text is searched for control characters even if nothing shows them.
const SEARCHED: usize = 4 * 1024;

/// When to use color.
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

/// The reader of standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// The reader's state can be checked.
    OfStandardOutput,
    Unknown,
    /// The reader has gone.
    Gone,
}

/// The two streams.
pub struct Output {
    data: Box<dyn io::Write>,
    buffer: Vec<u8>,
    reader: Reader,
    /// The error that occurred while writing to standard output.
    lost: Option<String>,
    /// Whether standard output is a terminal, once that matters.
    to_terminal: OnceCell<bool>,
    color: ColorChoice,
}

impl Output {
    #[must_use]
    pub fn new(color: ColorChoice, no_color: bool) -> Self {
        let color = if color == ColorChoice::Auto && no_color { ColorChoice::Never } else { color };
        let (reader, to_terminal) = (Reader::OfStandardOutput, OnceCell::new());
        Self { reader, to_terminal, color, ..Self::to(Box::new(io::stdout())) }
    }

    /// Writes data to `data`, which is not a terminal.
    #[must_use]
    pub fn to(data: Box<dyn io::Write>) -> Self {
        let (reader, color) = (Reader::Unknown, ColorChoice::Never);
        Self { data, buffer: Vec::new(), reader, lost: None, to_terminal: OnceCell::from(false), color }
    }

    fn is_to_terminal(&self) -> bool {
        *self.to_terminal.get_or_init(|| io::stdout().is_terminal())
    }

    fn is_colored(&self) -> bool {
        match self.color {
            ColorChoice::Auto => self.is_to_terminal(),
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        }
    }

    /// Returns the width of the terminal; `None` if there is none.
    #[must_use]
    pub fn columns(&self) -> Option<usize> {
        if self.is_to_terminal() { crate::platform::machine::columns(&io::stdout()).or(Some(80)) } else { None }
    }

    /// Prints one line. Line breaks in it are escaped, on a terminal or not; JSON stays the same
    /// JSON.
    ///
    /// # Errors
    /// Fails if standard output cannot be written. A closed pipe is not an error.
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.buffer.extend_from_slice(escape(text, false).as_bytes());
        self.buffer.push(b'\n');
        self.drain(BUFFER)
    }

    /// Prints the text of a value, which may have several lines, and a final line break.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn text(&mut self, text: &str) -> Result<()> {
        // Short texts are searched rather than asking the system.
        let is_plain = text.len() <= SEARCHED && matches!(escape(text, true), Cow::Borrowed(_));
        let text = if !is_plain && self.is_to_terminal() { escape(text, true) } else { Cow::Borrowed(text) };
        self.buffer.extend_from_slice(text.as_bytes());
        self.buffer.push(b'\n');
        self.drain(BUFFER)
    }

    /// Prints lines, each cut to the width of the terminal.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn fitted(&mut self, lines: &[String]) -> Result<()> {
        let columns = self.columns();
        lines.iter().try_for_each(|line| self.line(&fit(line, columns)))
    }

    /// Prints a value as indented JSON.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        self.document(&pretty(value))
    }

    /// Prints a document that is already formatted.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn document(&mut self, text: &[u8]) -> Result<()> {
        self.text(String::from_utf8_lossy(text.strip_suffix(b"\n").unwrap_or(text)).as_ref())
    }

    /// Prints a log record unchanged, since its hash covers these bytes.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn record(&mut self, line: &[u8]) -> Result<()> {
        self.text(&String::from_utf8_lossy(line))
    }

    /// Prints bytes unchanged: a script, a manual page.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        self.drain(BUFFER)
    }

    /// Colors the text (ECMA-48, SGR), if colors are on.
    #[must_use]
    pub fn paint<'t>(&self, sgr: &str, text: &'t str) -> Paint<'t> {
        Paint { sgr: if self.is_colored() { Some(sgr.to_owned()) } else { None }, text }
    }

    /// Prints one line of colored parts.
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

    /// Returns why the output was lost, including a closed pipe, which is not an error for a command
    /// that only reads.
    #[must_use]
    pub fn lost(&self) -> Option<&str> {
        let closed = "standard output was closed, so the output is lost";
        self.lost.as_deref().or((self.reader == Reader::Gone).then_some(closed))
    }

    /// Forgets that output was lost: that was told.
    pub fn forget_loss(&mut self) {
        self.lost = None;
    }

    /// Returns whether the reader of standard output has gone, without writing.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match self.reader {
            Reader::OfStandardOutput => crate::platform::machine::is_hung_up(&io::stdout()),
            Reader::Unknown => false,
            Reader::Gone => true,
        }
    }
}
