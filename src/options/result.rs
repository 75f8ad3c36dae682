//! The result of work.

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::options::value::read_argument;
use crate::session::Context;

/// A result, which may be left out.
#[derive(Args, Clone, Debug)]
#[group(multiple = false)]
pub struct ResultArgs {
    /// Result to record, read like a value of `ctx set`; - reads standard input
    #[arg(value_name = "RESULT", allow_hyphen_values = true, help_heading = None::<&str>)]
    result: Option<String>,

    /// Same as RESULT
    #[arg(id = "result_option", long = "result", value_name = "VALUE", allow_negative_numbers = true, hide = true, help_heading = None::<&str>)]
    result_option: Option<String>,
}

impl ResultArgs {
    /// Reads the result.
    ///
    /// # Errors
    /// As [`read_argument`].
    pub fn read(&self, context: &Context<'_>) -> Result<Option<Value>> {
        let word = self.result.as_ref().or(self.result_option.as_ref());
        word.map(|word| read_argument(context, word, "the result")).transpose()
    }
}
