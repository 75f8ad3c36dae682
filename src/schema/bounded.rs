//! Work of unknown length and depth: on a stack of its own, and not for ever.

use std::sync::mpsc::channel;
use std::thread::Builder;
use std::time::Duration;

use crate::error::{Failure, Kind};

/// A schema may send the judge round and round, as deep as the value is nested and the schema long.
const STACK: usize = 512 << 20;

/// How long it may take. A writer holds the lock meanwhile.
pub const LIMIT: Duration = Duration::from_secs(5);

/// Runs `work` on a thread of its own. If it takes too long it is left alone: it ends with the process.
///
/// # Errors
/// Fails if it takes too long, or if there is no thread for it.
pub fn bounded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let (done, result) = channel();
    let working = Builder::new().stack_size(STACK).spawn(move || drop(done.send(work())));
    working.map_err(|e| Failure::new(Kind::Io, format!("could not judge by the schema: {e}; not committed")))?;
    result.recv_timeout(LIMIT).map_err(|_| {
        let why = format!("the schema takes longer than {} s to judge the value", LIMIT.as_secs());
        Failure::new(Kind::BadData, why).hint("a simpler schema: fewer alternatives that lead to each other")
    })
}
