//! Values from arguments, files or standard input.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json;
use crate::json::JsonError;
use crate::json::text_value;
use crate::platform::input::{Source, is_typed};
use crate::session::{Context, Session};

/// How a value is read.
#[derive(Args, Clone, Debug, Default)]
pub struct ValueArgs {
    /// Treat the value as text, even if it looks like JSON
    #[arg(long, conflicts_with = "json")]
    pub string: bool,

    /// Parse the value as JSON; fail if it is not
    #[arg(long)]
    pub json: bool,

    /// Read the value from FILE
    #[arg(long, value_name = "FILE")]
    pub from_file: Option<PathBuf>,
}

impl ValueArgs {
    #[must_use]
    pub fn reading(&self) -> Reading {
        match self {
            Self { string: true, .. } => Reading::Text,
            Self { json: true, .. } => Reading::Json,
            _ => Reading::Either,
        }
    }

    /// Reads the value from the argument, from the file, or from standard input (no argument or `-`).
    ///
    /// # Errors
    /// Fails if the input cannot be read, is too large, or is not text or JSON as required.
    pub fn read(&self, context: &Context<'_>, word: Option<&str>, name: &str) -> Result<Value> {
        let source = match (word, &self.from_file) {
            (Some(_), Some(_)) => {
                return Err(Failure::new(Kind::Usage, "a value and --from-file are both given").into());
            }
            (Some(word), None) if word != "-" => return self.reading().read(context.session, word, name),
            (None, None) if is_typed() => {
                return Err(Failure::new(Kind::Usage, "no value given")
                    .hint("to type it on standard input, use - as the value")
                    .into());
            }
            (_, Some(file)) => Source::File(file.clone()),
            _ => Source::StandardInput,
        };
        let text = context.read_text(&source)?;
        self.reading().read(context.session, &text, name)
    }
}

/// How an argument becomes a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// JSON if it prints back unchanged, text otherwise.
    #[default]
    Either,
    Text,
    Json,
}

impl Reading {
    /// Reads one argument. Prints a note if it looks like JSON but is not.
    ///
    /// # Errors
    /// With [`Reading::Json`], fails if the text is not JSON.
    pub fn read(self, session: &Session, word: &str, name: &str) -> Result<Value> {
        match self {
            Self::Text => Ok(Value::String(word.to_owned())),
            Self::Json => read_json(word.as_bytes(), &format!("the value of {name}")),
            Self::Either => {
                let read = text_value::read(word);
                if let Some(why) = read.not_json {
                    session.say(&format!("{name} is stored as text, since it is not JSON: {why}"));
                }
                Ok(read.value)
            }
        }
    }
}

/// Reads an argument such as a payload or a result like a value of `ctx set`, or from standard input
/// for `-`.
///
/// # Errors
/// Fails if standard input cannot be read, is too large, or is not text.
pub fn read_argument(context: &Context<'_>, word: &str, name: &str) -> Result<Value> {
    if word == "-" {
        let text = context.read_text(&Source::StandardInput)?;
        return Reading::Either.read(context.session, &text, name);
    }
    Reading::Either.read(context.session, word, name)
}

/// Reads strict JSON.
///
/// # Errors
/// Fails if the text is not JSON, with line and column.
pub fn read_json(text: &[u8], what: &str) -> Result<Value> {
    json::parse(text).map_err(|e| not_json(&e, what).into())
}

/// As [`read_json`], for the data of a message; the hint explains JSON.
///
/// # Errors
/// As [`read_json`].
pub fn read_json_data(text: &[u8], what: &str) -> Result<Value> {
    let hint = r#"text needs quotes, as in '"text"'; an object looks like '{"key":"value"}'"#;
    json::parse(text).map_err(|e| not_json(&e, what).hint(hint).into())
}

fn not_json(error: &JsonError, what: &str) -> Failure {
    Failure::new(Kind::BadData, format!("{what} is not valid JSON: {error}"))
        .fact("line", error.line)
        .fact("column", error.column)
}
