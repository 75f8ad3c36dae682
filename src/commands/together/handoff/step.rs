//! The common part of all steps of a handoff.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::commands::together::handoff::{Answer, show};
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Ending, Handoff, HandoffId, Passed, pass_time};
use crate::kept::late::{LATE_RESULTS, Late};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::log::event_type::HANDOFF_EXPIRED;
use crate::options::write::WriteArgs;
use crate::session::Context;
use crate::session::transaction::Done;

/// The op of completing a handoff.
const COMPLETED: &str = "handoff.completed";

/// The op of a late result.
const LATE_RESULT: &str = "handoff.late_result";

/// The op of accepting a handoff.
pub const ACCEPTED: &str = "handoff.accepted";

/// The op of taking a handoff away from whoever accepted it.
pub const STOLEN: &str = "handoff.stolen";

/// The op of cancelling a handoff.
const CANCELLED: &str = "handoff.cancelled";

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
        self.take(context, (verb, ending.op()), message, &mut ended(&agent, ending))
    }
}

/// The step that ends a handoff.
pub fn ended(agent: &AgentName, ending: &Ending) -> impl FnMut(&mut Handoff, &mut Draft<'_>) -> Result<Stepped> {
    move |handoff, draft| match handoff.end(agent, ending.clone(), draft) {
        Ok(()) => Ok(Stepped::Done),
        Err(error) => too_late(handoff, agent, (ending, error), draft),
    }
}

/// A step of a handoff, which may also change the document. If it fails, it has changed nothing.
pub type StepOf<'a> = dyn FnMut(&mut Handoff, &mut Draft<'_>) -> Result<Stepped> + 'a;

/// The result of a step of a handoff. Both are recorded.
pub enum Stepped {
    Done,
    /// The step failed, but left a late result in the handoff.
    Refused(anyhow::Error),
}

impl Asked<'_> {
    /// Makes the step, and records other handoffs that have expired. If the handoff itself has
    /// expired, records that and fails.
    ///
    /// # Errors
    /// Fails if the ID is unknown, and as `change` and the transaction do.
    pub fn take(&self, context: &mut Context<'_>, change: &mut StepOf<'_>) -> Result<Answer> {
        let done = self.taken(context, change)?;
        let printed = self.printed.text(Some(&done.value))?;
        done.print(context.out, printed);
        Ok(Answer::Yes)
    }

    /// As [`Asked::take`], without printing; returns the handoff as it is printed.
    ///
    /// # Errors
    /// As [`Asked::take`].
    pub fn taken(&self, context: &mut Context<'_>, change: &mut StepOf<'_>) -> Result<Done<Value>> {
        let tried = format!("{} {}", self.verb, self.id);
        let agent = context.session.agent()?;
        let request = self.write.request(tried.clone(), Handoff::path(self.id), self.message.clone());
        let done = request.run(context, |draft| {
            let passed = pass_time(draft, Some((self.id, &agent)))?;
            let mut handoff = Handoff::find_with(draft.document(), draft.history(), self.id)?;
            let before = handoff.clone();
            let from = handoff.accepted_by.clone().filter(|_| self.is_forceful());
            let (op, stepped) = match change(&mut handoff, draft) {
                Err(error) if passed.is_empty() => return Err(error),
                Err(error) => (passed.op(), Err(error)),
                Ok(stepped) => {
                    let record = show::record(&handoff, draft.document())?;
                    // One that was removed since it ended stays out of the document.
                    if handoff != before {
                        handoff.store(draft)?;
                    }
                    match stepped {
                        Stepped::Done => (self.op, Ok(record)),
                        Stepped::Refused(error) => (LATE_RESULT, Err(error)),
                    }
                }
            };
            Ok((Action { op, args: self.args(op, from.as_ref(), &passed) }, stepped))
        })?;
        let Done { value, became, print_rev } = done;
        let mut value = value.with_context(|| context.could_not(&tried))?;
        if self.printed != Printed::Nothing || self.op == COMPLETED {
            context.compare_artifacts(&mut value);
        }
        Ok(Done { value, became, print_rev })
    }

    /// Whether the step takes the handoff away from whoever accepted it.
    fn is_forceful(&self) -> bool {
        [STOLEN, CANCELLED].contains(&self.op)
    }

    /// Returns the `args` of the record.
    fn args(&self, op: &str, from: Option<&AgentName>, passed: &Passed) -> Value {
        let mut args = Map::new();
        // A record of what time alone did is about others.
        if [self.op, LATE_RESULT, HANDOFF_EXPIRED].contains(&op) {
            args.insert("id".to_owned(), json!(self.id));
        }
        args.extend(from.map(|from| ("from".to_owned(), json!(from))));
        passed.note(&mut args, true);
        args.into()
    }
}

/// Keeps the result of an agent that lost the handoff meanwhile, and says so.
fn too_late(
    handoff: &mut Handoff,
    agent: &AgentName,
    (ending, error): (&Ending, anyhow::Error),
    draft: &Draft<'_>,
) -> Result<Stepped> {
    let (result, artifacts) = match ending {
        Ending::Completed { result: Some(result), artifacts } => (result, artifacts),
        Ending::Completed { result: None, artifacts } if !artifacts.is_empty() => (&Value::Null, artifacts),
        _ => return Err(error),
    };
    match handoff.keep_late(agent, (result, artifacts), draft.now()) {
        None => Err(error),
        Some(Late::Full) => {
            let why = format!("the result was not kept: {} has {LATE_RESULTS} late results already", handoff.id);
            Err(error.context(why))
        }
        Some(Late::Kept) => {
            let id = &handoff.id;
            let why =
                format!("the result was kept in late_results (ctx handoff show {id}), but {id} was not completed");
            Ok(Stepped::Refused(error.context(why)))
        }
    }
}
