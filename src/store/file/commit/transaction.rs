//! Running a step of a writer under the lock, on the recovered document.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::FileSystem;
use crate::store::edited::Edit;
use crate::store::file::FileStore;
use crate::store::file::commit::committed::{Done, commit};
use crate::store::file::commit::drafted::{Drafted, Drafting};
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::recovery::Recovery;
use crate::store::file::lock::locked::Locked;
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;

/// How often another program may replace the document under a writer before it gives up.
const ATTEMPTS: usize = 100;

/// What a writer does; `None` if another program replaced the document meanwhile.
pub type Step<'s, S, T> = dyn for<'l> FnMut(Recovered<'l, S>) -> Result<Option<T>> + 's;

/// Commits what `edit` makes of the document.
///
/// # Errors
/// As [`on_recovered`]; fails also if `edit` fails.
pub fn transact<S: FileSystem>(store: &FileStore<S>, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
    let (outcome, opened) = on_recovered(store, origin, &mut |recovered| {
        Ok(match Drafted::of_edit(recovered, edit)? {
            Drafting::Unchanged(base) => {
                Some((Outcome::Unchanged { revision: base.revision(), value: () }, base.opened))
            }
            Drafting::Changed(drafted) => {
                commit(*drafted)?.map(|Done { entry, opened }| (Outcome::Committed { entry, value: () }, opened))
            }
        })
    })?;
    // Closing the old document, which frees it, need not keep others waiting: the lock is released.
    drop(opened);
    Ok(outcome)
}

/// Runs `step` under the lock on the recovered document, and again if another program replaces the
/// document meanwhile.
///
/// # Errors
/// Fails if the lock is busy, if the files cannot be trusted, if another program keeps replacing the
/// document, on an I/O error, and if `step` fails.
pub fn on_recovered<S: FileSystem, T>(store: &FileStore<S>, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
    run(store, origin, step).map_err(|mut error| {
        if let Some(failure) = error.downcast_mut::<Failure>().filter(|f| f.kind == Kind::Io) {
            failure.set_outcome("not committed");
        }
        error
    })
}

fn run<S: FileSystem, T>(store: &FileStore<S>, origin: &Origin, step: &mut Step<'_, S, T>) -> Result<T> {
    store.files.refuse_fixed()?;
    let locked = Locked::take(store, origin)?;
    let mut recovery = Recovery::new(&locked);
    for _ in 0..ATTEMPTS {
        if let Some(recovered) = recovery.step()?
            && let Some(done) = step(recovered)?
        {
            return Ok(done);
        }
    }
    let shown = store.files.document.display();
    Err(Failure::new(Kind::Conflict, format!("another program replaced {shown} {ATTEMPTS} times meanwhile"))
        .hint("let every program write through ctx")
        .into())
}
