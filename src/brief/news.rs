//! What happened since an agent last looked, as far back as a bounded part of the log tells.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use crate::json::RESERVED_KEY;
use crate::kept::read_position::Reader;
use crate::kept::work::{Item, Section, is_for};
use crate::log::describe::changes;
use crate::log::entry::{Entry, Revision};
use crate::log::event::{Event, events_of};
use crate::log::history::History;
use crate::log::message::Message;
use crate::store::Snapshot;
use crate::text::clip::Clip;
use crate::text::escape::quoted;
use crate::text::timestamp::{Timestamp, age};

/// The name of the section of changes.
pub const CHANGES: &str = "changes";

/// How much of the log is read, in bytes.
const MOST: u64 = 1024 * 1024;

/// How many changes and messages are described: more are counted.
const DESCRIBED: usize = 100;

/// Up to where an agent knows what happened.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// The last revision whose message it has read.
    pub read: Revision,
    /// The last revision that it was told of, if it was.
    pub told: Option<Revision>,
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

    /// The section of these after a revision. `reached` is how far back the log told.
    fn section(self, name: &'static str, word: Words, after: (Revision, Option<Revision>), list: String) -> Section {
        let (since, reached) = after;
        let is_all = reached.is_none_or(|reached| reached <= since);
        let counts = [(if is_all { word.0 } else { word.1 }, self.count)];
        Section::new(name, &counts, list, self.items.into_iter())
    }
}

/// How news are counted: all of them, or those that the bounded part of the log has.
type Words = (&'static str, &'static str);

const UNREAD: Words = ("unread", "or more unread");
const NEW: Words = ("new", "or more new");

/// Visits the records after a revision, newest first; returns how far back the log told.
fn visit(
    history: &dyn History,
    (oldest, last): (Revision, Revision),
    each: &mut dyn FnMut(&Entry),
) -> Result<Option<Revision>> {
    let mut reached = None;
    history.recent((last, MOST), &mut |entry| {
        let rev = entry.link.rev;
        if rev <= oldest {
            reached = Some(oldest);
            return ControlFlow::Break(());
        }
        reached = Some(Revision::new(rev.number() - 1));
        each(&entry);
        ControlFlow::Continue(())
    })?;
    Ok(reached)
}

/// Gathers the unread messages to `reader`, and the changes after what it was told, newest first, up to `last`.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn unread(
    history: &dyn History,
    reader: &Reader,
    (Since { read, told }, last): (Since, Revision),
    now: Timestamp,
) -> Result<(Section, Section)> {
    let (mut messages, mut changes) = (Gathered::default(), Gathered::default());
    let since = told.unwrap_or(Revision::START);
    let reached = visit(history, (read.min(since), last), &mut |entry| {
        let rev = entry.link.rev;
        if entry.change.op == Message::OP {
            if rev > read && reader.receives(entry) {
                messages.add(|| message(entry, now));
            }
        } else if rev > since && !Reader::is_bookkeeping(entry) && !entry.is_hidden() {
            changes.add(|| change(entry, now));
        }
    })?;
    let list = told.map_or_else(|| "ctx log -n 20".to_owned(), |told| format!("ctx log --since {told}"));
    let messages = messages.section("messages", UNREAD, (read, reached), "ctx messages --unread".to_owned());
    Ok((messages, changes.section(CHANGES, NEW, (since, reached), list)))
}

/// Gathers what others did after a revision, newest first: what is for the reader, messages, and the rest.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn of_others(
    history: &dyn History,
    snapshot: &Snapshot,
    reader: &Reader,
    (told, now): (Revision, Timestamp),
) -> Result<Vec<Section>> {
    let [mut own, mut messages, mut changes] = [(); 3].map(|()| Gathered::default());
    let reached = visit(history, (told, snapshot.revision), &mut |entry| {
        let concerns = |event: &Event| is_for(event, &reader.agent, &snapshot.document, now).unwrap_or(false);
        if reader.made(entry) || Reader::is_bookkeeping(entry) || entry.is_hidden() {
        } else if entry.change.op == Message::OP {
            if reader.receives(entry) {
                messages.add(|| message(entry, now));
            }
        } else if events_of(entry).iter().any(concerns) {
            own.add(|| change(entry, now));
        } else {
            changes.add(|| change(entry, now));
        }
    })?;
    let after = (told, reached);
    Ok(vec![
        own.section("for you", NEW, after, "ctx brief".to_owned()),
        messages.section("messages", NEW, after, "ctx messages --unread".to_owned()),
        changes.section(CHANGES, NEW, after, format!("ctx log --since {told}")),
    ])
}

/// Returns the digest of the record of a revision; `None` if the log does not have it.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn digest_of(history: &dyn History, rev: Revision) -> Result<Option<String>> {
    let mut found = None;
    history.newest_first_from(rev, &mut |entry| {
        found = (entry.link.rev == rev).then(|| entry.h.to_string());
        ControlFlow::Break(())
    })?;
    Ok(found)
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
