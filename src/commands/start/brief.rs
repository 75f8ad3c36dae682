//! `ctx brief`: tell an agent what it needs to know when it starts.

use anyhow::Result;
use serde_json::json;

use crate::brief::{Brief, Since};
use crate::commands::Answer;
use crate::kept::collection::Kept as _;
use crate::kept::read_position::{BRIEFED, ReadPosition, Reader};
use crate::log::entry::{Action, Revision};
use crate::options::max_bytes::MaxBytesArgs;
use crate::session::Context;
use crate::session::transaction::Request;

/// Tell an agent what it needs to know when it starts
///
/// Prints problems, the handoffs that you hold or can accept, your unread messages, your tasks, leases and votes,
/// and what changed since your last brief, newest first; then records that you have seen that. Messages stay
/// unread. Each agent has its own last brief, and so has each of its sessions that the environment names.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx brief
  ctx brief --agent reviewer --peek
  ctx brief --json --max-bytes 4k")]
pub struct Args {
    #[command(flatten)]
    bound: MaxBytesArgs,

    /// Do not record that you have seen the changes
    #[arg(long)]
    peek: bool,

    /// Print a JSON object, within the same bound
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let reader = context.session.reader()?;
    let snapshot = context.store.read()?;
    let document = &snapshot.document;
    let since = Since { read: reader.position(document)?, told: reader.briefed(document)?, knows_own: false };
    let brief = Brief::of(context, &snapshot, &reader, since);
    let most = args.bound.bytes();
    // What was left out is still to be seen.
    let tells_changes = if args.json {
        let data = brief.data(most);
        context.out.line(&data.to_string())?;
        Brief::tells_changes(&data)
    } else {
        let (text, tells_changes) = brief.text((most, context.out.columns()), &|hint| context.session.command(hint));
        context.out.text(&text)?;
        tells_changes
    };
    context.out.flush()?;
    if brief.is_any && tells_changes && !args.peek && !context.out.is_closed() {
        record(context, &reader, snapshot.revision)?;
    }
    Ok(Answer::Yes)
}

/// Records that the agent was briefed, unless it was briefed on more meanwhile.
///
/// # Errors
/// As the transaction does.
pub fn record(context: &mut Context<'_>, reader: &Reader, rev: Revision) -> Result<()> {
    let request = Request::plain("record the brief".to_owned(), ReadPosition::collection());
    let done = request.run(context, |draft| {
        if reader.briefed(draft.document())?.is_none_or(|briefed| briefed < rev) {
            reader.advance_brief(draft, rev)?;
        }
        Ok((Action { op: BRIEFED, args: json!({"rev": rev}) }, ()))
    })?;
    done.print(context.out, []);
    Ok(())
}
