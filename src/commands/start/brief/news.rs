//! What happened since an agent last looked, as far back as a bounded part of the log tells.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use crate::json::RESERVED_KEY;
use crate::kept::read_position::Reader;
use crate::kept::work::{Item, Section};
use crate::log::describe::changes;
use crate::log::entry::{Entry, Revision};
use crate::log::event::{Event, events_of};
use crate::log::history::History;
use crate::log::message::Message;
use crate::text::clip::Clip;
use crate::text::escape::quoted;
use crate::text::timestamp::{Timestamp, age};

/// The name of the section of changes.
pub const CHANGES: &str = "changes";

/// How much of the log is read, in bytes.
const MOST: u64 = 1024 * 1024;

/// How many changes and messages are described: more are counted.
const DESCRIBED: usize = 100;

/// What is new to an agent.
pub struct News {
    pub messages: Section,
    pub changes: Section,
    /// Whether there is a change that the agent was not briefed on.
    pub is_any: bool,
}

/// One kind of news while it is gathered, newest first.
#[derive(Default)]
struct Gathered {
    count: usize,
    items: Vec<Item>,
}

impl Gathered {
    fn add(&mut self, item: impl FnOnce() -> Item) {
        self.count += 1;
        if self.items.len() < DESCRIBED {
            self.items.push(item());
        }
    }
}

/// Gathers the unread messages to `reader`, and the changes after the revision `briefed`, newest first.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn news(
    history: &dyn History,
    reader: &Reader,
    (read, briefed, last): (Revision, Option<Revision>, Revision),
    now: Timestamp,
) -> Result<News> {
    let (mut messages, mut changes) = (Gathered::default(), Gathered::default());
    let since = briefed.unwrap_or(Revision::START);
    let oldest = read.min(since);
    let mut reached = None;
    history.recent((last, MOST), &mut |entry| {
        let rev = entry.link.rev;
        if rev <= oldest {
            reached = Some(oldest);
            return ControlFlow::Break(());
        }
        reached = Some(Revision::new(rev.number() - 1));
        if entry.change.op == Message::OP {
            if rev > read && reader.receives(&entry) {
                messages.add(|| message(&entry, now));
            }
        } else if rev > since && !Reader::is_bookkeeping(&entry) {
            changes.add(|| change(&entry, now));
        }
        ControlFlow::Continue(())
    })?;
    let is_all = |since: Revision| reached.is_none_or(|reached| reached <= since);
    let word = |since: Revision, all: &'static str, some: &'static str| if is_all(since) { all } else { some };
    let counts = [(word(read, "unread", "or more unread"), messages.count)];
    let messages = Section::new("messages", &counts, "ctx messages --unread", messages.items.into_iter());
    let counts = [(word(since, "new", "or more new"), changes.count)];
    let list = briefed.map_or_else(|| "ctx log -n 20".to_owned(), |briefed| format!("ctx log --since {briefed}"));
    let is_any = changes.count > 0;
    Ok(News { messages, changes: Section::new(CHANGES, &counts, list, changes.items.into_iter()), is_any })
}

fn message(entry: &Entry, now: Timestamp) -> Item {
    let author = &entry.change.author;
    let said = events_of(entry).into_iter().next().map(|Event { topic, data, message, .. }| {
        let said = [topic, data.map(|data| data.to_string()), message.map(|message| quoted(&message))];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let said = said.unwrap_or_default();
    let text = format!("r{} {} {}: {said}", entry.link.rev, author.agent, age(&author.at, now));
    Item { text, data: json!({"rev": entry.link.rev, "agent": author.agent, "at": author.at, "text": said}) }
}

fn change(entry: &Entry, now: Timestamp) -> Item {
    let (author, op) = (&entry.change.author, &entry.change.op);
    let is_own = |line: &String| !line.starts_with(RESERVED_KEY);
    let lines: Vec<String> = changes(entry, &Clip::default()).into_iter().filter(is_own).collect();
    let message = entry.change.message.as_ref().map(|message| format!(" {}", quoted(message))).unwrap_or_default();
    let more = if lines.len() > 1 { format!(" and {} more", lines.len() - 1) } else { String::new() };
    // A step of ctx's own is told by its arguments; of a long line the beginning is shown.
    let args = || Some(&entry.change.args).filter(|args| !args.is_null()).map(ToString::to_string);
    let first = lines.into_iter().next().or_else(args).unwrap_or_default();
    let first: String = first.chars().take(200).collect();
    let colon = if first.is_empty() { "" } else { ": " };
    let text =
        format!("r{} {} {} {op}{message}{colon}{first}{more}", entry.link.rev, author.agent, age(&author.at, now));
    let data = json!({"rev": entry.link.rev, "agent": author.agent, "at": author.at, "op": op, "changed": first});
    Item { text, data }
}
