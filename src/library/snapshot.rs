//! The document at one revision.

use std::sync::Arc;

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::PathError;
use crate::kept::redaction;
use crate::library::error::Result;
use crate::log::revision::Revision;
use crate::session::current::Shared;
use crate::store;

/// The document at one revision. It never changes. A short one is in memory; a long one is read from
/// its file as far as it is asked for: ctx never changes a published file, and if another program writes
/// into it, [`Snapshot::get`] fails.
///
/// ```
/// # let directory = std::env::temp_dir().join(format!("ctx-doc-snapshot-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// let context = ctxfile::Context::open(directory.join("context.json"))?;
/// context.set("build.status", "running")?;
/// let before = context.read()?;
/// context.set("build.status", "done")?;
/// assert_eq!(before.get("build.status")?, Some("running".into()));
/// assert_eq!(context.read()?.get("build.status")?, Some("done".into()));
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Snapshot {
    held: Arc<Held>,
}

#[derive(Debug)]
struct Held {
    document: Document,
    revision: Revision,
    /// Where the document has only the hash of a value that was redacted and lost.
    lost: Vec<KeyPath>,
}

impl Shared for Snapshot {
    fn of(snapshot: store::Snapshot) -> Self {
        let revision = snapshot.base();
        let lost = redaction::lost(&snapshot.document);
        Self { held: Arc::new(Held { document: snapshot.document, revision, lost }) }
    }

    fn document(&self) -> &Document {
        &self.held.document
    }
}

impl Snapshot {
    /// The revision. An edit that was made without ctx counts as one, although it is not recorded yet.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.held.revision
    }

    /// The value at a path such as `a.b[0].c`, `["any key"]` or `/a/b/0/c`; `.` is the whole document.
    /// Returns `None` if the path does not exist.
    ///
    /// # Errors
    /// Fails if the path does not parse, if the value was redacted and only its hash is left, or if the
    /// file cannot be read.
    pub fn get(&self, path: &str) -> Result<Option<Value>> {
        let Held { document, lost, .. } = &*self.held;
        let path = parse(path)?;
        if !lost.is_empty() {
            refuse_lost(&path, lost)?;
        }
        let value = document.visible(&path).map(|view| view.to_value());
        match document.fault() {
            Some(fault) => Err(anyhow::Error::from(Failure::from(fault)).into()),
            None => Ok(value),
        }
    }
}

/// A hash is not the value that it is of.
fn refuse_lost(path: &KeyPath, lost: &[KeyPath]) -> anyhow::Result<()> {
    let place = path.pointer_in(&Value::Null);
    let is_lost = |lost: &&KeyPath| place.tokens().starts_with(lost.pointer_in(&Value::Null).tokens());
    let Some(lost) = lost.iter().find(is_lost) else { return Ok(()) };
    let why = format!("could not get {path}: it was redacted, and only its hash is left");
    Err(Failure::new(Kind::BadData, why).fact("path", lost.to_string()).into())
}

/// Reads a path.
pub(crate) fn parse(path: &str) -> anyhow::Result<KeyPath> {
    path.parse().map_err(|e: PathError| {
        let failure = Failure::new(Kind::Usage, format!("could not read the path: {e}")).fact("path", path);
        failure.fact("offset", e.offset).into()
    })
}
