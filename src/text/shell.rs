//! Quotes words for a shell, so that commands in hints can be copied.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::text::escape::is_hidden;

/// A path in a document, as one shell word.
#[must_use]
pub fn shell_word(path: &impl std::fmt::Display) -> String {
    shell_quoted(&path.to_string())
}

/// A file name, as one shell word that no command takes for an option.
#[must_use]
pub fn shell_path(path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    let bytes = if bytes.starts_with(b"-") { [b"./", bytes].concat() } else { bytes.to_vec() };
    match String::from_utf8(bytes) {
        Ok(text) => shell_quoted(&text),
        Err(error) => coded(error.as_bytes()),
    }
}

/// A text, as one shell word.
#[must_use]
pub fn shell_quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "._-:/@,+%".contains(c));
    if plain {
        text.to_owned()
    } else if text.contains(is_hidden) {
        coded(text.as_bytes())
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// `$'…'`, as `ls` writes such names (POSIX since 2024).
fn coded(bytes: &[u8]) -> String {
    let mut word = "$'".to_owned();
    for &byte in bytes {
        match byte {
            b'\'' | b'\\' => word.extend(['\\', char::from(byte)]),
            b' '..=b'~' => word.push(char::from(byte)),
            // Three digits, so that a digit that follows is not taken for one more.
            _ => word.extend(format!("\\{byte:03o}").chars()),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::process::Command;

    use super::*;

    #[test]
    fn whatever_a_file_is_called_a_shell_takes_its_word_for_that_name() {
        let names: [&[u8]; 8] = [
            b"plain.json",
            b"rm c;touch z",
            b"it's",
            b"$(id) `id` \"x\" \\",
            b"two\nlines\t\x1b[31m7",
            b"caf\xe9'\\",
            "\u{202e}gnp.\u{2028}exe".as_bytes(),
            b"*?[a]~",
        ];
        for name in names {
            let word = shell_path(Path::new(OsStr::from_bytes(name)));
            assert!(!word.contains(is_hidden), "{word:?}");
            let said = Command::new("bash").args(["-c", &format!("printf %s {word}")]).output().unwrap();
            assert_eq!(said.stdout, name, "{word}");
        }
        assert_eq!(shell_path(Path::new("-rf")), "./-rf");
    }
}
