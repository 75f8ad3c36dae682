//! Files that are kept beside the document, as values refer to them.

use std::path::Path;

use serde_json::{Map, Value};

use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::log::digest::Digest;

/// The member that makes an object a reference.
const MEMBER: &str = "$file";

/// The types of files that are known by their extension.
const TYPES: [(&str, &str); 23] = [
    ("txt", "text/plain"),
    ("log", "text/plain"),
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("toml", "application/toml"),
    ("xml", "application/xml"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("tar", "application/x-tar"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
];

/// A reference to a file: `{"$file": "<sha256>", "size": 12, "type": "text/plain"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub digest: Digest,
    /// In bytes.
    pub size: u64,
    pub media_type: Option<String>,
}

/// Why an object with `$file` refers to no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAttached(pub String);

impl Attached {
    /// Reads a reference; `None` if the value is none.
    ///
    /// # Errors
    /// Fails if it names no digest or no size: nothing else is ever looked for as a file.
    pub fn read(value: &Value) -> Option<Result<Self, NotAttached>> {
        let members = value.as_object()?;
        let named = members.get(MEMBER)?;
        let not = |why: &str| NotAttached(why.to_owned());
        let is_lower = |text: &&str| !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let digest = named.as_str().filter(is_lower).and_then(|text| text.parse().ok());
        let size = members.get("size").and_then(Value::as_u64);
        Some(match (digest, size) {
            (Some(digest), Some(size)) => {
                let media_type = members.get("type").and_then(Value::as_str).map(str::to_owned);
                Ok(Self { digest, size, media_type })
            }
            (None, _) => Err(not("its \"$file\" is not a SHA-256 of 64 hexadecimal digits")),
            (_, None) => Err(not("it has no \"size\" in bytes")),
        })
    }

    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut members = Map::new();
        members.insert(MEMBER.to_owned(), self.digest.to_string().into());
        members.insert("size".to_owned(), self.size.into());
        members.extend(self.media_type.as_ref().map(|text| ("type".to_owned(), text.as_str().into())));
        members.into()
    }

    /// All references of a document, and where they are.
    #[must_use]
    pub fn all(document: &Document) -> Vec<(KeyPath, Result<Self, NotAttached>)> {
        let mut found = Vec::new();
        // Few documents have any, and a long one need not be parsed to know it.
        if !document.may_have(MEMBER) {
            return found;
        }
        // Any part of a document may be one.
        collect(document.tree(), &mut Vec::new(), &mut found);
        found
    }
}

fn collect(value: &Value, steps: &mut Vec<Segment>, into: &mut Vec<(KeyPath, Result<Attached, NotAttached>)>) {
    if let Some(attached) = Attached::read(value) {
        into.push((KeyPath::new(steps.clone()), attached));
        return;
    }
    let mut below = |step: Segment, value: &Value| {
        steps.push(step);
        collect(value, steps, into);
        steps.pop();
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| below(Segment::Key(key.clone()), value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, value)| below(Segment::Index(i), value)),
        _ => {}
    }
}

/// The type of a file, as its extension tells; `None` if that is not known.
#[must_use]
pub fn type_of(file: &Path) -> Option<String> {
    let extension = file.extension()?.to_str()?.to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == extension).map(|(_, media_type)| (*media_type).to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_digest_and_a_size_refer_to_a_file() {
        let attached = Attached { digest: Digest::of(b"x"), size: 1, media_type: Some("text/plain".to_owned()) };
        let value = attached.to_value();
        assert_eq!(Attached::read(&value), Some(Ok(attached)));
        assert_eq!(Attached::read(&json!({"file": "x"})), None);
        let digest = value["$file"].as_str().unwrap();
        for evil in [
            json!("../../etc/passwd"),
            json!(1),
            json!(digest.to_uppercase()),
            json!(&digest[1..]),
            json!(format!("{digest}/..")),
        ] {
            assert!(Attached::read(&json!({"$file": evil, "size": 1})).unwrap().is_err(), "{evil}");
        }
        assert!(Attached::read(&json!({"$file": digest, "size": -1})).unwrap().is_err());
        assert!(Attached::read(&json!({"$file": digest})).unwrap().is_err());
    }
}
