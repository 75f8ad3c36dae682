//! Makes the new value.

use std::ffi::OsString;

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json;
use crate::json::key_path::KeyPath;
use crate::options::filter::Filter;
use crate::options::value::{Reading, read_json};
use crate::output;
use crate::platform::child::capture::Printed;
use crate::platform::child::{Command, Started, start};
use crate::platform::machine::file_in_memory;
use crate::session::Context;
use crate::text::shell::shell_word;

/// What makes it.
pub(super) enum How {
    Filter(Filter),
    /// A command, and how what it prints is read.
    Command(Vec<OsString>, Reading),
}

/// The new value.
pub(super) enum Made {
    Value(Value),
    /// The command failed with this exit code, which was said.
    Failed(u8),
}

impl How {
    /// What the record says of it.
    pub(super) fn recorded(&self) -> (&'static str, Value) {
        match self {
            Self::Filter(filter) => ("filter", filter.text.clone().into()),
            Self::Command(words, _) => {
                ("command", words.iter().map(|word| word.to_string_lossy().into_owned()).collect())
            }
        }
    }

    pub(super) fn made(&self, held: &Value, path: &KeyPath, context: &Context<'_>) -> Result<Made> {
        match self {
            Self::Filter(filter) => one(filter.run(held.to_string())?, path).map(Made::Value),
            Self::Command(words, reading) => printed(words, *reading, held, path, context),
        }
    }
}

/// The only result.
fn one(results: Vec<Value>, path: &KeyPath) -> Result<Value> {
    let count = results.len();
    let mut results = results.into_iter();
    match (results.next(), count) {
        (Some(result), 1) => Ok(result),
        (None, _) => Err(Failure::new(Kind::BadData, "the filter has no result, where one is needed")
            .hint(format!("to remove the value: ctx unset {}", shell_word(path)))
            .into()),
        (Some(_), count) => {
            let why = format!("the filter has {count} results, where one is needed");
            Err(Failure::new(Kind::BadData, why).hint("to collect them in an array: [FILTER]").into())
        }
    }
}

/// What a command prints for the value on its standard input.
fn printed(words: &[OsString], reading: Reading, held: &Value, path: &KeyPath, context: &Context<'_>) -> Result<Made> {
    let failed = |e| Failure::new(Kind::Io, format!("could not pass the value on: {e}"));
    let most = context.longest_input()?.max(context.max_size);
    let (output, printing) = Printed::up_to(most.bytes()).map_err(failed)?;
    let input = file_in_memory(format!("{held}\n").as_bytes()).map_err(failed)?;
    let passed_on = context.session.passed_on(&context.file)?;
    let environment: Vec<_> = passed_on.as_environment().collect();
    let command =
        Command { words, environment: &environment, input: Some(input), output: Some(printing), ..Command::default() };
    let unchanged = |code: u8| {
        context.session.say(&format!("the command exited with code {code}, so {path} was not changed"));
        Ok(Made::Failed(code))
    };
    let exit = match start(command, &output::note)? {
        Started::Running(running) => running.end(),
        Started::Not(code) => return unchanged(code),
    };
    let Some(printed) = output.end().map_err(failed)? else {
        let why = format!("the command printed more than {}", most.in_words());
        return Err(Failure::new(Kind::BadData, why).into());
    };
    if let Some(signal) = exit.asked {
        return unchanged(u8::try_from(signal).unwrap_or_default().saturating_add(128));
    }
    if exit.code != 0 {
        return unchanged(exit.code);
    }
    let text = String::from_utf8(printed).map_err(|e| {
        let at = e.utf8_error().valid_up_to() + 1;
        Failure::new(Kind::BadData, format!("what the command printed is not UTF-8 at byte {at}"))
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    if text.is_empty() && reading == Reading::Either {
        let failure = Failure::new(Kind::BadData, "the command printed nothing, where a value is needed");
        return Err(failure.hint("to store empty text: --string").into());
    }
    Ok(Made::Value(match reading {
        Reading::Json => read_json(text.as_bytes(), "what the command printed")?,
        Reading::Text => Value::from(text),
        Reading::Either => match json::parse(text.as_bytes()) {
            Ok(value) => value,
            Err(why) => {
                let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
                let values = values.collect::<Result<Vec<_>, _>>().map_or(0, |values| values.len());
                if values > 1 {
                    context
                        .session
                        .say(&format!("{path} is stored as text, since it is {values} JSON values, not one"));
                } else if text.starts_with(['{', '[', '"']) {
                    context.session.say(&format!("{path} is stored as text, since it is not JSON: {why}"));
                }
                Value::from(text)
            }
        },
    }))
}
