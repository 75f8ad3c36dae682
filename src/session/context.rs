//! An opened context: what a verb that reads or changes a document works with.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::output::Output;
use crate::session::audit_key;
use crate::session::clock::now;
use crate::session::environment::{inherited_lock, variable};
use crate::session::locate::Located;
use crate::session::state::Session;
use crate::store::{Engine, Options, TurnToRead, Wait};
use crate::text::size::Size;

/// A context, opened for one verb.
pub struct Context<'s> {
    pub session: &'s Session,
    pub out: &'s mut Output,
    /// The path of the context, as named or found.
    pub file: PathBuf,
    pub store: Box<dyn Engine>,
    /// The document was there when it was looked for.
    is_found: bool,
    /// The size limit of a document without one of its own.
    pub max_size: Size,
    /// The size at which the log is rotated.
    pub log_max: Size,
}

impl Session {
    /// Opens the context named on the command line or in the environment, or the nearest one.
    ///
    /// # Errors
    /// Fails if none is named and none is found, if a setting is invalid, or if the path is not a
    /// file.
    pub fn open<'s>(&'s self, out: &'s mut Output) -> Result<Context<'s>> {
        self.open_at(self.file()?, self.wait()?, out)
    }

    /// As [`Session::open`], for a verb that reports a busy lock instead of waiting for it.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_without_waiting<'s>(&'s self, out: &'s mut Output) -> Result<Context<'s>> {
        self.open_at(self.file()?, Wait::Never, out)
    }

    /// As [`Session::open`], waiting for a writer for at most `limit`.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_waiting_at_most<'s>(&'s self, limit: Duration, out: &'s mut Output) -> Result<Context<'s>> {
        self.open_at(self.file()?, Wait::For(limit), out)
    }

    /// Opens the store of the context to read it: waits for nothing and reports nothing.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_silently(&self) -> Result<Box<dyn Engine>> {
        let Located { path, is_regular } = self.file()?;
        self.volume.open(&path, Options { is_regular, ..self.store_options(Wait::Never)? })
    }

    /// As [`Session::open`], for a verb that reads what is published, whoever holds the lock.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_unlocked<'s>(&'s self, out: &'s mut Output) -> Result<Context<'s>> {
        let options = Options { turn_to_read: TurnToRead::IfFree, ..self.store_options(Wait::Never)? };
        self.open_with(self.file()?, options, out)
    }

    /// Opens a context that does not exist yet: creates its directory, and makes git ignore it if
    /// it is `.ctx`.
    ///
    /// # Errors
    /// Fails if the directory cannot be created, and as [`Session::open`].
    pub fn open_new<'s>(
        &'s self,
        path: &Path,
        own_directory: bool,
        mode: u32,
        out: &'s mut Output,
    ) -> Result<Context<'s>> {
        self.volume.make_directory(path, own_directory, mode)?;
        self.open_at(Located { path: path.to_owned(), is_regular: false }, self.wait()?, out)
    }

    fn open_at<'s>(&'s self, at: Located, wait: Wait, out: &'s mut Output) -> Result<Context<'s>> {
        self.open_with(at, self.store_options(wait)?, out)
    }

    fn open_with<'s>(&'s self, at: Located, options: Options, out: &'s mut Output) -> Result<Context<'s>> {
        if variable("CTX_NOTIFY")?.is_some_and(|value| value == "0") {
            self.notice.silence();
        }
        // An invalid name is reported by the verbs that need one, invalid UTF-8 by all.
        for name in ["CTX_AGENT", "AI_AGENT"] {
            variable(name)?;
        }
        let (quiet, heard, insisted) = (self.settings.quiet, self.heard.clone(), self.heard.clone());
        let (max_size, log_max) = (options.max_size, Size::new(options.log_max));
        let options = Options {
            observe: self.notice.observer(self.settings.agent.clone(), self.reading.clone()),
            report: Box::new(move |text| {
                if !quiet {
                    heard.note(text, &[]);
                }
            }),
            insist: Box::new(move |text| insisted.note(text, &[])),
            ..options
        };
        let Located { path: file, is_regular } = at;
        let store = self.volume.open(&file, Options { is_regular, ..options })?;
        Ok(Context { session: self, out, file, store, is_found: is_regular, max_size, log_max })
    }

    /// Returns the settings of a store that reports nothing.
    ///
    /// # Errors
    /// Fails if a setting is invalid.
    pub fn store_options(&self, wait: Wait) -> Result<Options> {
        Ok(Options {
            is_regular: false,
            durability: self.durability()?,
            wait,
            inherited_lock: inherited_lock()?,
            turn_to_read: if self.settings.no_lock { TurnToRead::Never } else { TurnToRead::Waited },
            max_size: self.max_size()?,
            log_max: self.log_max()?.bytes(),
            compress_from: self.compress_from()?,
            audit_key: audit_key::from_environment()?,
            now,
            observe: Box::new(|_| {}),
            report: Box::new(|_| {}),
            insist: Box::new(|_| {}),
        })
    }
}

#[cfg(feature = "mcp")]
impl Context<'_> {
    /// The same context, seen through another engine.
    #[must_use]
    pub fn through(self, engine: impl FnOnce(Box<dyn Engine>) -> Box<dyn Engine>) -> Self {
        Self { store: engine(self.store), ..self }
    }
}

impl Context<'_> {
    /// Fails if there is no context, for verbs that only read: nothing is read from a file that is not there.
    ///
    /// # Errors
    /// "No" if the file that is named does not exist, and it has no log.
    pub fn must_exist(&self) -> Result<()> {
        if self.is_found || self.session.volume.exists(&self.file) {
            return Ok(());
        }
        let file = self.file.display().to_string();
        let failure = Failure::new(Kind::No, format!("there is no context {file}")).fact("file", file);
        Err(failure.hint("to create it: ctx init").into())
    }

    /// Refuses to write a file of the user's over one in which this context is kept.
    ///
    /// # Errors
    /// "Refused" if `target` is one, by whatever name.
    pub fn refuse_own(&self, target: &Path) -> Result<()> {
        if !self.session.volume.keeps(&self.file, target) {
            return Ok(());
        }
        let file = target.display().to_string();
        let why = format!("{file} is a file of the context itself, {}", self.file.display());
        Err(Failure::new(Kind::Refused, why).fact("file", file).hint("name a file of another name, elsewhere").into())
    }

    /// Opens the same context again, waiting for the lock for at most `limit`.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn waiting_at_most(&mut self, limit: Duration) -> Result<Context<'_>> {
        let wait = match self.session.wait()? {
            Wait::For(patience) => Wait::For(patience.min(limit)),
            Wait::Never => Wait::Never,
        };
        self.session.open_at(Located { path: self.file.clone(), is_regular: false }, wait, self.out)
    }

    /// Opens the same context again, waiting for the lock for as long as it takes.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn waiting_on(&mut self) -> Result<Context<'_>> {
        let at = Located { path: self.file.clone(), is_regular: false };
        self.session.open_at(at, Wait::For(Duration::MAX), self.out)
    }

    /// Returns what failed and where: `could not set a in .ctx/context.json`.
    #[must_use]
    pub fn could_not(&self, what: &str) -> String {
        format!("could not {what} in {}", self.file.display())
    }
}
