//! Why an import is refused, and what to do.

use crate::error::{Failure, Kind};
use crate::format::{Input, Unread};
use crate::json::key_path::KeyPath;
use crate::json::kind_of;
use crate::platform::input::Source;
use crate::text::shell::{shell_quoted, shell_word};

/// What is no object stands where only an object can.
pub fn misplaced(source: &Source, value: &serde_json::Value, path: &KeyPath) -> anyhow::Error {
    let (what, file) = (kind_of(value), shell_quoted(&source.to_string()));
    let file = if *source == Source::StandardInput { "-".to_owned() } else { file };
    let (why, hint) = if path.is_root() {
        (format!("{source} is {what}, and the document is an object"), format!("ctx import {file} --into PATH"))
    } else {
        (
            format!("{source} is {what}, which would replace what the other files give"),
            format!("import it alone: ctx import {file} --into {}", shell_word(path)),
        )
    };
    Failure::new(Kind::BadData, format!("could not import: {why}")).hint(hint).into()
}

/// Several formats, or none, could be meant.
pub fn unclear(source: &Source, meant: &[Input]) -> Failure {
    let titles: Vec<&str> = meant.iter().map(|format| format.title()).collect();
    let why = match titles.as_slice() {
        [] => format!("could not import {source}: its format is not clear from its name or content"),
        several => format!("could not import {source}: it may be {}, which differ here", several.join(" or ")),
    };
    let words: Vec<&str> = Input::ALL.iter().map(|(word, _)| *word).collect();
    Failure::new(Kind::Usage, why).hint(format!("name it: --format {}", words.join("|")))
}

/// A file is not of its format.
pub fn not_read(source: &Source, format: Input, unread: &Unread) -> Failure {
    let what =
        if unread.is_unheld { "cannot be held as JSON".to_owned() } else { format!("is not {}", format.title()) };
    let why = format!("could not import {source}: it {what}: {unread}");
    let failure = placed(why, source, unread);
    if let Some(hint) = &unread.hint {
        return failure.hint(hint.as_str());
    }
    match format {
        Input::Story => failure.hint(
            "the form: ## Story Info, with lines - **story_id**: S-1 and - **goal**: ...; ## User Story; ## Acceptance Criteria, with headings ### AC1: Title",
        ),
        _ => failure,
    }
}

/// A file whose lines are wanted is no text.
pub fn no_text(source: &Source, unread: &Unread) -> Failure {
    placed(format!("could not import {source}: it is not text: {unread}"), source, unread)
}

fn placed(why: String, source: &Source, unread: &Unread) -> Failure {
    let failure = Failure::new(Kind::BadData, why).fact("file", source.to_string());
    match unread.place {
        Some((line, column)) => failure.fact("line", line).fact("column", column),
        None => failure,
    }
}
