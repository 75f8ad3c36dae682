//! The common part of all steps of a task.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::task::Answer;
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::task::{Claimant, Task, fail_exhausted};
use crate::log::entry::{Action, Revision};
use crate::log::event_type::TASK_FAILED;
use crate::log::name::Name;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::transaction::{Done, Request};
use crate::session::{Context, Session};

/// The task that a worker has claimed, and what it says of it.
#[derive(clap::Args, Debug)]
pub struct ClaimedArgs {
    /// ID of the task
    #[arg(value_name = "ID")]
    id: Name,

    /// Token that `ctx task claim` printed; tells two claims by one agent apart
    #[arg(long, value_name = "TOKEN")]
    token: Option<Revision>,

    /// Print the updated task as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

/// Steps whose record may say why.
#[derive(clap::Args, Debug)]
pub struct ToldArgs {
    #[command(flatten)]
    pub claimed: ClaimedArgs,

    #[command(flatten)]
    pub message: MessageArgs,
}

/// The result of a step of a task. Both are recorded.
pub enum Stepped {
    Done(Action),
    /// The step failed, but left something in the task.
    Refused(Action, anyhow::Error),
}

/// A step of a task by the worker that claimed it.
type StepOf<'a> = dyn FnMut(&mut Task, &Claimant, &mut Draft<'_>) -> Result<Stepped> + 'a;

impl ClaimedArgs {
    /// The claim with this token.
    pub fn of(id: &Name, token: Option<Revision>) -> Self {
        Self { id: id.clone(), token, json: false, write: WriteArgs::default() }
    }

    /// Makes a step of the task.
    ///
    /// # Errors
    /// Fails if the ID is unknown, and as `step` and the transaction do.
    pub fn step(
        &self,
        verb: &str,
        message: Option<String>,
        context: &mut Context<'_>,
        step: &mut StepOf<'_>,
    ) -> Result<Answer> {
        let done = self.take(verb, message, context, step)?;
        let answer = self.json.then(|| serde_json::to_string(&done.value)).transpose()?;
        done.print(context.out, answer);
        Ok(Answer::Yes)
    }

    /// As [`ClaimedArgs::step`], without printing; returns the task after it.
    ///
    /// # Errors
    /// As [`ClaimedArgs::step`].
    pub fn take(
        &self,
        verb: &str,
        message: Option<String>,
        context: &mut Context<'_>,
        step: &mut StepOf<'_>,
    ) -> Result<Done<Task>> {
        let claimant = worker(context.session, self.token)?;
        let id = &self.id;
        let request = self.write.request(format!("{verb} the task {id}"), Task::path(id), message);
        run(request, context, &mut |draft| {
            let mut task = self.task(&claimant, draft)?;
            let before = task.clone();
            let stepped = step(&mut task, &claimant, draft)?;
            // One that was removed since it ended stays out of the document.
            if task != before {
                task.store(draft)?;
            }
            Ok((stepped, task))
        })
    }

    /// The task, also if it was removed while the worker had claimed it: what was computed is kept.
    fn task(&self, claimant: &Claimant, draft: &Draft<'_>) -> Result<Task> {
        let found = Task::find_with(draft.document(), draft.history(), &self.id);
        match found {
            Err(unknown) => Task::removed_from(claimant, &self.id, draft.history())?.ok_or(unknown),
            found => found,
        }
    }
}

/// The worker that runs this command, with the token that it gives.
pub fn worker(session: &Session, token: Option<Revision>) -> Result<Claimant> {
    Ok(Claimant { agent: session.agent()?, session: session.id()?, token })
}

/// Makes a change of tasks. First records those that lost too many claims as failed, also if the
/// change itself is refused.
///
/// # Errors
/// As `change` and the transaction do. If `change` fails, it must have changed nothing.
pub fn run<T>(
    request: Request,
    context: &mut Context<'_>,
    change: &mut dyn FnMut(&mut Draft<'_>) -> Result<(Stepped, T)>,
) -> Result<Done<T>> {
    let tried = context.could_not(&request.tried);
    let done = request.run(context, |draft| {
        let exhausted = fail_exhausted(draft)?;
        let (action, value) = match change(draft) {
            Ok((Stepped::Done(action), value)) => (action, Ok(value)),
            Ok((Stepped::Refused(action, error), _)) => (action, Err(error)),
            Err(error) if exhausted.is_empty() => return Err(error),
            Err(error) => (Action { op: TASK_FAILED, args: json!({}) }, Err(error)),
        };
        Ok((noting(action, &exhausted), value))
    })?;
    let Done { value, became, print_rev } = done;
    Ok(Done { value: value.context(tried)?, became, print_rev })
}

/// Adds the tasks that were found failed to the `args` of the record.
fn noting(mut action: Action, exhausted: &[Name]) -> Action {
    if let Value::Object(members) = &mut action.args
        && !exhausted.is_empty()
    {
        members.insert("exhausted".to_owned(), json!(exhausted));
    }
    action
}
