//! Words of a shell: commands in hints are there to be copied.

use super::key_path::KeyPath;

/// A path as a shell takes it for one word.
#[must_use]
pub fn shell_word(path: &KeyPath) -> String {
    shell_quoted(&path.to_string())
}

/// A text as a shell takes it for one word.
#[must_use]
pub fn shell_quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "._-:/@,+%".contains(c));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
