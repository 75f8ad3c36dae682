//! Files that are ctx's as a whole. Their last line says so, with a hash of the lines above it: what a user edited
//! is left alone.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::agents::settings::{Direction, Edited};

/// How much of the hash, a SHA-256, the last line has, in bytes.
const BYTES: usize = 8;

/// A file of ctx's.
#[derive(Clone, Debug)]
pub struct Whole {
    pub text: String,
    /// What the last line begins and ends with: the marks of a comment.
    pub comment: (&'static str, &'static str),
}

/// Writes the file, or removes it.
#[must_use]
pub fn edited(text: Option<&str>, file: &Whole, direction: Direction) -> Edited {
    match (text, direction) {
        (Some(text), _) if !file.is_ours(text) => {
            let left = "it was not written by ctx, or was edited".to_owned();
            Edited { text: Some(text.to_owned()), left: vec![left] }
        }
        (_, Direction::PutIn) => Edited { text: Some(file.marked(&file.text)), left: Vec::new() },
        (_, Direction::TakeOut) => Edited { text: None, left: Vec::new() },
    }
}

impl Whole {
    fn marked(&self, text: &str) -> String {
        let (begin, end) = self.comment;
        let mut hash = String::new();
        for byte in Sha256::digest(text.as_bytes()).iter().take(BYTES) {
            // Writing to a string does not fail.
            let _ = write!(hash, "{byte:02x}");
        }
        format!("{text}{begin}Written by `ctx setup`, which replaces or removes it while its hash is {hash}.{end}\n")
    }

    /// Whether ctx wrote a text, in whatever version.
    fn is_ours(&self, text: &str) -> bool {
        let lines = text.strip_suffix('\n').and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1);
        text.get(..lines).is_some_and(|lines| self.marked(lines) == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_user_edited_is_left_and_what_an_older_version_wrote_is_replaced() {
        let old = Whole { text: "one\ntwo\n".to_owned(), comment: ("# ", "") };
        let new = Whole { text: "three\n".to_owned(), ..old.clone() };
        let written = edited(None, &old, Direction::PutIn).text.unwrap();
        assert_eq!(edited(Some(&written), &new, Direction::PutIn).text, edited(None, &new, Direction::PutIn).text);
        assert_eq!(edited(Some(&written), &new, Direction::TakeOut), Edited { text: None, left: Vec::new() });
        for other in ["", "\n", "one\ntwo\n", &written.replace("two", "2"), &format!("{written}more\n")] {
            for direction in [Direction::PutIn, Direction::TakeOut] {
                let left = edited(Some(other), &new, direction);
                assert_eq!((left.text.as_deref(), left.left.len()), (Some(other), 1));
            }
        }
    }
}
