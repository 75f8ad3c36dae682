//! An open context.

use std::path::Path;

use serde_json::Value;

use crate::library::change::Change;
use crate::library::draft::Draft;
use crate::library::entry::Entry;
use crate::library::error::Result;
use crate::library::opened::Opened;
use crate::library::options::Options;
use crate::library::snapshot::Snapshot;
use crate::library::watch::Watch;
use crate::log::revision::Revision;
use crate::session::current::Current;
use crate::store::Store as _;

/// An open context: one JSON document that many threads and processes share.
///
/// It may be shared between threads, as an `Arc<Context>`. Threads exclude each other as processes
/// do, by the lock; each has its own name only if it opens its own context.
///
/// # Freshness
/// [`Context::get`] sees every change that was published before it was called, by whichever process:
/// the last snapshot is used again if one fstat(2) shows that the document was neither replaced nor
/// written to since. A commit whose writer died before it replaced the document, and a directory that
/// was exchanged as a whole, are seen within a second. [`Context::read`] always reads, as `ctx get`
/// does, and [`Context::update`] always works on the newest revision.
///
/// ```
/// # let directory = std::env::temp_dir().join(format!("ctx-doc-context-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// use std::sync::Arc;
///
/// let context = Arc::new(ctxfile::Context::options().agent("builder").open(directory.join("context.json"))?);
/// context.set("job.status", "running")?;
/// std::thread::scope(|scope| {
///     scope.spawn(|| context.merge("job", serde_json::json!({"host": "ci-3", "attempt": 1})));
///     scope.spawn(|| context.set("other", [1, 2, 3].to_vec()));
/// });
/// assert_eq!(context.get("job.host")?, Some("ci-3".into()));
/// assert_eq!(context.get("job.missing")?, None);
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Context {
    opened: Opened,
    current: Current<Snapshot>,
}

impl Context {
    /// How to open a context otherwise than [`Context::open`] does.
    pub fn options() -> Options {
        Options::default()
    }

    /// Opens the context at `path`, in the name that the environment gives (`CTX_AGENT`, else the mark
    /// of a known agent, else user and host). It need not exist: the first change makes it.
    ///
    /// # Errors
    /// As [`Options::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::options().open(path)
    }

    /// The value at a path such as `a.b[0].c`, `["any key"]` or `/a/b/0/c`; `None` if nothing is there.
    ///
    /// # Errors
    /// Fails if the path does not parse, and as [`Context::read`].
    pub fn get(&self, path: &str) -> Result<Option<Value>> {
        self.current.get(&self.opened.store, &self.opened.path)?.get(path)
    }

    /// Reads the document.
    ///
    /// # Errors
    /// Fails if the lock is busy for too long, or if the files cannot be read or are damaged.
    pub fn read(&self) -> Result<Snapshot> {
        Ok(self.current.read(&self.opened.store, &self.opened.path)?)
    }

    /// Writes a value; missing parents are made.
    ///
    /// # Errors
    /// As [`Context::update`].
    pub fn set(&self, path: &str, value: impl Into<Value>) -> Result<Revision> {
        self.change().set(path, value)
    }

    /// Merges an object into the object at `path` (RFC 7396: new values stand, null removes); `.` is
    /// the whole document. Where the document declares a policy for a path, that decides.
    ///
    /// # Errors
    /// Fails if `object` is not an object, and as [`Context::update`].
    pub fn merge(&self, path: &str, object: impl Into<Value>) -> Result<Revision> {
        self.change().merge(path, object)
    }

    /// A change with conditions or a message.
    pub fn change(&self) -> Change<'_> {
        Change::of(&self.opened)
    }

    /// Makes a change of the newest revision, all of it or nothing; what `edit` returned.
    ///
    /// `edit` runs under the lock. It may run again, on another document, if somebody replaced the
    /// document meanwhile without the lock: so it must touch nothing but its draft. What it returns as
    /// an error refuses the change.
    ///
    /// ```
    /// # let directory = std::env::temp_dir().join(format!("ctx-doc-update-{}", std::process::id()));
    /// # std::fs::create_dir_all(&directory)?;
    /// # let context = ctxfile::Context::open(directory.join("context.json"))?;
    /// let next = context.update(|draft| {
    ///     let next = draft.get("counter")?.and_then(|held| held.as_u64()).unwrap_or(0) + 1;
    ///     draft.set("counter", next)?;
    ///     Ok(next)
    /// })?;
    /// assert_eq!(next, 1);
    /// # std::fs::remove_dir_all(&directory)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Fails as `edit` does; if the lock is busy for too long; if a policy or another agent's right
    /// protects what is changed; if the document would grow beyond its limit; if the files cannot be
    /// written, where the fact `outcome` says what became of the change.
    pub fn update<T>(&self, edit: impl FnMut(&mut Draft<'_, '_>) -> Result<T>) -> Result<T> {
        self.change().update(edit)
    }

    /// The records after a revision, oldest first.
    ///
    /// # Errors
    /// Fails if the log cannot be read or is damaged.
    pub fn entries(&self, since: Revision) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        self.opened.store.entries(since, &mut |entry| {
            entries.push(Entry::of(entry));
            Ok(())
        })?;
        Ok(entries)
    }

    /// Follows the log from after a revision: first the records that are there, then each one as soon
    /// as it is written.
    ///
    /// ```
    /// # let directory = std::env::temp_dir().join(format!("ctx-doc-watch-{}", std::process::id()));
    /// # std::fs::create_dir_all(&directory)?;
    /// # let context = ctxfile::Context::open(directory.join("context.json"))?;
    /// let before = context.read()?.revision();
    /// let mut watch = context.watch(before);
    /// context.set("a", 1)?;
    /// let entry = watch.next().unwrap()?;
    /// assert_eq!((entry.operation(), entry.revision()), ("set", before.next()));
    /// # std::fs::remove_dir_all(&directory)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn watch(&self, since: Revision) -> Watch<'_> {
        Watch::of(&self.opened.store, since)
    }
}

impl Options {
    /// Opens the context at `path`. It need not exist: the first change makes it.
    ///
    /// # Errors
    /// Fails if the agent's name or a variable of the environment is invalid, or if the path leads to
    /// something other than a file.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Context> {
        Ok(Context { opened: self.resolved(path.as_ref())?, current: Current::default() })
    }
}
