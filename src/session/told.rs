//! What a session of a client was told: a small file in the user's state directory, by context, agent and session. A
//! document is for all, so what one conversation has heard does not belong there.
//!
//! The file is replaced as a whole. It is not flushed: after a power cut, or if it is damaged, a session is told again.
//! Hooks take turns, each for a moment: of two of one session that do not, the last one wins, so something may be told
//! twice, and nothing never.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::error::{Failure, Kind};
use crate::kept::read_position::Reader;
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::user_file::{forget, forget_older, make_private_directory, read_unlinked, replace_private};
use crate::session::environment::directory;
use crate::store::file::lock::directory::{DirectoryLock, lock};
use crate::store::options::Wait;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// After this time a session has ended, though its client did not say so.
const ENDED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long a hook waits for its turn, and then goes on without.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a session was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The last revision that it was told of, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rev: Option<Revision>,
    /// The digest of that record: a context that was created anew has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h: Option<String>,
    /// What it was refused to end its turn for, hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// The file, with what a person needs to know it by.
#[derive(Serialize, Deserialize)]
struct Stored {
    context: String,
    agent: String,
    session: Option<String>,
    #[serde(flatten)]
    told: Told,
}

/// Where it is remembered what a session was told.
#[derive(Clone, Debug)]
pub struct Memory {
    path: PathBuf,
    context: String,
    reader: Reader,
}

impl Memory {
    /// The memory of `reader` for the context at `context`.
    ///
    /// # Errors
    /// Fails if the environment names no directory for it, or if the working directory cannot be determined.
    pub fn of(context: &Path, reader: &Reader) -> Result<Self> {
        let home = || directory("HOME").map(|home| home.join(".local/state"));
        let state = directory("XDG_STATE_HOME").or_else(home).ok_or_else(|| {
            Failure::new(
                Kind::Io,
                "there is no place to remember what was told: neither HOME nor XDG_STATE_HOME is set",
            )
        })?;
        let why = |e| Failure::new(Kind::Io, format!("could not determine the path of {}: {e}", context.display()));
        let context = std::path::absolute(context).map_err(why)?.display().to_string();
        let name = format!("{context}\0{}\0{}", reader.agent, reader.session.as_deref().unwrap_or_default());
        let name = Digest::of(name.as_bytes()).to_string();
        let path = state.join("ctx/sessions").join(format!("{}.json", name.get(..32).unwrap_or_default()));
        Ok(Self { path, context, reader: reader.clone() })
    }

    /// Waits a moment until no other hook tells anything; `None` if one still does. The turn ends when it is dropped.
    #[must_use]
    pub fn turn(&self) -> Option<DirectoryLock> {
        make_private_directory(&self.path).ok()?;
        lock(self.path.parent()?, Wait::For(PATIENCE)).ok()
    }

    /// What the session was told; nothing if it was not told yet.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn read(&self) -> Result<Told> {
        let bytes = read_unlinked(&self.path, LONGEST)?.unwrap_or_default();
        let stored = serde_json::from_slice::<Stored>(&bytes).ok();
        let is_this = |stored: &Stored| {
            let Reader { agent, session } = &self.reader;
            stored.context == self.context && stored.agent == agent.as_str() && stored.session == *session
        };
        Ok(stored.filter(is_this).map(|stored| stored.told).unwrap_or_default())
    }

    /// Remembers what the session was told.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn write(&self, told: Told) -> Result<()> {
        let Reader { agent, session } = self.reader.clone();
        let stored = Stored { context: self.context.clone(), agent: agent.to_string(), session, told };
        make_private_directory(&self.path)?;
        replace_private(&self.path, &serde_json::to_vec(&stored)?)
    }

    /// Forgets it: the session has ended, or its conversation was shortened.
    ///
    /// # Errors
    /// Fails if the file is there and cannot be removed.
    pub fn forget(&self) -> Result<()> {
        forget(&self.path)
    }

    /// Forgets sessions of which nothing was heard for a month. What cannot be removed stays.
    pub fn forget_ended(&self) {
        forget_older(&self.path, ENDED);
    }
}
