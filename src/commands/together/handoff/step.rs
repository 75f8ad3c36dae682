//! The common part of all steps of a handoff.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Ending, Handoff, HandoffId, expire_overdue};
use crate::log::entry::Action;
use crate::log::event_type::HANDOFF_EXPIRED;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// What a step of one handoff is given.
#[derive(clap::Args, Debug)]
pub struct StepArgs {
    /// ID of the handoff
    #[arg(value_name = "ID")]
    pub id: HandoffId,

    /// Print the updated handoff as JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// How to print the handoff after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Nothing,
    /// Framed, as data from another agent.
    Framed,
    Json,
}

impl Printed {
    /// Returns the output for a handoff.
    ///
    /// # Errors
    /// As [`show::text`].
    pub fn text(self, record: Option<&Value>) -> Result<Option<String>> {
        record.filter(|_| self != Self::Nothing).map(|record| show::text(record, self == Self::Json)).transpose()
    }
}

/// A requested step of a handoff.
pub struct Asked<'a> {
    /// The verb, for `could not …`.
    pub verb: &'static str,
    pub op: &'static str,
    pub id: &'a HandoffId,
    pub write: &'a WriteArgs,
    pub message: Option<String>,
    pub printed: Printed,
}

impl StepArgs {
    /// Makes the step.
    ///
    /// # Errors
    /// As [`Asked::take`].
    pub fn take(
        &self,
        context: &mut Context<'_>,
        (verb, op): (&'static str, &'static str),
        message: Option<String>,
        change: &mut StepOf<'_>,
    ) -> Result<Answer> {
        let printed = if self.json { Printed::Json } else { Printed::Nothing };
        Asked { verb, op, id: &self.id, write: &self.write, message, printed }.take(context, change)
    }

    /// Ends the handoff.
    ///
    /// # Errors
    /// As [`Asked::take`].
    pub fn end(
        &self,
        context: &mut Context<'_>,
        verb: &'static str,
        ending: &Ending,
        message: Option<String>,
    ) -> Result<Answer> {
        let agent = context.session.agent()?;
        let mut end = |handoff: &mut Handoff, draft: &mut Draft<'_>| handoff.end(&agent, ending.clone(), draft);
        self.take(context, (verb, ending.op()), message, &mut end)
    }
}

/// A step of a handoff, which may also change the document. If it fails, it has changed nothing.
pub type StepOf<'a> = dyn FnMut(&mut Handoff, &mut Draft<'_>) -> Result<()> + 'a;

impl Asked<'_> {
    /// Makes the step, and records other handoffs that have expired. If the handoff itself has
    /// expired, records that and fails.
    ///
    /// # Errors
    /// Fails if the ID is unknown, and as `change` and the transaction do.
    pub fn take(&self, context: &mut Context<'_>, change: &mut StepOf<'_>) -> Result<Answer> {
        let tried = format!("{} {}", self.verb, self.id);
        let request = self.write.request(tried.clone(), Handoff::path(self.id), self.message.clone());
        let done = request.run(context, |draft| {
            let expired = expire_overdue(draft)?;
            let mut handoff = Handoff::find(draft.document(), self.id)?;
            let stepped = match change(&mut handoff, draft) {
                Err(error) if expired.is_empty() => return Err(error),
                Err(error) => Err(error),
                Ok(()) => {
                    let record = show::record(&handoff, draft.document())?;
                    handoff.store(draft)?;
                    Ok(record)
                }
            };
            let op = if stepped.is_ok() { self.op } else { HANDOFF_EXPIRED };
            Ok((Action { op, args: json!({"id": self.id.to_string(), "expired": expired}) }, stepped))
        })?;
        if let Ok(record) = &done.value {
            done.print(context.out, self.printed.text(Some(record))?);
        }
        done.value.map(|_| Answer::Yes).with_context(|| context.could_not(&tried))
    }
}
