//! What a value takes along when a patch moves or copies it: the marks of what is redacted, and expiry times.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries::kept_at;
use crate::edit::relocate::{below, ends_within, marks_within};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::redaction::mark_redacted;
use crate::log::agent::AgentName;

/// What belongs to a value, by the keys below it.
pub struct Luggage {
    marks: Vec<Vec<String>>,
    ends: Vec<(Vec<String>, Value)>,
}

impl Luggage {
    /// What belongs to the value at `from`.
    pub fn of(draft: &Draft<'_>, from: &Pointer) -> Self {
        let ends = ends_within(draft, &KeyPath::from(from));
        let mut marks = marks_within(draft, from.tokens());
        // The whole document is not redacted, and what is in it is where it was.
        marks.retain(|keys| !keys.is_empty() || !from.tokens().is_empty());
        Self { marks, ends }
    }

    /// Marks the place that the value goes to, before it does.
    ///
    /// # Errors
    /// Fails for items of arrays, where nothing is redacted and nothing expires.
    pub fn announce(&self, draft: &mut Draft<'_>, to: &KeyPath, (by, salt): (&AgentName, &str)) -> Result<()> {
        if !self.ends.is_empty() && draft.document().array_above(to).is_some() {
            let why = format!("the value expires, and {to} is an item of an array, which does not");
            return Err(Failure::new(Kind::BadData, why).hint("`ctx set --ttl` sets when a value expires").into());
        }
        self.marks.iter().try_for_each(|keys| mark_redacted(draft, &below(to, keys.clone()), by, salt))
    }

    /// Sets the expiry times at the place that the value has now.
    ///
    /// # Errors
    /// As [`Draft::put`].
    pub fn unpack(self, draft: &mut Draft<'_>, to: &KeyPath) -> Result<()> {
        for (keys, until) in self.ends {
            draft.put(&kept_at(&below(to, keys).to_string()), until)?;
        }
        Ok(())
    }
}
