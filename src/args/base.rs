//! Values that somebody made of an older revision.

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::choice::choice;
use crate::model::agent::AgentName;
use crate::model::draft::Draft;
use crate::model::entry::Revision;
use crate::model::key_path::KeyPath;
use crate::model::three_way::{Input, OnConflict, carry, document_at, note_carried};

/// Which revision a change was made of, and what happens where others changed the same.
#[derive(Args, Clone, Debug, Default)]
pub struct BaseArgs {
    /// Merge three ways: the input was made of what was there at this revision
    #[arg(long, value_name = "REV")]
    pub base: Option<Revision>,

    /// Where both changed the same: keep ours (what is there now), take theirs (the input),
    /// or that of the agent who ranks higher (see `ctx authority`) [default: exit code 3]
    #[arg(long, value_name = "SIDE", requires = "base", value_parser = choice(&OnConflict::ALL))]
    pub on_conflict: Option<OnConflict>,
}

impl BaseArgs {
    /// Carries values over what is there now, and notes in the record how; nothing without `--base`.
    ///
    /// # Errors
    /// A revision that is not in the log, and those of [`carry`].
    pub fn carry(
        &self,
        draft: &mut Draft<'_>,
        values: &[(KeyPath, Value)],
        agent: &AgentName,
        record: &mut Value,
    ) -> Result<()> {
        let Some(since) = self.base else { return Ok(()) };
        let base = document_at(draft.history(), since)?;
        let mut settled = Vec::new();
        for (path, value) in values {
            let on_conflict = self.on_conflict;
            settled.extend(carry(draft, &Input { base: &base, since, path, value, agent, on_conflict })?);
        }
        note_carried(record, since, settled);
        Ok(())
    }
}
