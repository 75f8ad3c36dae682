//! Where notes go: to standard error, or to whoever asked for the change.

use std::sync::{Arc, Mutex, PoisonError};

use crate::output::note;

/// Where notes go.
#[derive(Clone, Debug, Default)]
pub struct Heard(Option<Arc<Mutex<Vec<String>>>>);

impl Heard {
    /// Keeps notes for a client instead of printing them.
    #[cfg(feature = "mcp")]
    #[must_use]
    pub fn kept() -> Self {
        Self(Some(Arc::default()))
    }

    /// Prints or keeps a note.
    pub fn note(&self, text: &str, hints: &[String]) {
        match &self.0 {
            None => note(text, hints),
            Some(kept) => {
                let hints = hints.iter().map(|hint| format!("hint: {hint}"));
                let lines: Vec<String> = std::iter::once(text.to_owned()).chain(hints).collect();
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(lines.join("\n"));
            }
        }
    }

    /// Takes the notes that were kept.
    #[cfg(feature = "mcp")]
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        let kept = self.0.as_ref();
        kept.map(|kept| std::mem::take(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner))).unwrap_or_default()
    }
}
