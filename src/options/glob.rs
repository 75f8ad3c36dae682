//! Paths in arguments that may be patterns.

use anyhow::Result;
use serde_json::Value;

use crate::json::document::Document;
use crate::json::glob::{Glob, Nested, marked};
use crate::json::key_path::{KeyPath, Segment};
use crate::session::{Session, parse_path};

/// A path, or a pattern of paths.
#[derive(Clone, Debug)]
pub struct Named {
    /// The path that it is if a key has just these characters.
    pub path: KeyPath,
    glob: Option<Glob>,
}

impl Named {
    /// Reads an argument. With `--literal` it is never a pattern.
    ///
    /// # Errors
    /// As [`Session::path`].
    pub fn read(argument: &str, session: &Session) -> Result<Self> {
        let path = session.path(argument)?;
        let marked = if session.takes_literal_keys() { None } else { marked(argument) };
        let glob = marked.map(|text| Ok::<_, anyhow::Error>(Glob::of(&session.namespace()?, &parse_path(&text)?)));
        Ok(Self { path, glob: glob.transpose()? })
    }

    /// Reads several arguments.
    ///
    /// # Errors
    /// As [`Session::path`].
    pub fn read_all(arguments: &[String], session: &Session) -> Result<Vec<Self>> {
        arguments.iter().map(|argument| Self::read(argument, session)).collect()
    }

    /// Whether it may stand for several paths.
    #[must_use]
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }

    /// The path, or the one above all that may match.
    #[must_use]
    pub fn above(&self) -> KeyPath {
        self.glob.as_ref().map_or_else(|| self.path.clone(), Glob::above)
    }

    /// What it stands for, whatever is in the document: a path is taken for a pattern of one.
    #[must_use]
    pub fn pattern(&self) -> Glob {
        self.glob.clone().unwrap_or_else(|| Glob::exact(&self.path))
    }

    /// The paths that match; `None` if it is a path. A key that has just these characters comes before a pattern.
    #[must_use]
    pub fn matches(&self, document: &Document, nested: Nested) -> Option<Vec<KeyPath>> {
        let glob = self.glob.as_ref().filter(|_| document.get(&self.path).is_none())?;
        Some(glob.matches(document, nested))
    }

    /// How many other values a pattern matches if a key has just its characters too, so that it may mean either.
    #[must_use]
    pub fn others(&self, document: &Document) -> usize {
        let Some(glob) = self.glob.as_ref().filter(|_| document.get(&self.path).is_some()) else { return 0 };
        let own = document.pointer(&self.path);
        let is_other = |path: &&KeyPath| !document.pointer(path).tokens().starts_with(own.tokens());
        glob.matches(document, Nested::LeftOut).iter().filter(is_other).count()
    }

    /// The pattern taken for one, even if a key has just these characters.
    #[must_use]
    pub fn all(&self, document: &Document, nested: Nested) -> Option<Vec<KeyPath>> {
        Some(self.glob.as_ref()?.matches(document, nested))
    }

    /// The key that has just these characters, with every `*` in quotes.
    #[must_use]
    pub fn in_quotes(&self) -> String {
        let quoted = |segment: &Segment| match segment {
            Segment::Key(key) if key.contains('*') => format!("[{}]", Value::from(key.as_str())),
            other => KeyPath::new(vec![other.clone()]).to_string(),
        };
        let join = |text: String, step: String| {
            let dot = if text.is_empty() || step.starts_with('[') { "" } else { "." };
            format!("{text}{dot}{step}")
        };
        self.path.segments().iter().map(quoted).fold(String::new(), join)
    }

    /// Says so if one of them may mean a key, which it was taken for, and a pattern that matches others.
    pub fn note_ambiguous(named: &[Self], document: &Document, session: &Session) {
        for named in named {
            let others = named.others(document);
            if others > 0 {
                let (path, values) = (&named.path, counted(others));
                session.say(&format!("{path} is taken as a key; as a pattern it would match {values} more"));
            }
        }
    }

    /// The paths that are asked for, and whether they may be several; the namespace if none is named. A pattern that
    /// matches nothing stays as it is.
    ///
    /// # Errors
    /// As [`Session::namespace`].
    pub fn paths(named: &[Self], document: &Document, session: &Session) -> Result<(Vec<KeyPath>, bool)> {
        if named.is_empty() {
            return Ok((vec![session.namespace()?], false));
        }
        let (mut paths, mut is_several) = (Vec::new(), named.len() > 1);
        for named in named {
            match named.matches(document, Nested::LeftOut) {
                Some(matches) if !matches.is_empty() => {
                    is_several = true;
                    paths.extend(matches);
                }
                _ => paths.push(named.path.clone()),
            }
        }
        Ok((paths, is_several))
    }
}

/// A number of values in words.
#[must_use]
pub fn counted(values: usize) -> String {
    if values == 1 { "1 value".to_owned() } else { format!("{values} values") }
}
