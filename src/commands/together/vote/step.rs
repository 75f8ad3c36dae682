//! The common part of all steps of a vote.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::commands::together::vote::{Answer, shown};
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::vote::Vote;
use crate::log::entry::Action;
use crate::log::event_type::VOTE_CLOSED;
use crate::log::name::Name;
use crate::session::Context;
use crate::session::transaction::{Done, Request};

/// A step of a vote: returns the op, and the vote after it. If it fails, it has changed nothing.
pub type StepOf<'a> = dyn FnMut(&mut Draft<'_>) -> Result<(Action, Vote)> + 'a;

/// Makes a step of the vote on `topic`. First records that its time has run out, also if the step itself is
/// refused.
///
/// # Errors
/// As `step` and the transaction do.
pub fn run(request: Request, context: &mut Context<'_>, topic: &Name, step: &mut StepOf<'_>) -> Result<Done<Vote>> {
    let tried = context.could_not(&request.tried);
    let done = request.run(context, |draft| {
        let closed = close_if_over(topic, draft)?;
        Ok(match (step(draft), closed) {
            (Err(error), None) => return Err(error),
            (Err(error), Some(closed)) => (closed, Err(error)),
            // A closed vote is not changed any more.
            (Ok((_, vote)), Some(closed)) => (closed, Ok(vote)),
            (Ok((action, vote)), None) => (action, Ok(vote)),
        })
    })?;
    let Done { value, became, print_rev } = done;
    Ok(Done { value: value.context(tried)?, became, print_rev })
}

/// Changes the vote on `topic`.
///
/// # Errors
/// Unknown topic, and as `change` and [`Vote::save`].
pub fn changed(draft: &mut Draft<'_>, topic: &Name, change: impl FnOnce(&mut Vote) -> Result<()>) -> Result<Vote> {
    let before = Vote::find_with(draft.document(), draft.history(), topic)?;
    let mut vote = before.clone();
    change(&mut vote)?;
    // One that was removed since it closed stays out of the document.
    if vote != before {
        vote.save(&before, draft)?;
    }
    Ok(vote)
}

/// Records that the time of a vote has run out. Returns the action for the record, if that is so.
///
/// # Errors
/// As [`Vote::save`].
pub fn close_if_over(topic: &Name, draft: &mut Draft<'_>) -> Result<Option<Action>> {
    let Some(before) = Vote::get(draft.document(), topic)? else { return Ok(None) };
    let vote = before.clone().as_of(draft.now());
    if vote == before {
        return Ok(None);
    }
    vote.save(&before, draft)?;
    Ok(Some(Action { op: VOTE_CLOSED, args: args_of(&vote, None) }))
}

/// Returns the `args` of a record: the topic, the option that was voted for, and the result if the vote is
/// closed.
pub fn args_of(vote: &Vote, option: Option<&Name>) -> Value {
    let mut args = Map::from_iter([("topic".to_owned(), json!(vote.topic))]);
    args.extend(option.iter().map(|option| ("option".to_owned(), json!(option))));
    if vote.status.is_end() {
        args.insert("result".to_owned(), vote.status.word().into());
        args.extend(vote.winner.iter().map(|winner| ("winner".to_owned(), json!(winner))));
    }
    args.into()
}

/// Prints a vote after a step, if that was asked for.
///
/// # Errors
/// Fails if the vote is not JSON.
pub fn print(done: &Done<Vote>, is_wanted: bool, context: &mut Context<'_>) -> Result<Answer> {
    let answer = if is_wanted { Some(shown(&done.value)?.to_string()) } else { None };
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
