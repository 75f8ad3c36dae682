//! The result of a command, and whether its output could be written.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::output::Output;
use crate::session::state::Session;

impl Session {
    /// Records that a change was committed. It remains committed even if printing fails.
    pub fn note_committed(&self, revision: Revision) {
        self.committed.set(Some(revision));
    }

    /// Returns the last change that was committed.
    #[cfg(feature = "mcp")]
    #[must_use]
    pub fn committed(&self) -> Option<Revision> {
        self.committed.get()
    }

    /// Returns `result`, or an error if a change was committed and its output was lost: a claimed
    /// task that nobody was told about must not look like success. A reader may close the pipe at
    /// any time.
    ///
    /// # Errors
    /// Fails as `result` does, or if standard output could not be written.
    pub fn answered<T>(&self, out: &Output, result: Result<T>) -> Result<T> {
        let result = self.reading.check().and(result);
        let Some(why) = out.lost() else { return result };
        let is_other = |error: &anyhow::Error| error.to_string() != why;
        match (result, self.committed.get()) {
            (Err(error), _) if is_other(&error) => Err(error),
            (_, Some(revision)) => {
                let told = format!("committed as revision {revision}, but {why}");
                let failure = Failure::new(Kind::Io, told).fact("outcome", "committed").fact("rev", revision.number());
                Err(failure.hint(format!("to see the change: ctx show {revision}")).into())
            }
            (Ok(answer), None) if out.is_closed() => Ok(answer),
            (Ok(_), None) => Err(Failure::new(Kind::Io, why).into()),
            (Err(error), None) => Err(error),
        }
    }
}
