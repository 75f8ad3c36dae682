//! What goes to standard error: the one door for all of it, as lines of text or, with
//! `--error-format json`, as one JSON object a line.

use std::io::{self, Write as _};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::output::ErrorFormat;
use crate::output::terminal::escape;

/// How this process talks; there is one standard error, and commands that run others talk too.
static FORMAT: OnceLock<ErrorFormat> = OnceLock::new();

/// From now on everything is told so. What was said first stands.
pub fn talk_in(format: ErrorFormat) {
    let _ = FORMAT.set(format);
}

/// Says something that is neither data nor an error, and what helps: `ctx: …` and `hint: …`,
/// or `{"note":"…","hints":[…]}`.
pub fn note(text: &str, hints: &[String]) {
    match FORMAT.get().copied().unwrap_or_default() {
        ErrorFormat::Text => lines(text, hints),
        ErrorFormat::Json => object(&json!({"note": text, "hints": hints})),
    }
}

/// [`note`] of something without a hint.
pub fn tell(text: &str) {
    note(text, &[]);
}

pub(crate) fn lines(text: &str, hints: &[String]) {
    let hints = hints.iter().map(|hint| format!("hint: {}\n", indented(hint)));
    let text: String = [format!("ctx: {}\n", indented(text))].into_iter().chain(hints).collect();
    put(&escape(&text, true));
}

/// A text whose further lines begin with blanks, so that none of them, by whomever it is, can
/// be taken for a message or a hint.
fn indented(text: &str) -> String {
    let further = |line: &str| format!("\n{}{line}", if line.starts_with("  ") { "" } else { "  " });
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + &further(line))
}

pub(crate) fn object(object: &Value) {
    put(&format!("{}\n", escape(&object.to_string(), false)));
}

/// Standard error may be closed or full; there is nowhere left to say so.
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
