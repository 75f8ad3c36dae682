//! A change with conditions.

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::edit::guard::{Guard, Places};
use crate::edit::secret::Suspect;
use crate::edit::secret::copied::copied_text;
use crate::json::key_path::KeyPath;
use crate::library::draft::Draft;
use crate::library::error::Result;
use crate::library::opened::Opened;
use crate::library::snapshot::parse;
use crate::log::entry::Action;
use crate::log::point::Point;
use crate::log::revision::Revision;
use crate::session::transaction::Request;
use crate::session::warnings::Warnings;
use crate::store::{Origin, update};

/// A change that is made only if its conditions hold; what fails one is a
/// [`Conflict`](crate::ErrorKind::Conflict), and nothing is written.
///
/// ```
/// # let directory = std::env::temp_dir().join(format!("ctx-doc-change-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// # let context = ctxfile::Context::open(directory.join("context.json"))?;
/// use ctxfile::ErrorKind;
///
/// let first = context.set("build.status", "running")?;
/// context.change().if_revision(first).message("tests pass").set("build.status", "done")?;
/// let late = context.change().if_revision(first).set("build.status", "failed");
/// assert_eq!(late.unwrap_err().kind(), ErrorKind::Conflict);
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a change is made by set, merge or update"]
pub struct Change<'c> {
    opened: &'c Opened,
    guards: Vec<(Guard, String)>,
    message: Option<String>,
    force: bool,
}

impl<'c> Change<'c> {
    pub(crate) fn of(opened: &'c Opened) -> Self {
        Self { opened, guards: Vec::new(), message: None, force: false }
    }

    /// Only if the document is at this revision.
    pub fn if_revision(self, revision: Revision) -> Self {
        self.guarded(".", Guard::Revision(Point::Revision(revision)))
    }

    /// Only if neither the path nor anything below it changed after this revision.
    pub fn if_unchanged_since(self, path: &str, revision: Revision) -> Self {
        self.guarded(path, Guard::UnchangedSince(Point::Revision(revision)))
    }

    /// Only if nothing is at the path.
    pub fn if_absent(self, path: &str) -> Self {
        self.guarded(path, Guard::Absent)
    }

    /// Only if something is at the path.
    pub fn if_exists(self, path: &str) -> Self {
        self.guarded(path, Guard::Exists)
    }

    /// Only if this value is at the path.
    pub fn if_value(self, path: &str, value: impl Into<Value>) -> Self {
        self.guarded(path, Guard::Value(value.into()))
    }

    /// Only if nobody acquired the lease with this token since (`ctx lease`).
    pub fn fence(self, token: Revision) -> Self {
        self.guarded(".", Guard::Fence(token))
    }

    /// Says why, for the log.
    pub fn message(mut self, text: impl Into<String>) -> Self {
        self.message = Some(text.into());
        self
    }

    /// Also changes what was handed to another agent or a policy protects; the record says so.
    pub fn force(mut self) -> Self {
        self.force = true;
        self
    }

    fn guarded(mut self, path: &str, guard: Guard) -> Self {
        self.guards.push((guard, path.to_owned()));
        self
    }

    /// Writes a value, as [`Context::set`](crate::Context::set).
    ///
    /// # Errors
    /// As [`Change::update`].
    pub fn set(self, path: &str, value: impl Into<Value>) -> Result<Revision> {
        let (written, value) = (parse(path)?, value.into());
        let action = Action { op: "set", args: json!({"path": written.to_string()}) };
        let what = format!("set {written}");
        Ok(self.make(&what, &action, |draft| draft.set(path, value.clone()))?.0)
    }

    /// Merges an object, as [`Context::merge`](crate::Context::merge).
    ///
    /// # Errors
    /// As [`Change::update`].
    pub fn merge(self, path: &str, object: impl Into<Value>) -> Result<Revision> {
        let (into, object) = (parse(path)?, object.into());
        let action = Action { op: "merge", args: json!({"path": into.to_string()}) };
        let what = format!("merge into {into}");
        Ok(self.make(&what, &action, |draft| draft.merge(path, object.clone()))?.0)
    }

    /// Makes the change, as [`Context::update`](crate::Context::update).
    ///
    /// # Errors
    /// Fails with [`Conflict`](crate::ErrorKind::Conflict) if a condition does not hold, and as
    /// [`Context::update`](crate::Context::update).
    pub fn update<T>(self, edit: impl FnMut(&mut Draft<'_, '_>) -> Result<T>) -> Result<T> {
        let action = Action { op: "update", args: Value::Null };
        Ok(self.make("update the document", &action, edit)?.1)
    }

    fn make<T>(
        self,
        what: &str,
        action: &Action,
        mut edit: impl FnMut(&mut Draft<'_, '_>) -> Result<T>,
    ) -> anyhow::Result<(Revision, T)> {
        let opened = self.opened;
        let guards: Vec<(Guard, Places)> = self
            .guards
            .iter()
            .map(|(guard, path)| Ok((guard.clone(), parse(path)?.into())))
            .collect::<anyhow::Result<_>>()?;
        let request = Request {
            message: self.message.clone(),
            force: self.force,
            ..Request::plain(what.to_owned(), KeyPath::root())
        };
        let origin = Origin { message: self.message, ..opened.origin.clone() };
        let mut warnings = Warnings::default();
        let made = update(&opened.store, &origin, |draft| {
            let (action, value, found) = request.checked(draft, &opened.agent, opened.secrets, &mut |draft| {
                guards.iter().try_for_each(|(guard, places)| guard.check(draft, places))?;
                Ok((action.clone(), edit(&mut Draft::of(draft))?))
            })?;
            warnings = found;
            Ok((action, value))
        });
        let made = made.with_context(|| opened.could_not(what))?;
        let texts = warnings.suspects.iter().map(Suspect::text);
        for text in texts.chain(warnings.copied.iter().map(copied_text)) {
            (opened.notify)(&format!("warning: {text}"));
        }
        Ok((made.revision(), made.into_value()))
    }
}
