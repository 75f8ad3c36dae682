//! `KEY=VALUE` and `KEY:=JSON`.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::split_assignment;
use crate::options::value::{Reading, read_json};
use crate::session::Session;

/// Returns whether an argument is a pair: it has an `=` outside brackets.
#[must_use]
pub fn is_pair(word: &str) -> bool {
    split_assignment(word).is_some()
}

/// Reads pairs with distinct paths.
///
/// # Errors
/// Fails if an argument is not a pair, a path is invalid or given twice, or `:=` is not JSON.
pub fn read_pairs(session: &Session, words: &[String], reading: Reading) -> Result<Vec<(KeyPath, Value)>> {
    let mut pairs: Vec<(KeyPath, Value)> = Vec::with_capacity(words.len());
    let mut known: HashSet<KeyPath> = HashSet::with_capacity(words.len());
    for word in words {
        let Some(pair) = split_assignment(word) else {
            return Err(Failure::new(Kind::Usage, format!("{word:?} is not KEY=VALUE"))
                .hint("give PATH VALUE, or any number of KEY=VALUE and KEY:=JSON")
                .into());
        };
        let path = session.path(pair.path)?;
        let value = if pair.json {
            read_json(pair.value.as_bytes(), &format!("the value of {path}"))?
        } else {
            reading.read(session, pair.value, &path.to_string())?
        };
        if !known.insert(path.clone()) {
            return Err(Failure::new(Kind::Usage, format!("{path} is given twice")).into());
        }
        pairs.push((path, value));
    }
    Ok(pairs)
}
