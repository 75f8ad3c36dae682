//! What a command is about to read, and whether what it read could be read.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::text::held::FaultCell;

/// What a command reads: a long document is read as far as it is asked for.
#[derive(Clone, Default)]
pub struct Reading(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    expected: Option<KeyPath>,
    faults: Vec<FaultCell>,
}

impl Reading {
    /// Names the path that is asked for first, so that one search finds it and what ctx keeps.
    pub fn expect(&self, path: &KeyPath) {
        self.with(|state| state.expected = Some(path.clone()));
    }

    /// Takes note of a document that was read.
    pub fn observe(&self, document: &Document) {
        if let Some(path) = self.with(|state| state.expected.take()) {
            let _ = document.get(&path);
        }
        self.with(|state| {
            // A fault that was found before was dealt with, and nobody asks a document that is gone.
            state.faults.retain(|fault| fault.get().is_none() && Arc::strong_count(fault) > 1);
            state.faults.extend(document.fault_cell());
        });
    }

    /// # Errors
    /// Fails if a document turned out to be unreadable when it was asked for something.
    pub fn check(&self) -> Result<()> {
        let fault = self.with(|state| state.faults.iter().find_map(|fault| fault.get().cloned()));
        let Some(fault) = fault else { return Ok(()) };
        Err(Failure::from(&fault).into())
    }

    /// Forgets what could not be read: that was told.
    pub fn forget(&self) {
        self.with(|state| state.faults.clear());
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
