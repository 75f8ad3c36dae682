//! Values that somebody made of an older revision.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::choice::choice;
use crate::model::agent::AgentName;
use crate::model::document::Document;
use crate::model::draft::Draft;
use crate::model::entry::{Action, Revision};
use crate::model::key_path::KeyPath;
use crate::model::past;
use crate::model::three_way::{Input, OnConflict, carry, note_carried};
use crate::session::Session;
use crate::transaction::Request;

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
    /// Makes the change of a request: carries values that were made of revision `since` over
    /// what is there now.
    ///
    /// # Errors
    /// A revision that is not in the log, and those of [`carry`] and [`Request::run`].
    pub fn run(
        &self,
        since: Revision,
        values: &[(KeyPath, Value)],
        request: Request,
        action: &Action,
        session: &mut Session,
    ) -> Result<()> {
        let tried = format!("could not {} in {}", request.tried, session.file()?.display());
        let agent = session.agent().context(tried)?;
        request.run(session, &mut |draft| {
            let mut action = action.clone();
            self.carry(draft, since, values, &agent, &mut action.args)?;
            Ok(action)
        })?;
        Ok(())
    }

    fn carry(
        &self,
        draft: &mut Draft<'_>,
        since: Revision,
        values: &[(KeyPath, Value)],
        agent: &AgentName,
        record: &mut Value,
    ) -> Result<()> {
        let base = match since {
            // Before the first change nothing was there, whatever the log still tells.
            Revision::START => Document::default(),
            since => past::seen(draft.history(), since)?.document,
        };
        let mut settled = Vec::new();
        for (path, value) in values {
            let on_conflict = self.on_conflict;
            settled.extend(carry(draft, &Input { base: &base, since, path, value, agent, on_conflict })?);
        }
        note_carried(record, since, settled);
        Ok(())
    }
}
