//! What a command answers, and whether it got through.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::output::Output;
use crate::session::state::Session;

impl Session {
    /// A change was committed: it stands, whatever becomes of the answer.
    pub fn note_committed(&self, revision: Revision) {
        self.committed.set(Some(revision));
    }

    /// The result of a command, or that its answer is lost: a task that was claimed and that
    /// nobody heard of must not look like success. Who only reads may stop at any time.
    ///
    /// # Errors
    /// That of `result`, or what went wrong with standard output.
    pub fn answered<T>(&self, out: &Output, result: Result<T>) -> Result<T> {
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
