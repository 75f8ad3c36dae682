//! JSON Pointers (RFC 6901), as patches name places.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// A place in a JSON value: reference tokens, unescaped. Empty is the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    #[must_use]
    pub fn new(tokens: Vec<String>) -> Self {
        Self(tokens)
    }

    #[must_use]
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    #[must_use]
    pub fn child(&self, token: impl Into<String>) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.into());
        Self(tokens)
    }

    /// The container's tokens and the last one; `None` for the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(&[String], &str)> {
        self.0.split_last().map(|(last, parents)| (parents, last.as_str()))
    }

    #[must_use]
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        Self::find(&self.0, root)
    }

    pub(crate) fn find<'v>(tokens: &[String], root: &'v Value) -> Option<&'v Value> {
        tokens.iter().try_fold(root, |value, token| match value {
            Value::Object(members) => members.get(token),
            Value::Array(items) => items.get(array_index(token)?),
            _ => None,
        })
    }

    pub(crate) fn get_mut<'v>(tokens: &[String], root: &'v mut Value) -> Option<&'v mut Value> {
        tokens.iter().try_fold(root, |value, token| match value {
            Value::Object(members) => members.get_mut(token),
            Value::Array(items) => items.get_mut(array_index(token)?),
            _ => None,
        })
    }
}

/// The index that a token names in an array: digits without leading zeros (RFC 6901, section 4).
#[must_use]
pub fn array_index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with('0');
    if plain && token.bytes().all(|b| b.is_ascii_digit()) { token.parse().ok() } else { None }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

/// The text is neither empty nor starts with `/`, or has a `~` before anything but 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPointer {
    /// The byte at which it goes wrong.
    pub offset: usize,
}

impl fmt::Display for NotAPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.offset == 0 {
            "a JSON Pointer is empty or starts with /"
        } else {
            "in a JSON Pointer ~ is written ~0 and / in a key is written ~1"
        })
    }
}

impl std::error::Error for NotAPointer {}

impl FromStr for Pointer {
    type Err = NotAPointer;

    fn from_str(text: &str) -> Result<Self, NotAPointer> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        if !text.starts_with('/') {
            return Err(NotAPointer { offset: 0 });
        }
        for (offset, _) in text.match_indices('~') {
            if !matches!(text.as_bytes().get(offset + 1), Some(b'0' | b'1')) {
                return Err(NotAPointer { offset });
            }
        }
        let unescape = |token: &str| token.replace("~1", "/").replace("~0", "~");
        Ok(Self(text.split('/').skip(1).map(unescape).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_examples_of_rfc_6901_section_5_find_their_values() {
        let document = json!({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3,
            "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8});
        for (text, value) in [
            ("", document.clone()),
            ("/foo", json!(["bar", "baz"])),
            ("/foo/0", json!("bar")),
            ("/", json!(0)),
            ("/a~1b", json!(1)),
            ("/c%d", json!(2)),
            ("/e^f", json!(3)),
            ("/g|h", json!(4)),
            ("/i\\j", json!(5)),
            ("/k\"l", json!(6)),
            ("/ ", json!(7)),
            ("/m~0n", json!(8)),
        ] {
            let pointer: Pointer = text.parse().unwrap();
            assert_eq!(pointer.get(&document), Some(&value), "{text}");
            assert_eq!(pointer.to_string(), text);
        }
    }

    #[test]
    fn a_tilde_stands_only_before_0_and_1() {
        assert_eq!("/a~2".parse::<Pointer>(), Err(NotAPointer { offset: 2 }));
        assert_eq!("a".parse::<Pointer>(), Err(NotAPointer { offset: 0 }));
    }

    #[test]
    fn leading_zeros_and_signs_are_no_index() {
        assert_eq!(array_index("0"), Some(0));
        assert_eq!(array_index("10"), Some(10));
        for token in ["00", "01", "-1", "+1", "-", "", "1e0"] {
            assert_eq!(array_index(token), None, "{token}");
        }
    }
}
