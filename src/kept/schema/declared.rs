//! The schemas that a document declares.

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::PathError;
use crate::json::pointer::Pointer;
use crate::json::with;
use crate::kept::collection::{Kept, bad};
use crate::text::shell::shell_word;

/// A schema and the place that it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    pub place: Pointer,
    pub schema: Value,
}

impl Kept for Declared {
    const MEMBER: &'static str = "schemas";
    const NOUN: &'static str = "schema";

    fn read(key: &str, value: &Value) -> Result<Self> {
        let path: KeyPath = key.parse().map_err(|e: PathError| bad::<Self>(key, &format!("not a path: {e}")))?;
        let schema = value.get("schema").ok_or_else(|| bad::<Self>(key, &"it has no `schema`"))?;
        Ok(Self { place: path.pointer_in(&Value::Null), schema: schema.clone() })
    }

    fn key(&self) -> String {
        self.path().to_string()
    }

    fn holds(key: &str, value: &Value) -> bool {
        Self::read(key, value).is_ok_and(|declared| declared.key() == key && !declared.path().is_reserved())
    }
}

impl Declared {
    #[must_use]
    pub fn path(&self) -> KeyPath {
        KeyPath::from(&self.place)
    }

    /// The schema of a path.
    ///
    /// # Errors
    /// "No" if there is none.
    pub fn of(document: &Document, path: &KeyPath) -> Result<Self> {
        let found = Self::get(document, KeyPath::from(&path.pointer_in(&Value::Null)))?;
        found.ok_or_else(|| none(path).into())
    }
}

fn none(path: &KeyPath) -> Failure {
    Failure::new(Kind::No, format!("there is no schema for {path}"))
        .fact("path", path.to_string())
        .hint("to list the schemas: ctx schema show --json")
}

/// Declares a schema for a path.
///
/// # Errors
/// Fails for what ctx keeps, and for items of arrays, which move.
pub fn declare(draft: &mut Draft<'_>, path: &KeyPath, schema: &Value) -> Result<()> {
    reserved::refuse(path)?;
    if let Some(array) = draft.document().array_above(path) {
        let why = format!("{path} is an item of an array, and items move");
        let hint =
            format!("the schema of the array says it with \"items\": ctx schema set FILE {}", shell_word(&array));
        return Err(Failure::new(Kind::Usage, why).fact("path", path.to_string()).hint(hint).into());
    }
    draft.put(&kept_at(path), with(json!({}), "schema", schema.clone()))
}

/// Removes the schema of a path.
///
/// # Errors
/// "No" if there is none.
pub fn withdraw(draft: &mut Draft<'_>, path: &KeyPath) -> Result<()> {
    if !draft.remove(&kept_at(path))? {
        return Err(none(path).into());
    }
    draft.remove_if_empty(Declared::MEMBER)
}

/// The path under which the schema of a path is kept, however that is spelled.
#[must_use]
pub fn kept_at(path: &KeyPath) -> KeyPath {
    <Declared as Kept>::path(KeyPath::from(&path.pointer_in(&Value::Null)))
}
