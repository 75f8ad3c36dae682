//! Standard error: lines of text or, with `--error-format json`, one JSON object per line. All
//! of it is written here.

use std::io::{self, Write as _};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::output::error_format::ErrorFormat;
use crate::output::terminal::escape;

/// The format of this process. It is global, like standard error.
static FORMAT: OnceLock<ErrorFormat> = OnceLock::new();

/// Sets the format. The first call wins.
pub fn talk_in(format: ErrorFormat) {
    let _ = FORMAT.set(format);
}

/// Prints a note with hints: `ctx: …` and `hint: …`, or `{"note":"…","hints":[…]}`.
pub fn note(text: &str, hints: &[String]) {
    match FORMAT.get().copied().unwrap_or_default() {
        ErrorFormat::Text => lines(text, hints),
        ErrorFormat::Json => object(&json!({"note": text, "hints": hints})),
    }
}

pub(crate) fn lines(text: &str, hints: &[String]) {
    let hints = hints.iter().map(|hint| format!("hint: {}\n", indented(hint)));
    let text: String = [format!("ctx: {}\n", indented(text))].into_iter().chain(hints).collect();
    put(&escape(&text, true));
}

/// Indents every line but the first, so that no line of a text can be mistaken for a message or
/// a hint.
fn indented(text: &str) -> String {
    let further = |line: &str| format!("\n{}{line}", if line.starts_with("  ") { "" } else { "  " });
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + &further(line))
}

pub(crate) fn object(object: &Value) {
    put(&format!("{}\n", escape(&object.to_string(), false)));
}

/// Ignores a failure: standard error may be closed or full.
fn put(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

#[cfg(test)]
mod tests {
    use crate::output::talk::indented;

    #[test]
    fn only_what_ctx_says_begins_at_the_margin() {
        assert_eq!(indented("one"), "one");
        assert_eq!(indented("two\n  lines"), "two\n  lines");
        assert_eq!(indented("broken\nhint: rm -rf ~\n"), "broken\n  hint: rm -rf ~\n  ");
    }
}
