//! What an agent holds that others wait for, with the commands that end it.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::brief::walk::walk;
use crate::kept::collection::Kept;
use crate::kept::handoff;
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::read_position::Reader;
use crate::kept::task;
use crate::kept::task::Task;
use crate::log::entry::{Change, Revision};
use crate::log::history::History;
use crate::output::{escape, framed};
use crate::store::Snapshot;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// The ops of the records by which an agent comes to hold a handoff.
const ACCEPTED: &str = "handoff.accepted";
const STOLEN: &str = "handoff.stolen";

/// One thing that an agent holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is: `task t1`.
    pub what: String,
    pub commands: Vec<Ending>,
}

/// A command that ends something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    verb: &'static str,
    /// What it ends, as others named it.
    name: String,
    /// ` --option VALUE`
    options: String,
}

impl Ending {
    fn new(verb: &'static str, name: &str) -> Self {
        Self { verb, name: name.to_owned(), options: String::new() }
    }

    /// The words behind `ctx`, with further options.
    fn words(&self, more: &str) -> String {
        let Self { verb, name, options } = self;
        let quoted = shell_quoted(name);
        // What looks like an option is none behind `--`.
        if name.starts_with('-') {
            format!("{verb}{options}{more} -- {quoted}")
        } else {
            format!("{verb} {quoted}{options}{more}")
        }
    }
}

/// Returns the handoffs that the reader has accepted, the tasks that it has claimed and its leases. What another
/// session of the agent took is left out, if that is known.
///
/// # Errors
/// As [`Kept::all`]. Also fails if the log cannot be read.
pub fn held(snapshot: &Snapshot, history: &dyn History, reader: &Reader, now: Timestamp) -> Result<Vec<Held>> {
    let document = &snapshot.document;
    let agent = Some(&reader.agent);
    let is_of_session = |session: &Option<String>| match (session, &reader.session) {
        (Some(of), Some(own)) => of == own,
        _ => true,
    };
    let mut all = Vec::new();
    for handoff in Handoff::all(document)?.into_iter().map(|handoff| handoff.as_of(now)) {
        if handoff.status == handoff::Status::Accepted
            && handoff.accepted_by.as_ref() == agent
            && !is_of_another_session(&handoff.id.to_string(), (history, snapshot.revision), reader)?
        {
            let id = handoff.id.to_string();
            let commands = ["handoff complete", "handoff release"].map(|verb| Ending::new(verb, &id));
            all.push(Held { what: format!("handoff {}", handoff.id), commands: commands.into() });
        }
    }
    for task in Task::all_at(document, now)? {
        if task.status == task::Status::Running && task.claimed_by.as_ref() == agent && is_of_session(&task.session) {
            let id = task.id.as_str();
            let failed = Ending { options: " -m WHY".to_owned(), ..Ending::new("task fail", id) };
            let commands = [Ending::new("task complete", id), failed, Ending::new("task release", id)];
            all.push(Held { what: format!("task {}", shell_quoted(id)), commands: commands.into() });
        }
    }
    for lease in Lease::all(document)? {
        if lease.holder_at(now) == agent && is_of_session(&lease.session) {
            let name = lease.name.as_str();
            let options = format!(" --token {}", lease.token);
            let commands = vec![Ending { options, ..Ending::new("lease release", name) }];
            all.push(Held { what: format!("lease {}", shell_quoted(name)), commands });
        }
    }
    Ok(all)
}

/// Whether the log tells that another session of the agent accepted a handoff: the handoff itself does not.
fn is_of_another_session(id: &str, (history, last): (&dyn History, Revision), reader: &Reader) -> Result<bool> {
    let mut is_of_another = false;
    walk(history, last, &mut |entry| {
        let Change { op, args, author, .. } = &entry.change;
        let is_it = [ACCEPTED, STOLEN].contains(&op.as_str()) && args.get("id").and_then(Value::as_str) == Some(id);
        if is_it {
            is_of_another = author.agent == reader.agent.as_str() && !reader.made(entry);
        }
        if is_it { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(is_of_another)
}

/// Returns why an agent should not end its turn, in at most `most` bytes; `None` if the bound is too small for that.
/// Names that others chose stand in a frame. `command` turns a command without `ctx` into one that works here, which
/// gets the options ` --option VALUE`.
#[must_use]
pub fn why_not_end(held: &[Held], most: usize, options: &str, command: &dyn Fn(&str) -> String) -> Option<String> {
    const FIRST: &str = "You still hold work that others wait for. End each before you stop, with one of its commands, or hand it over:";
    const LAST: &str = "If it has to stay yours, just stop again: this is said once.";
    let frame = |lines: &[String]| framed("held", "other agents", lines.iter().map(String::as_str));
    let line = |held: &Held| {
        let commands: Vec<String> = held.commands.iter().map(|ending| command(&ending.words(options))).collect();
        escape(&format!("{}: {}", held.what, commands.join(" | ")), false).into_owned()
    };
    let more = |shown: usize| {
        let left = held.len() - shown;
        (left > 0).then(|| format!("{left} more: {}", command(&format!("brief{options}"))))
    };
    let size = |lines: usize, shown: usize| {
        let framed = if shown == 0 { 0 } else { frame(&[]).len() + 1 + lines };
        FIRST.len() + 1 + framed + more(shown).map_or(0, |more| more.len() + 1) + LAST.len()
    };
    let (mut lines, mut within, mut fitting) = (Vec::new(), 0, (size(0, 0) <= most).then_some(0));
    for next in held.iter().map(line) {
        within += next.len() + "| \n".len();
        lines.push(next);
        if size(within, lines.len()) <= most {
            fitting = Some(lines.len());
        } else if within > most {
            break;
        }
    }
    lines.truncate(fitting?);
    let shown = lines.len();
    let framed = (shown > 0).then(|| frame(&lines));
    let all = [Some(FIRST.to_owned()), framed, more(shown), Some(LAST.to_owned())];
    Some(all.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let held: Vec<Held> = (0..9)
            .map(|i| Held {
                what: format!("task t{i}"),
                commands: vec![Ending::new("task complete", &format!("t{i}"))],
            })
            .collect();
        let told = |most| why_not_end(&held, most, "", &|words| format!("ctx {words}"));
        assert_eq!(told(100), None);
        for most in 190..700 {
            let text = told(most).unwrap();
            assert!(text.len() <= most, "{most}: {text}");
            let shown = text.lines().filter(|line| line.starts_with("| task")).count();
            assert!(shown == 9 || text.contains(&format!("\n{} more: ctx brief\n", 9 - shown)), "{most}: {text}");
            assert!(shown > 0 || most < 320, "{most}: {text}");
        }
        assert_eq!(told(700).unwrap().lines().count(), 13);
    }
}
