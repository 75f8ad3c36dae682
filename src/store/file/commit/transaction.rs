//! Running a step of a writer under the lock, on the recovered document.

use std::time::Duration;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::FileSystem;
use crate::store::file::FileStore;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::recovery::{OnPending, Recovery};
use crate::store::file::lock::locked::Locked;
use crate::store::options::{Durability, Options, Wait};
use crate::store::origin::Origin;

/// How often another program may replace the document under a writer before it gives up.
const ATTEMPTS: usize = 100;

/// Who waits less for the lock does not wait for a flush either.
const LEAST_WAIT: Duration = Duration::from_secs(1);

/// What a writer does; `None` if the document was not that of the last record after all, or if another
/// program replaced it meanwhile.
pub type Step<'s, S, T> = dyn for<'l> FnMut(Recovered<'l, S>) -> Result<Option<T>> + 's;

/// Runs `step` under the lock on the recovered document, and again if another program replaces the
/// document meanwhile. What was pending is published before.
///
/// # Errors
/// Fails if the lock is busy, if the files cannot be trusted, if another program keeps replacing the
/// document, on an I/O error, and if `step` fails.
pub fn on_recovered<S: FileSystem, T>(store: &FileStore<S>, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
    run(store, origin, step, OnPending::Publish).map_err(not_committed)
}

/// As [`on_recovered`], on what is pending too, if this writer can wait for a shared flush.
///
/// # Errors
/// As [`on_recovered`].
pub fn on_pending<S: FileSystem, T>(store: &FileStore<S>, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
    let on_pending = if may_wait(&store.options) { OnPending::Build } else { OnPending::Publish };
    run(store, origin, step, on_pending).map_err(not_committed)
}

/// Whether a writer may wait for a flush by another one: it has the time, and asked for one.
#[must_use]
pub fn may_wait(options: &Options) -> bool {
    options.durability != Durability::Fast && matches!(options.wait, Wait::For(limit) if limit >= LEAST_WAIT)
}

fn not_committed(mut error: anyhow::Error) -> anyhow::Error {
    if let Some(failure) = error.downcast_mut::<Failure>().filter(|f| f.kind == Kind::Io) {
        failure.set_outcome("not committed");
    }
    error
}

fn run<S: FileSystem, T>(
    store: &FileStore<S>,
    origin: &Origin,
    step: &mut Step<'_, S, T>,
    on_pending: OnPending,
) -> Result<T> {
    store.files.refuse_fixed()?;
    let locked = Locked::take(store, origin)?;
    let mut recovery = Recovery::new(&locked, on_pending);
    for _ in 0..ATTEMPTS {
        let Some(recovered) = recovery.step()? else { continue };
        let proof = recovered.base.proof.clone();
        let result = step(recovered);
        // What was made of another document than that of the last record does not count, nor does why it failed.
        if proof.is_none_or(|proof| proof.holds())
            && let Some(done) = result?
        {
            return Ok(done);
        }
    }
    let shown = store.files.document.display();
    Err(Failure::new(Kind::Conflict, format!("another program replaced {shown} {ATTEMPTS} times meanwhile"))
        .hint("let every program write through ctx")
        .into())
}
