//! Writes YAML in block style. Text is bare only where no reader, of YAML 1.1 or 1.2, takes it for anything else.

use serde_json::Value;

use crate::format::in_quotes::in_quotes;
use crate::text::escape::is_hidden;

/// Text that some reader takes for a boolean, null or a merge key, in any case.
const WORDS: [&str; 11] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none"];

/// The longest key that stands before its colon without a mark, in characters.
const LONGEST_KEY: usize = 1000;

/// Returns the document, with a final line break.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    node(value, 0, &mut text);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Writes a value whose first line has begun already; what follows is indented.
fn node(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                begin(i, indent, out);
                out.push_str("- ");
                node(item, indent + 2, out);
                end(out);
            }
        }
        Value::Object(members) if !members.is_empty() => {
            for (i, (key, value)) in members.iter().enumerate() {
                begin(i, indent, out);
                let key = if is_bare(key) { key.clone() } else { in_quotes(key) };
                // A key that is longer has to say that it is one (YAML 1.2, 7.4.2).
                if key.chars().count() > LONGEST_KEY {
                    out.extend(["? ", &key, "\n", &" ".repeat(indent), ":"]);
                } else {
                    out.extend([&key, ":"]);
                }
                let is_block = match value {
                    Value::Array(items) => !items.is_empty(),
                    Value::Object(members) => !members.is_empty(),
                    _ => false,
                };
                if is_block {
                    out.push('\n');
                    out.push_str(&" ".repeat(indent + 2));
                } else {
                    out.push(' ');
                }
                node(value, indent + 2, out);
                end(out);
            }
        }
        Value::String(text) if is_block(text) => block(text, indent, out),
        Value::String(text) if is_bare(text) => out.push_str(text),
        Value::String(text) => out.push_str(&in_quotes(text)),
        // Null, booleans, numbers, [] and {} are JSON.
        other => out.push_str(&other.to_string()),
    }
}

fn begin(i: usize, indent: usize, out: &mut String) {
    if i > 0 {
        out.push_str(&" ".repeat(indent));
    }
}

fn end(out: &mut String) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

fn is_bare(text: &str) -> bool {
    let is_part =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ' | '@' | '+' | '(' | ')' | ',');
    let begins = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/'));
    // A flow style around it would end at a comma; here nothing is in flow style.
    begins
        && !text.ends_with(' ')
        && text.chars().all(is_part)
        && !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether text is readable as a literal block (YAML 1.2, 8.1.2), and comes back from there as it is.
fn is_block(text: &str) -> bool {
    let first = text.split('\n').next().unwrap_or_default();
    text.contains('\n')
        && !first.is_empty()
        && !first.starts_with([' ', '\t'])
        && !text.contains(|c: char| c != '\n' && c != '\t' && is_hidden(c))
}

fn block(text: &str, indent: usize, out: &mut String) {
    let chomping = match text.strip_suffix('\n') {
        None => "|-",
        Some(rest) if rest.ends_with('\n') => "|+",
        Some(_) => "|",
    };
    out.push_str(chomping);
    out.push('\n');
    // At the root, content may stand at the margin, where a marker such as --- would end it.
    let indent = " ".repeat(indent.max(2));
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            out.push_str(&indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}
