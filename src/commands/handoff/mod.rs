//! `ctx handoff`: hand work over, so that exactly one takes it.

mod accept;
mod cancel;
mod complete;
mod create;
mod fail;
mod inbox;
mod list;
mod reject;
mod show;

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use super::{Answer, Whole};
use crate::args::write::WriteArgs;
use crate::model::draft::Draft;
use crate::model::entry::Action;
use crate::model::handoff::{Ending, Handoff, HandoffId, expire_overdue};
use crate::output::Output;
use crate::session::Session;
use crate::transaction::Done;

/// Hand work over to another agent, or take over what was handed to you
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

/// The steps of a handoff.
#[derive(Subcommand, Debug)]
enum Step {
    Create(create::Args),
    Inbox(inbox::Args),
    List(list::Args),
    Show(show::Args),
    Accept(accept::Args),
    Reject(reject::Args),
    Complete(complete::Args),
    Fail(fail::Args),
    Cancel(cancel::Args),
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    session.without_notice();
    match &args.step {
        Step::Create(args) => create::run(args, session),
        Step::Inbox(args) => inbox::run(args, session),
        Step::List(args) => list::run(args, session),
        Step::Show(args) => show::run(args, session),
        Step::Accept(args) => accept::run(args, session),
        Step::Reject(args) => reject::run(args, session),
        Step::Complete(args) => complete::run(args, session),
        Step::Fail(args) => fail::run(args, session),
        Step::Cancel(args) => cancel::run(args, session),
    }
}

/// Ends one handoff; what else is overdue is recorded with it.
fn end(session: &mut Session, id: &HandoffId, verb: &str, ending: &Ending, write: &WriteArgs) -> Result<Answer> {
    let agent = session.agent()?;
    let request = write.request(format!("{verb} {id}"), vec![Handoff::path(id)], reason_of(ending));
    step(session, request, id, &mut |handoff, draft| handoff.end(&agent, ending.clone(), draft.now()))?;
    Ok(Answer::Yes)
}

fn reason_of(ending: &Ending) -> Option<String> {
    match ending {
        Ending::Failed { reason } | Ending::Rejected { reason } => Some(reason.clone()),
        Ending::Cancelled { reason } => reason.clone(),
        Ending::Completed { .. } => None,
    }
}

/// What a step does to a handoff at a time.
type StepOf<'a> = dyn FnMut(&mut Handoff, &Draft<'_>) -> Result<()> + 'a;

/// Takes one step of one handoff. If it turns out to be overdue, that is recorded,
/// and then the step fails.
fn step(
    session: &mut Session,
    request: crate::transaction::Request,
    id: &HandoffId,
    step: &mut StepOf<'_>,
) -> Result<Done> {
    let mut refused = None;
    let tried = request.tried.clone();
    let done = request.run(session, &mut |draft| {
        refused = None;
        let expired = expire_overdue(draft)?;
        let mut handoff = Handoff::find(draft.document(), id)?;
        let taken = step(&mut handoff, draft);
        match taken {
            Err(error) if expired.is_empty() => return Err(error),
            Err(error) => refused = Some(error),
            Ok(()) => handoff.store(draft)?,
        }
        let op = if refused.is_some() { crate::model::handoff::Status::Expired } else { handoff.status };
        Ok(Action { op: op.op(), args: json!({"id": id.to_string(), "expired": expired}) })
    })?;
    match refused {
        Some(error) => Err(error.context(format!("could not {tried}"))),
        None => Ok(done),
    }
}

/// One line for one handoff.
fn summary_line(handoff: &Handoff, out: &mut Output) -> Result<()> {
    let Handoff { id, priority, status, from, to, summary, .. } = handoff;
    out.line(&format!("{id}  {priority:<8}  {:<9}  {from} -> {to}  {}", status.word(), one_line(summary)))
}

/// A text of another agent on one line, whatever it holds.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
