//! Reports the failure of a command.

use std::path::Path;

use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::output::error_format::ErrorFormat;
use crate::output::talk::{lines, object};
use crate::text::shell::shell_path;

/// Prints an error and its hints. Commands in hints get `-c PATH` if the command line named one.
pub fn report(error: &anyhow::Error, format: ErrorFormat, file: Option<&Path>) {
    match format {
        ErrorFormat::Json => object(&Value::Object(members(error, file))),
        ErrorFormat::Text => lines(&message(error), &hints(error, file)),
    }
}

/// Returns an error as data: the message, code, kind and hints, then the facts.
#[must_use]
pub fn members(error: &anyhow::Error, file: Option<&Path>) -> Map<String, Value> {
    let kind = kind(error);
    let mut members = Map::from_iter([
        ("error".to_owned(), message(error).into()),
        ("code".to_owned(), kind.code().into()),
        ("kind".to_owned(), kind.word().into()),
        ("hints".to_owned(), hints(error, file).into()),
    ]);
    members.extend(error.downcast_ref::<Failure>().map(|failure| failure.facts().clone()).unwrap_or_default());
    members
}

/// Returns the hints of an error.
#[must_use]
pub fn hints(error: &anyhow::Error, file: Option<&Path>) -> Vec<String> {
    let hints = error.downcast_ref::<Failure>().map(Failure::hints).unwrap_or_default();
    hints.iter().map(|hint| about(hint, file)).collect()
}

/// Adds `-c PATH` to the command in a hint: a hint is a command, or ends with one after a colon.
#[must_use]
pub fn about(hint: &str, file: Option<&Path>) -> String {
    let command = if hint.starts_with("ctx ") { Some(0) } else { hint.find(": ctx ").map(|colon| colon + 2) };
    match (command.map(|at| hint.split_at(at)), file) {
        (Some((before, command)), Some(file)) if !command.starts_with("ctx -") => {
            let word = shell_path(file);
            format!("{before}ctx -c {word} {}", command.trim_start_matches("ctx "))
        }
        _ => hint.to_owned(),
    }
}

/// Returns the kind of an error: that of the [`Failure`], or [`Kind::Io`].
#[must_use]
pub fn kind(error: &anyhow::Error) -> Kind {
    error.downcast_ref::<Failure>().map_or(Kind::Io, |f| f.kind)
}

/// Returns what was tried and why it failed, without repetition.
#[must_use]
pub fn message(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = error.chain().map(ToString::to_string).collect();
    parts.dedup();
    parts.join(": ")
}
