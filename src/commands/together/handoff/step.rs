//! What all steps of one handoff have in common.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
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

/// What is printed of the handoff after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Nothing,
    /// As data from another agent.
    Framed,
    Json,
}

impl Printed {
    /// What is printed of a handoff's record.
    ///
    /// # Errors
    /// As [`show::text`].
    pub fn text(self, record: Option<&Value>) -> Result<Option<String>> {
        record.filter(|_| self != Self::Nothing).map(|record| show::text(record, self == Self::Json)).transpose()
    }
}

/// A step of one handoff, as it is asked for.
pub struct Asked<'a> {
    /// As `could not …` goes on.
    pub verb: &'static str,
    pub op: &'static str,
    pub id: &'a HandoffId,
    pub write: &'a WriteArgs,
    pub message: Option<String>,
    pub printed: Printed,
}

impl StepArgs {
    /// Takes the step.
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

/// What a step does to a handoff and, besides it, to the document. One that fails has
/// changed nothing.
pub type StepOf<'a> = dyn FnMut(&mut Handoff, &mut Draft<'_>) -> Result<()> + 'a;

impl Asked<'_> {
    /// Takes the step; what else is overdue is recorded with it. If the handoff itself
    /// turns out to be overdue, that is recorded, and then the step fails.
    ///
    /// # Errors
    /// An unknown id, and those of `change` and of the transaction.
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
