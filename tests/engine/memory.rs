//! An engine in memory, over compare-and-swap alone: what Redis or a database would give, and no more.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use anyhow::Result;
use ctxfile::internals::log::entry::{Entry, Revision};
use ctxfile::internals::log::history::History;
use ctxfile::internals::log::record_id::RecordId;
use ctxfile::internals::store::compare_and_swap::{self, CompareAndSwap, Stored};
use ctxfile::internals::store::volume::Volume;
use ctxfile::internals::store::watch::Watch;
use ctxfile::internals::store::{Edit, Engine, Options, Origin, Outcome, Snapshot, Store};

/// One context, whatever its path.
#[derive(Clone, Default)]
pub struct Memory(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    reads: AtomicUsize,
}

impl Memory {
    /// How often the document was read without changing it.
    pub fn reads(&self) -> usize {
        self.0.reads.load(Ordering::SeqCst)
    }
}

#[derive(Default)]
struct State {
    stored: Stored,
    entries: Vec<Entry>,
}

impl Volume for Memory {
    fn open(&self, _: &Path, options: Options) -> Result<Box<dyn Engine>> {
        Ok(Box::new(MemoryStore { memory: self.clone(), options }))
    }

    fn make_directory(&self, _: &Path, _: bool, _: u32) -> Result<()> {
        Ok(())
    }
}

struct MemoryStore {
    memory: Memory,
    options: Options,
}

impl MemoryStore {
    /// The records now: nothing is locked while they are visited.
    fn all(&self) -> Vec<Entry> {
        self.memory.0.state.lock().unwrap().entries.clone()
    }
}

/// Without capabilities.
impl Engine for MemoryStore {}

impl Store for MemoryStore {
    fn read(&self) -> Result<Snapshot> {
        self.memory.0.reads.fetch_add(1, Ordering::SeqCst);
        compare_and_swap::read(self)
    }

    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        compare_and_swap::transact(self, origin, edit)
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        self.all().into_iter().filter(|entry| entry.link.rev > since).try_for_each(visit)
    }

    fn glance(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<bool> {
        self.newest_first(visit)?;
        Ok(true)
    }

    fn watch(&self) -> Box<dyn Watch> {
        let seen = self.memory.0.state.lock().unwrap().entries.len();
        Box::new(MemoryWatch { memory: self.memory.clone(), seen: Cell::new(seen) })
    }
}

impl CompareAndSwap for MemoryStore {
    fn load(&self) -> Result<Stored> {
        Ok(self.memory.0.state.lock().unwrap().stored.clone())
    }

    fn swap(&self, after: Option<RecordId>, next: Stored, entry: &Entry) -> Result<bool> {
        let mut state = self.memory.0.state.lock().unwrap();
        if state.entries.last().map(Entry::id) != after {
            return Ok(false);
        }
        state.entries.push(entry.clone());
        state.stored = next;
        self.memory.0.changed.notify_all();
        Ok(true)
    }

    fn options(&self) -> &Options {
        &self.options
    }
}

impl History for MemoryStore {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        for entry in self.all().into_iter().rev() {
            if visit(entry).is_break() {
                break;
            }
        }
        Ok(())
    }
}

struct MemoryWatch {
    memory: Memory,
    seen: Cell<usize>,
}

impl Watch for MemoryWatch {
    fn wait(&self, end: Option<Instant>) -> Result<bool> {
        let mut state = self.memory.0.state.lock().unwrap();
        while state.entries.len() == self.seen.get() {
            state = match end.map(|end| end.saturating_duration_since(Instant::now())) {
                Some(left) if left.is_zero() => return Ok(false),
                Some(left) => self.memory.0.changed.wait_timeout(state, left).unwrap().0,
                None => self.memory.0.changed.wait(state).unwrap(),
            };
        }
        self.seen.set(state.entries.len());
        Ok(true)
    }
}
