//! `ctx messages`: read the messages of other agents.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::kept::collection::Kept as _;
use crate::kept::read_position::{READ, ReadPosition, Reader};
use crate::log::entry::{Action, Entry, Revision};
use crate::log::event::{Event, events_of};
use crate::log::history::History;
use crate::output::{Output, framed};
use crate::session::Context;
use crate::session::transaction::Request;
use crate::text::escape::quoted;

/// Read the messages that other agents sent to you, or to everybody
///
/// Prints them oldest first, and then records that you have read them: --unread prints the rest. What
/// could not be printed stays unread. Each agent reads for itself, and so does each of its sessions
/// that the environment names. Exits with 1 if there are none. See `ctx emit`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx messages --unread
  ctx messages -n 10 --peek")]
pub struct Args {
    /// Print only those that you have not read
    #[arg(long)]
    unread: bool,

    /// Print only the newest N; they stay unread if an older one is
    #[arg(short = 'n', long = "number", value_name = "N", conflicts_with = "unread")]
    number: Option<usize>,

    /// Do not record that you have read them
    #[arg(long)]
    peek: bool,

    /// Print JSON Lines, as `ctx watch` does
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reader = context.session.reader()?;
    let snapshot = context.store.read()?;
    let read = reader.position(&snapshot.document)?;
    let since = if args.unread { read } else { Revision::START };
    let Found { messages, is_one_left_out, begins } = args.find(context.store.as_ref(), &reader, (since, read))?;
    if let Some(begins) = begins.filter(|begins| *begins > since.next()) {
        let last = begins.number().saturating_sub(1);
        let dropped = format!("the log no longer has revisions {} to {last}, with the messages in them", since.next());
        context.session.say(&dropped);
    }
    args.print(&messages, context.out)?;
    context.out.flush()?;
    // What was not printed stays unread, so this comes last.
    let newest = messages.back().map(|entry| entry.link.rev).filter(|newest| *newest > read);
    if let Some(newest) = newest.filter(|_| !args.peek && !is_one_left_out && !context.out.is_closed()) {
        acknowledge(context, &reader, newest)?;
    }
    Ok(if messages.is_empty() { Answer::No } else { Answer::Yes })
}

/// Records that messages were read, unless the same agent has read more meanwhile.
fn acknowledge(context: &mut Context<'_>, reader: &Reader, newest: Revision) -> Result<()> {
    let request = Request::plain("record that messages were read".to_owned(), ReadPosition::collection());
    let done = request.run(context, |draft| {
        if reader.position(draft.document())? < newest {
            reader.advance(draft, newest)?;
        }
        Ok((Action { op: READ, args: json!({"rev": newest}) }, ()))
    })?;
    done.print(context.out, []);
    Ok(())
}

/// The messages that were asked for, and what is around them.
struct Found {
    /// Oldest first.
    messages: VecDeque<Entry>,
    /// An unread message is older than those.
    is_one_left_out: bool,
    /// The oldest revision of the log, if all of it was looked at.
    begins: Option<Revision>,
}

impl Args {
    /// Finds the messages after a revision.
    fn find(&self, history: &dyn History, reader: &Reader, (since, read): (Revision, Revision)) -> Result<Found> {
        let most = self.number.unwrap_or(usize::MAX);
        let mut found = Found { messages: VecDeque::new(), is_one_left_out: false, begins: None };
        let mut is_enough = false;
        history.newest_first(&mut |entry| {
            let (rev, is_full) = (entry.link.rev, found.messages.len() >= most);
            is_enough = rev <= since || (is_full && rev <= read);
            if is_enough {
                return ControlFlow::Break(());
            }
            found.begins = Some(rev);
            if !reader.receives(&entry) {
                return ControlFlow::Continue(());
            }
            if is_full {
                (found.is_one_left_out, is_enough) = (true, true);
                return ControlFlow::Break(());
            }
            found.messages.push_front(entry);
            ControlFlow::Continue(())
        })?;
        found.begins = found.begins.filter(|_| !is_enough);
        Ok(found)
    }

    fn print(&self, messages: &VecDeque<Entry>, out: &mut Output) -> Result<()> {
        if self.json {
            return messages.iter().flat_map(events_of).try_for_each(|event| out.line(&serde_json::to_string(&event)?));
        }
        if messages.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = messages.iter().flat_map(events_of).map(line).collect();
        out.text(&framed("messages", "other agents", lines.iter().map(String::as_str)))
    }
}

fn line(event: Event) -> String {
    let Event { rev, at, agent, topic, data, message, .. } = event;
    let head = format!("{rev}  {at}  {agent}  {}", topic.unwrap_or_default());
    let said = [data.map(|data| data.to_string()), message.map(|message| quoted(&message))];
    [Some(head)].into_iter().chain(said).flatten().collect::<Vec<_>>().join("  ")
}
