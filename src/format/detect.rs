//! Which format a file has: by its name, or by what is in it if only one reading is possible.

use std::path::Path;

use serde_json::Value;

use crate::format::Input;

/// Returns the format that a file's name says.
#[must_use]
pub fn by_name(path: &Path) -> Option<Input> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if name == ".env" || name.starts_with(".env.") || name == "env" {
        return Some(Input::Dotenv);
    }
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "json" => Input::Json,
        "jsonl" | "ndjson" => Input::JsonLines,
        "yaml" | "yml" => Input::Yaml,
        "toml" => Input::Toml,
        "env" | "dotenv" => Input::Dotenv,
        "csv" => Input::Csv,
        "tsv" | "tab" => Input::Tsv,
        "md" | "markdown" => Input::Story,
        _ => return None,
    })
}

/// Returns the only format that can be meant.
///
/// # Errors
/// Fails with the formats that could be meant, perhaps none. CSV never is: almost anything is one. `KEY=VALUE` lines
/// are where dotenv could be, or records end with NUL.
pub fn by_content(bytes: &[u8]) -> Result<Input, Vec<Input>> {
    for format in [Input::Json, Input::JsonLines] {
        let begins = bytes.trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'{' | b'['));
        if format.read(bytes).is_ok_and(|value| begins || format == Input::Json && !value.is_number()) {
            return Ok(format);
        }
    }
    // Only env(1) ends records with NUL.
    if bytes.contains(&0) && Input::Lines.read(bytes).is_ok() {
        return Ok(Input::Lines);
    }
    let holds = |value: &Value| value.is_object() || value.is_array();
    // No shell takes a name with a space behind it.
    let is_spaced = bytes.windows(2).any(|pair| pair == b" =");
    let candidates = [Input::Toml, Input::Dotenv, Input::Yaml, Input::Story];
    let candidates = candidates.into_iter().filter(|format| !(is_spaced && *format == Input::Dotenv));
    let read = candidates.filter_map(|format| Some((format, format.read(bytes).ok().filter(holds)?)));
    let mut read: Vec<(Input, Value)> = read.collect();
    // What env(1) prints looks like dotenv, which cuts comments off and takes quotes away.
    if read.iter().any(|(format, _)| *format == Input::Dotenv) {
        read.extend(Input::Lines.read(bytes).ok().map(|value| (Input::Lines, value)));
    }
    match read.as_slice() {
        [(first, value), others @ ..] if others.iter().all(|(_, other)| other == value) => Ok(*first),
        several => Err(several.iter().map(|(format, _)| *format).collect()),
    }
}
