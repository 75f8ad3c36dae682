//! Answers of tools: data, and the same as text, within a bound.

use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Map, Value, json};

use crate::json::bounded::bounded;
use crate::json::with;
use crate::output::{escape, framed, hints, members, message};

/// The longest text of an answer, in characters.
pub const MOST: usize = 40_000;

/// What a frame, notes and the word on what is left out take, in characters.
const AROUND: usize = 2_000;

/// The answer of a tool.
pub struct Reply {
    /// An object.
    data: Value,
    /// What it is, if others wrote it: then its text is framed as data.
    what: Option<String>,
    /// The call that gives less, if this one gives too much.
    narrower: String,
}

impl Reply {
    /// An answer that says what the call itself did.
    pub fn own(data: Value) -> Self {
        Self { data, what: None, narrower: "ask for less".to_owned() }
    }

    /// An answer with what other agents wrote.
    pub fn of_others(what: impl Into<String>, data: Value, narrower: impl Into<String>) -> Self {
        Self { data, what: Some(what.into()), narrower: narrower.into() }
    }

    /// The answer as the protocol sends it, with what else is to be said.
    pub fn result(self, notes: &[String]) -> CallToolResult {
        let data = within(self.data, &self.narrower);
        let data = if notes.is_empty() { data } else { with(data, "notes", json!(notes)) };
        let line = data.to_string();
        let text = match &self.what {
            Some(what) => framed(what, "other agents", [line.as_str()].into_iter()),
            None => escape(&line, false).into_owned(),
        };
        let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
        result.structured_content = Some(data);
        result
    }
}

/// Data in few enough characters, with the narrower call if some of it is left out.
fn within(data: Value, narrower: &str) -> Value {
    let characters = escape(&data.to_string(), false).chars().count();
    if characters <= MOST - AROUND {
        return data;
    }
    // An escaped character takes at most twelve in the place of its bytes.
    let bounds = [MOST - AROUND, MOST / 2, MOST / 4, MOST / 16];
    let pruned = bounds.into_iter().map(|most| bounded(&data, most));
    let mut fitting = pruned.filter(|pruned| escape(&pruned.to_string(), false).chars().count() <= MOST - AROUND);
    let pruned = fitting.next().unwrap_or_else(|| Map::new().into());
    let left_out = json!({"characters": characters, "limit": MOST, "narrower": narrower});
    with(pruned, "truncated", left_out)
}

/// A failure as the protocol sends it: what the command line says of it with `--error-format json`.
pub fn failed(error: &anyhow::Error, notes: &[String]) -> CallToolResult {
    // A client has no such option.
    let hints: Vec<String> = hints(error, None).into_iter().filter(|hint| !hint.contains("--force")).collect();
    let mut data = members(error, None);
    data.insert("hints".to_owned(), json!(hints));
    if !notes.is_empty() {
        data.insert("notes".to_owned(), json!(notes));
    }
    let hints = hints.iter().map(|hint| format!("\nhint: {hint}"));
    let text: String = [message(error)].into_iter().chain(hints).collect();
    let text: String = escape(&text, true).chars().take(MOST - AROUND).collect();
    let mut result = CallToolResult::error(vec![ContentBlock::text(text)]);
    result.structured_content = Some(within(data.into(), "ask for less"));
    result
}
