//! How much of each value a report shows.

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::json;
use crate::json::bounded::bounded;
use crate::log::entry::RECORD_DEPTH;
use crate::options::max_bytes;
use crate::output::Output;
use crate::session::Context;
use crate::text::clip::Clip;
use crate::text::size::Size;

/// How much of each value a report shows.
#[derive(Args, Clone, Copy, Debug)]
pub struct ShownArgs {
    /// Print values whole, not cut to a line of the terminal or to 1,000 characters
    #[arg(long, conflicts_with = "json")]
    full: bool,

    /// With --json: print at most N bytes, and say what is left out
    #[arg(long, value_name = "N", requires = "json", value_parser = max_bytes::parse)]
    max_bytes: Option<Size>,
}

impl ShownArgs {
    /// Returns how values are shown on this output.
    #[must_use]
    pub fn clip(&self, out: &Output) -> Clip {
        Clip::new(self.full, out.columns())
    }

    /// Returns the bound of JSON output, if there is one.
    #[must_use]
    pub fn max_bytes(&self) -> Option<usize> {
        self.max_bytes.map(|size| usize::try_from(size.bytes()).unwrap_or(usize::MAX))
    }

    /// As [`ShownArgs::bounded`], for a record of the log.
    #[must_use]
    pub fn bounded_record(&self, line: &[u8]) -> Option<String> {
        self.max_bytes().and_then(|most| self.record_within(line, most))
    }

    /// Returns a record as far as it fits in `most` bytes with its line break; `None` if all of it does.
    #[must_use]
    pub fn record_within(&self, line: &[u8], most: usize) -> Option<String> {
        let is_long = line.len() >= most;
        let record = is_long.then(|| json::parse_nested(line, RECORD_DEPTH).ok()).flatten()?;
        Some(bounded(&record, most.saturating_sub(1)).to_string())
    }

    /// Whether values are shown whole.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Returns JSON as far as it fits the bound, without line breaks; `None` if there is no bound.
    #[must_use]
    pub fn bounded(&self, value: &Value) -> Option<String> {
        self.max_bytes().map(|most| bounded(value, most - 1).to_string())
    }
}

/// Says that values were clipped, and the command that prints them whole, to somebody who reads them.
///
/// # Errors
/// Fails if standard output cannot be written.
pub fn note_clipped(context: &mut Context<'_>, clip: &Clip, command: impl FnOnce() -> String) -> Result<()> {
    if clip.is_clipped() {
        context.out.flush()?;
        if !context.out.is_closed() {
            let hint = format!("to print them whole: {}", command());
            context.session.say_with_hints("long values are shown in part", &[hint]);
        }
    }
    Ok(())
}
