//! `ctx messages`: read the messages of other agents.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::kept::collection::Kept as _;
use crate::kept::read_position::{ReadPosition, Reader};
use crate::log::entry::{Action, Entry, Revision};
use crate::log::event::{Event, events_of};
use crate::log::history::History;
use crate::output::{Output, framed};
use crate::session::Context;
use crate::session::transaction::Request;
use crate::text::escape::quoted;

/// The `op` of the record that messages were read.
const OP: &str = "messages.read";

/// Read the messages that other agents sent to you, or to everybody
///
/// Prints them oldest first, and records that you have read them: with --unread, each message is
/// printed once for each agent and session. Exits with 1 if there are none. See `ctx emit`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx messages --unread
  ctx messages -n 10 --peek")]
pub struct Args {
    /// Print only those that you have not read
    #[arg(long)]
    unread: bool,

    /// Print only the newest N
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
    loop {
        let snapshot = context.store.read()?;
        let read = reader.position(&snapshot.document)?;
        let since = if args.unread { read } else { Revision::START };
        let messages = args.messages(context.store.as_ref(), &reader, since)?;
        let newest = messages.back().map(|entry| entry.link.rev).filter(|newest| *newest > read && !args.peek);
        if let Some(newest) = newest
            && !acknowledge(context, &reader, (read, newest))?
        {
            // Somebody else read them as the same agent in between.
            continue;
        }
        args.print(&messages, context.out)?;
        return Ok(if messages.is_empty() { Answer::No } else { Answer::Yes });
    }
}

/// Records that messages were read; `false` if the reader has read others meanwhile.
fn acknowledge(context: &mut Context<'_>, reader: &Reader, (read, newest): (Revision, Revision)) -> Result<bool> {
    let request = Request::plain("record that messages were read".to_owned(), ReadPosition::collection());
    let done = request.run(context, |draft| {
        let is_first = reader.position(draft.document())? == read;
        if is_first {
            reader.advance(draft, newest)?;
        }
        Ok((Action { op: OP, args: json!({"rev": newest}) }, is_first))
    })?;
    Ok(done.value)
}

impl Args {
    /// The messages after a revision, oldest first.
    fn messages(&self, history: &dyn History, reader: &Reader, since: Revision) -> Result<VecDeque<Entry>> {
        let (mut found, most) = (VecDeque::new(), self.number.unwrap_or(usize::MAX));
        history.newest_first(&mut |entry| {
            if entry.link.rev <= since || found.len() >= most {
                return ControlFlow::Break(());
            }
            if reader.receives(&entry) {
                found.push_front(entry);
            }
            ControlFlow::Continue(())
        })?;
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
