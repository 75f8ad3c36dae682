//! What all steps of one handoff have in common.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
use crate::kept::handoff::{Ending, Handoff, HandoffId, expire_overdue};
use crate::log::entry::Action;
use crate::log::event_type::HANDOFF_EXPIRED;
use crate::options::write::WriteArgs;
use crate::session::Session;
use crate::session::transaction::{Done, Request, print_committed};

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
        session: &mut Session,
        (verb, op): (&'static str, &'static str),
        message: Option<String>,
        change: &mut StepOf<'_>,
    ) -> Result<Answer> {
        let printed = if self.json { Printed::Json } else { Printed::Nothing };
        Asked { verb, op, id: &self.id, write: &self.write, message, printed }.take(session, change)
    }

    /// Ends the handoff.
    ///
    /// # Errors
    /// As [`Asked::take`].
    pub fn end(
        &self,
        session: &mut Session,
        verb: &'static str,
        ending: &Ending,
        message: Option<String>,
    ) -> Result<Answer> {
        let agent = session.agent()?;
        let mut end = |handoff: &mut Handoff, draft: &mut Draft<'_>| handoff.end(&agent, ending.clone(), draft);
        self.take(session, (verb, ending.op()), message, &mut end)
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
    pub fn take(&self, session: &mut Session, change: &mut StepOf<'_>) -> Result<Answer> {
        let (mut refused, mut record, tried) = (None, None, format!("{} {}", self.verb, self.id));
        let request = self.write.request(tried.clone(), Handoff::path(self.id), self.message.clone());
        let request = Request { print_rev: false, ..request };
        let done = request.run(session, &mut |draft| {
            (refused, record) = (None, None);
            let expired = expire_overdue(draft)?;
            let mut handoff = Handoff::find(draft.document(), self.id)?;
            let mut op = self.op;
            match change(&mut handoff, draft) {
                Err(error) if expired.is_empty() => return Err(error),
                Err(error) => (refused, op) = (Some(error), HANDOFF_EXPIRED),
                Ok(()) => {
                    record = Some(show::record(&handoff, draft.document())?);
                    handoff.store(draft)?;
                }
            }
            Ok(Action { op, args: json!({"id": self.id.to_string(), "expired": expired}) })
        })?;
        if let Some(error) = refused {
            return Err(error.context(format!("could not {tried} in {}", session.file()?.display())));
        }
        print(session, record.as_ref(), self.printed, done, self.write.print_rev)?;
        Ok(Answer::Yes)
    }
}

/// Prints what was asked for of a step: the handoff, then the revision.
///
/// # Errors
/// A record that cannot be written as JSON, which does not happen.
pub fn print(
    session: &mut Session,
    record: Option<&Value>,
    printed: Printed,
    done: Done,
    print_rev: bool,
) -> Result<()> {
    let (Done::Committed(revision) | Done::Unchanged(revision)) = done else { return Ok(()) };
    if let Some(record) = record.filter(|_| printed != Printed::Nothing) {
        print_committed(session, &show::text(record, printed == Printed::Json)?);
    }
    if print_rev {
        print_committed(session, &revision.to_string());
    }
    Ok(())
}
