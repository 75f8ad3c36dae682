//! The bound of an output that has to fit into a model's context.

use clap::Args;

use crate::text::size::Size;

/// The smallest bound, in bytes: it holds what is said of everything that is left out.
const LEAST: u64 = 256;

/// The bound of the whole output.
#[derive(Args, Clone, Copy, Debug)]
pub struct MaxBytesArgs {
    /// Print at most N bytes, 256 or more, and say what is left out
    #[arg(long, value_name = "N", default_value = "2000", value_parser = parse)]
    max_bytes: Size,
}

impl MaxBytesArgs {
    #[must_use]
    pub fn bytes(self) -> usize {
        usize::try_from(self.max_bytes.bytes()).unwrap_or(usize::MAX)
    }
}

/// Parses a bound.
///
/// # Errors
/// Fails if the text is not a size, or too small.
pub fn parse(text: &str) -> Result<Size, String> {
    match text.parse::<Size>() {
        Ok(size) if size.bytes() < LEAST => Err(format!("at least {LEAST} bytes are needed")),
        Ok(size) => Ok(size),
        Err(error) => Err(error.to_string()),
    }
}
