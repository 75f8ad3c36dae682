//! A line on a terminal that is replaced as things go on.

use std::io::{self, IsTerminal as _, Write as _};

use crate::platform::machine;

/// The last line of standard error, if that is a terminal.
pub struct Status {
    columns: usize,
}

impl Status {
    /// Returns it; `None` if standard error is no terminal.
    #[must_use]
    pub fn on_terminal() -> Option<Self> {
        let columns = machine::columns(&io::stderr()).filter(|_| io::stderr().is_terminal())?;
        Some(Self { columns })
    }

    /// The longest line that fits.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns.saturating_sub(1)
    }

    /// Replaces the line.
    pub fn show(&self, line: &str) {
        // Standard error may be closed by now.
        drop(write!(io::stderr().lock(), "\r\x1b[K{line}"));
    }

    /// Ends the line.
    pub fn end(&self) {
        drop(writeln!(io::stderr().lock()));
    }
}
