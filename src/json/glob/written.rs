//! The text of a pattern: what is written parses back to the same pattern.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::glob::{Glob, Step, marked};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::path_syntax::PathError;
use crate::text::escape::quoted;

impl FromStr for Glob {
    type Err = PathError;

    /// Reads a path, or a pattern of paths. A `*` in quotes is just that character.
    fn from_str(text: &str) -> Result<Self, PathError> {
        match marked(text) {
            Some(marked) => Ok(Self::of(&KeyPath::root(), &marked.parse()?)),
            None => Ok(Self::exact(&text.parse()?)),
        }
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact: Option<Vec<Segment>> = self
            .0
            .iter()
            .map(|step| if let Step::Exact(segment) = step { Some(segment.clone()) } else { None })
            .collect();
        let is_pointer = |all: &Vec<Segment>| all.is_empty() || all.iter().any(|s| matches!(s, Segment::Token(_)));
        if let Some(all) = exact.filter(is_pointer) {
            return KeyPath::new(all).fmt(f);
        }
        let mut written = String::new();
        for (index, step) in self.0.iter().enumerate() {
            let is_last = index + 1 == self.0.len();
            let text = match step {
                // At the end `**` is one key and all below it.
                Step::Any if index + 2 == self.0.len() && self.0.last() == Some(&Step::Depth) => "**".to_owned(),
                Step::Any => "*".to_owned(),
                Step::Parts(parts) => parts.join("*"),
                // The step before says it.
                Step::Depth if is_last || written.ends_with("**") => continue,
                Step::Depth => "**".to_owned(),
                Step::Exact(Segment::Key(key)) if key.contains('*') => format!("[{}]", quoted(key)),
                Step::Exact(segment) => KeyPath::new(vec![segment.clone()]).to_string(),
            };
            let dot = if index == 0 || text.starts_with('[') { "" } else { "." };
            written.push_str(dot);
            written.push_str(&text);
        }
        f.write_str(&written)
    }
}

impl Serialize for Glob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|e| D::Error::custom(format!("{text:?} is not a path: {e}")))
    }
}

#[cfg(test)]
mod tests {
    use crate::json::glob::Glob;

    #[test]
    fn a_pattern_is_written_as_it_is_read() {
        for text in [
            ".",
            "a.b",
            "*",
            "**",
            "*.**",
            "a.**",
            "**.x",
            "a.**.x",
            "tmp:*",
            "tmp:**",
            "tmp:**.x",
            "l[0].*.n",
            "*[0]",
            r#"["*"]"#,
            r#"a["b*"].*"#,
            r#"["a b"].*"#,
            "/a/0",
            "_ctx",
            "***",
            "a.*b*.c",
        ] {
            let glob: Glob = text.parse().unwrap();
            assert_eq!(glob.to_string(), text);
            assert_eq!(glob.to_string().parse::<Glob>().unwrap(), glob, "{text}");
        }
        assert_eq!(".a[\"b\"]".parse::<Glob>().unwrap().to_string(), "a.b");
    }
}
