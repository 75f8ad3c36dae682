//! Reports the failure of a command.

use std::path::Path;

use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::output::error_format::ErrorFormat;
use crate::output::talk::{lines, object};
use crate::text::shell::shell_path;

/// Prints an error and its hints. Commands in hints get `-c PATH` if the command line named one.
pub fn report(error: &anyhow::Error, format: ErrorFormat, file: Option<&Path>) {
    let failure = error.downcast_ref::<Failure>();
    let hints: Vec<String> = failure.map(Failure::hints).unwrap_or_default().iter().map(|h| about(h, file)).collect();
    let message = message(error);
    if format == ErrorFormat::Json {
        let mut members = Map::new();
        let kind = kind(error);
        members.insert("error".to_owned(), message.into());
        members.insert("code".to_owned(), kind.code().into());
        members.insert("kind".to_owned(), kind.word().into());
        members.insert("hints".to_owned(), hints.into());
        members.extend(failure.map(|f| f.facts().clone()).unwrap_or_default());
        return object(&Value::Object(members));
    }
    lines(&message, &hints);
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
