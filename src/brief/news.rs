//! What happened since an agent last looked, as far back as a bounded number of records tells.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use crate::brief::walk::walk;
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

/// How many changes and messages are described: more are counted.
const DESCRIBED: usize = 100;

/// Up to where an agent knows what happened.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// The last revision whose message it has read.
    pub read: Revision,
    /// The last revision that it was told of, if it was.
    pub told: Option<Revision>,
    /// Whether it knows what it did itself.
    pub knows_own: bool,
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

    /// The section of these after a revision.
    fn section(self, name: &'static str, word: Words, (since, back): (Revision, Back), list: String) -> Section {
        let is_all = back.reached.is_none_or(|reached| reached <= since);
        let counts = [(if is_all { word.0 } else { word.1 }, self.count)];
        let mut section = Section::new(name, &counts, list, self.items.into_iter());
        section.is_bounded = back.is_bounded && !is_all;
        section
    }
}

/// How far back the log was read.
#[derive(Clone, Copy)]
struct Back {
    /// All records after this one were seen; `None` if there are none.
    reached: Option<Revision>,
    /// Older ones are there, but were not read.
    is_bounded: bool,
}

/// How news are counted: all of them, or those that were read or that the log still has.
type Words = (&'static str, &'static str);

const UNREAD: Words = ("unread", "or more unread");
const NEW: Words = ("new", "or more new");

/// Visits the records after a revision, newest first; returns how far back the log was read.
fn visit(history: &dyn History, (oldest, last): (Revision, Revision), each: &mut dyn FnMut(&Entry)) -> Result<Back> {
    let mut reached = None;
    let is_bounded = walk(history, last, &mut |entry| {
        let rev = entry.link.rev;
        if rev <= oldest {
            reached = Some(oldest);
            return ControlFlow::Break(());
        }
        reached = Some(Revision::new(rev.number() - 1));
        each(entry);
        ControlFlow::Continue(())
    })?;
    Ok(Back { reached, is_bounded })
}

/// Gathers the unread messages to `reader`, and the changes after what it was told, newest first, up to `last`.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn unread(
    history: &dyn History,
    reader: &Reader,
    (Since { read, told, knows_own }, last): (Since, Revision),
    now: Timestamp,
) -> Result<(Section, Section)> {
    let (mut messages, mut changes) = (Gathered::default(), Gathered::default());
    let since = told.unwrap_or(Revision::START);
    let back = visit(history, (read.min(since), last), &mut |entry| {
        let rev = entry.link.rev;
        let is_known = rev <= since || knows_own && reader.made(entry);
        if entry.change.op == Message::OP {
            if rev > read && reader.receives(entry) {
                messages.add(|| message(entry, now));
            }
        } else if !(is_known || Reader::is_bookkeeping(entry) || entry.is_hidden()) {
            changes.add(|| change(entry, now));
        }
    })?;
    let list = told.map_or_else(|| "ctx log -n 20".to_owned(), |told| format!("ctx log --since {told}"));
    let messages = messages.section("messages", UNREAD, (read, back), "ctx messages --unread".to_owned());
    Ok((messages, changes.section(CHANGES, NEW, (since, back), list)))
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
    let back = visit(history, (told, snapshot.revision), &mut |entry| {
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
    let after = (told, back);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::digest::Digest;
    use crate::log::entry::{Change, Link};

    /// A log of so many changes.
    struct Log(u64);

    impl History for Log {
        fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
            for rev in (1..=self.0).rev() {
                let change = Change { op: "set".to_owned(), ..Change::default() };
                let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
                if visit(Entry::seal(change, link).unwrap()).is_break() {
                    break;
                }
            }
            Ok(())
        }
    }

    #[test]
    fn what_was_not_read_is_said_even_if_nothing_was_found() {
        let reader = Reader { agent: "qa".parse().unwrap(), session: None };
        let heads = |records: u64, told: Option<u64>| {
            let since = Since { read: Revision::START, told: told.map(Revision::new), knows_own: false };
            let found = unread(&Log(records), &reader, (since, Revision::new(records)), Timestamp::default());
            let (messages, changes) = found.unwrap();
            [messages, changes].map(|section| if section.is_empty() { String::new() } else { section.head() })
        };
        assert_eq!(heads(1001, None), ["", "changes: 1001 new (ctx log -n 20)"]);
        assert_eq!(
            heads(1500, Some(3)),
            [
                "messages: older ones were not read (ctx messages --unread)",
                "changes: 1001 or more new, older ones were not read (ctx log --since 3)"
            ]
        );
        assert_eq!(
            heads(1500, Some(1490)),
            ["messages: older ones were not read (ctx messages --unread)", "changes: 10 new (ctx log --since 1490)"]
        );
    }
}
