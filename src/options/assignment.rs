//! `KEY=VALUE`, `KEY:=JSON`, and `@FILE` in place of a value.

use std::collections::HashSet;
use std::ffi::OsString;

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::{Assignment, split_assignment};
use crate::options::value::Reading;
use crate::platform::input::Source;
use crate::session::{Context, Session};
use crate::text::shell::shell_quoted;

/// Returns whether an argument is a pair: it has an `=` outside brackets.
#[must_use]
pub fn is_pair(word: &str) -> bool {
    split_assignment(word).is_some()
}

/// Parses the path of a verb that takes no pairs.
///
/// # Errors
/// Fails for a pair, with the command that takes its parts; as [`Session::path`].
pub fn path_alone(word: &str, verb: &str, session: &Session) -> Result<KeyPath> {
    if let Some(pair) = split_assignment(word).filter(|_| !session.takes_literal_keys()) {
        let failure = Failure::new(Kind::Usage, format!("{word:?} is a pair, and {verb} takes a path and a value"));
        let command = format!("ctx {verb} {} {}", shell_quoted(pair.path), shell_quoted(pair.value));
        return Err(failure.hint(command).into());
    }
    session.path(word)
}

/// Reads pairs with distinct paths.
///
/// # Errors
/// Fails if an argument is not a pair, a path is invalid or given twice, and as [`read_value`].
pub fn read_pairs(context: &Context<'_>, words: &[String], reading: Reading) -> Result<Vec<(KeyPath, Value)>> {
    let hint = "give PATH VALUE, or any number of KEY=VALUE and KEY:=JSON";
    read_pairs_with(context, words, reading, hint, |word| context.session.path(word))
}

/// As [`read_pairs`], for paths below one that is known: no namespace comes before them.
///
/// # Errors
/// As [`read_pairs`].
pub fn read_pairs_below(context: &Context<'_>, words: &[String], reading: Reading) -> Result<Vec<(KeyPath, Value)>> {
    let hint = "write KEY=VALUE, KEY:=JSON or KEY=@FILE; other arguments come before these";
    read_pairs_with(context, words, reading, hint, |word| context.session.path_below(word))
}

fn read_pairs_with(
    context: &Context<'_>,
    words: &[String],
    reading: Reading,
    hint: &str,
    read_path: impl Fn(&str) -> Result<KeyPath>,
) -> Result<Vec<(KeyPath, Value)>> {
    let mut pairs: Vec<(KeyPath, Value)> = Vec::with_capacity(words.len());
    let mut known: HashSet<KeyPath> = HashSet::with_capacity(words.len());
    for word in words {
        let Some(pair) = split_assignment(word) else {
            return Err(Failure::new(Kind::Usage, format!("{word:?} is not KEY=VALUE")).hint(hint).into());
        };
        let path = read_path(pair.path)?;
        let value = read_value(context, &pair, reading, &path.to_string())?;
        if !known.insert(path.clone()) {
            return Err(Failure::new(Kind::Usage, format!("{path} is given twice")).into());
        }
        pairs.push((path, value));
    }
    Ok(pairs)
}

/// Reads the value of a pair: the word itself, or the contents of the file for `@FILE`; strict JSON after `:=`.
///
/// # Errors
/// Fails if the file cannot be read, is too large, or is not text, or if a value after `:=` is not JSON.
pub fn read_value(context: &Context<'_>, pair: &Assignment<'_>, reading: Reading, name: &str) -> Result<Value> {
    let reading = if pair.json { Reading::Json } else { reading };
    let Some(file) = pair.value.strip_prefix('@') else {
        if pair.value == "-" {
            let hint = format!("for standard input: {}=@-", pair.path);
            context.session.say_with_hints(&format!("{name} is the text -"), &[hint]);
        }
        return reading.read(context.session, pair.value, name);
    };
    let read = reading.read_from(context, &Source::from(OsString::from(file)), name);
    read.map_err(|error| match error.downcast::<Failure>() {
        Ok(failure) if failure.kind != Kind::Io => failure.into(),
        Ok(failure) => {
            let text = Value::from(pair.value).to_string();
            let word = shell_quoted(&format!("{}:={text}", pair.path));
            failure.hint(format!("@ stands for the contents of a file; for the text {}: {word}", pair.value)).into()
        }
        Err(error) => error,
    })
}
