//! Work of unknown length and depth: on a stack of its own, and not for ever.

use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread::Builder;
use std::time::{Duration, Instant};

use crate::error::{Failure, Kind};

/// A schema may send the judge round and round, as deep as the value is nested and the schema long.
const STACK: usize = 512 << 20;

/// The time that reading schemas and judging by them may take, together.
#[derive(Debug)]
pub struct Budget {
    whole: Duration,
    left: Cell<Duration>,
}

impl Budget {
    /// For what nobody waits for.
    #[must_use]
    pub fn of_reader() -> Self {
        Self::of(Duration::from_secs(5))
    }

    /// For a writer, who holds the lock meanwhile.
    #[must_use]
    pub fn of_writer() -> Self {
        Self::of(Duration::from_secs(2))
    }

    fn of(whole: Duration) -> Self {
        Self { whole, left: Cell::new(whole) }
    }

    /// Runs `work` on a thread of its own. If it takes too long it is left alone: it ends with the process.
    ///
    /// # Errors
    /// Fails if it takes too long, or if there is no thread for it.
    pub(super) fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        let began = Instant::now();
        let (done, result) = channel();
        let working = Builder::new().stack_size(STACK).spawn(move || drop(done.send(work())));
        working.map_err(|e| Failure::new(Kind::Io, format!("could not judge by the schema: {e}; not committed")))?;
        let result = result.recv_timeout(self.left.get());
        self.left.set(self.left.get().saturating_sub(began.elapsed()));
        result.map_err(|_| {
            let why = format!("the schema takes longer than {} s to judge the value", self.whole.as_secs());
            Failure::new(Kind::BadData, why).hint("a simpler schema: fewer alternatives that lead to each other")
        })
    }
}
