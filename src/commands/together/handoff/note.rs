//! `ctx handoff note`: add a note to an open handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::{StepArgs, Stepped};
use crate::error::{Failure, Kind};
use crate::session::Context;
use crate::text::size::Size;

/// How long a note may be, in bytes.
const LONGEST: usize = 16 * 1024;

/// Add a note to a handoff that has not ended
///
/// Anybody can: the record says who and when. `ctx handoff show` prints the notes. The same
/// note again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff note h12 -m 'half of it is done'
  ctx handoff note h12 -m 'see also pages[0]' --json")]
pub struct Args {
    /// Text of the note
    #[arg(short = 'm', long = "message", visible_alias = "text", value_name = "TEXT")]
    text: String,

    #[command(flatten)]
    step: StepArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, text) = (context.session.agent()?, args.text.as_str());
    check(text)?;
    args.step.take(context, ("add a note to", "handoff.noted"), Some(text.to_owned()), &mut |handoff, draft| {
        handoff.note(&agent, text, draft.now()).map(|()| Stepped::Done)
    })
}

fn check(text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Failure::new(Kind::Usage, "the note is empty").into());
    }
    if text.len() > LONGEST {
        let limit = Size::new(u64::try_from(LONGEST).unwrap_or(u64::MAX));
        let why = format!("the note is longer than {}", limit.in_words());
        let failure = Failure::new(Kind::BadData, why).fact("limit", LONGEST);
        return Err(failure.hint("keep it in a file, and name that in the note").into());
    }
    Ok(())
}
