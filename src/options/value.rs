//! Values from arguments, files or standard input.

use std::path::Path;

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json;
use crate::json::JsonError;
use crate::json::key_path::KeyPath;
use crate::json::text_value;
use crate::platform::input::{Source, is_file};
use crate::session::{Context, Session};
use crate::text::shell::{shell_path, shell_word};

/// How a value is read.
#[derive(Args, Clone, Debug, Default)]
pub struct ValueArgs {
    /// Treat the value as text, even if it looks like JSON
    #[arg(long, conflicts_with = "json")]
    pub string: bool,

    /// Parse the value as JSON; fail if it is not
    #[arg(long)]
    pub json: bool,

    /// Read the value from FILE; - is standard input
    #[arg(short, long, alias = "from-file", value_name = "FILE")]
    pub file: Option<Source>,
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

    /// Reads the value from the argument, from standard input for `-`, or from the file. `verb` and `path` are
    /// those of the command.
    ///
    /// # Errors
    /// Fails if there is no value, or two; if the input cannot be read, is too large, or is not text or JSON as
    /// required.
    pub fn read(&self, context: &Context<'_>, word: Option<&str>, path: &KeyPath, verb: &str) -> Result<Value> {
        let name = path.to_string();
        match (word, &self.file) {
            (None, None) => Err(no_value(path, verb).into()),
            (Some(_), Some(_)) => {
                let failure = Failure::new(Kind::Usage, "a value and --file are both given");
                Err(failure.hint(format!("for the file alone: ctx {verb} {} -f FILE", shell_word(path))).into())
            }
            (Some("-"), None) => self.reading().read_from(context, &Source::StandardInput, &name),
            (None, Some(source)) => self.reading().read_from(context, source, &name),
            (Some(word), None) => {
                note_file_name(context.session, word, &name, |file| {
                    format!("ctx {verb} {} -f {file}", shell_word(path))
                });
                self.reading().read(context.session, word, &name)
            }
        }
    }
}

fn no_value(path: &KeyPath, verb: &str) -> Failure {
    let path = shell_word(path);
    let failure = Failure::new(Kind::Usage, format!("no value given for {path}"))
        .hint(format!("to read it from standard input: ctx {verb} {path} -"))
        .hint(format!("for empty text: ctx {verb} {path} ''"));
    if verb == "set" { failure.hint(format!("to remove the value: ctx unset {path}")) } else { failure }
}

/// Notes that `@FILE` is text, where a file of that name exists: in other tools it stands for the contents.
fn note_file_name(session: &Session, word: &str, name: &str, command: impl Fn(&str) -> String) {
    let Some(file) = word.strip_prefix('@').map(Path::new).filter(|file| is_file(file)) else { return };
    let hint = format!("for the contents of the file: {}", command(&shell_path(file)));
    session.say_with_hints(&format!("{name} is the text {word}"), &[hint]);
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
    /// Reads a file or standard input. Prints a note if it is empty.
    ///
    /// # Errors
    /// Fails if it cannot be read, is too large, or is not text; as [`Reading::read`].
    pub fn read_from(self, context: &Context<'_>, source: &Source, name: &str) -> Result<Value> {
        let text = context.read_text(source)?;
        if text.is_empty() && self != Self::Json {
            context.session.say(&format!("{name} is empty text: {source} is empty"));
        }
        if self == Self::Json {
            return read_json(text.as_bytes(), &format!("the value of {name}, read from {source},"));
        }
        self.read(context.session, &text, name)
    }

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
        return Reading::Either.read_from(context, &Source::StandardInput, name);
    }
    note_file_name(context.session, word, name, |file| format!("give - in its place, and redirect it: < {file}"));
    Reading::Either.read(context.session, word, name)
}

/// Reads strict JSON.
///
/// # Errors
/// Fails if the text is not JSON, with line and column.
pub fn read_json(text: &[u8], what: &str) -> Result<Value> {
    json::parse(text).map_err(|e| not_json(&e, what).into())
}

fn not_json(error: &JsonError, what: &str) -> Failure {
    Failure::new(Kind::BadData, format!("{what} is not valid JSON: {error}"))
        .fact("line", error.line)
        .fact("column", error.column)
}
