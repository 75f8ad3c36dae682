//! What an agent holds that others wait for, with the commands that end it.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::kept::collection::Kept;
use crate::kept::handoff;
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::read_position::Reader;
use crate::kept::task;
use crate::kept::task::Task;
use crate::log::entry::{Change, Revision};
use crate::log::history::History;
use crate::output::escape;
use crate::store::Snapshot;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// The ops of the records by which an agent comes to hold a handoff.
const ACCEPTED: &str = "handoff.accepted";
const STOLEN: &str = "handoff.stolen";

/// How much of the log is read for that, in bytes.
const MOST: u64 = 1024 * 1024;

/// One thing that an agent holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is: `task t1`.
    pub what: String,
    /// The commands that end it, without `ctx`.
    pub commands: Vec<String>,
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
            let commands = ["complete", "release"].map(|step| format!("handoff {step} {}", handoff.id));
            all.push(Held { what: format!("handoff {}", handoff.id), commands: commands.into() });
        }
    }
    for task in Task::all_at(document, now)? {
        if task.status == task::Status::Running && task.claimed_by.as_ref() == agent && is_of_session(&task.session) {
            let id = shell_quoted(task.id.as_str());
            let what = format!("task {id}");
            let commands =
                vec![format!("task complete {id}"), format!("task fail {id} -m WHY"), format!("task release {id}")];
            all.push(Held { what, commands });
        }
    }
    for lease in Lease::all(document)? {
        if lease.holder_at(now) == agent && is_of_session(&lease.session) {
            let name = shell_quoted(lease.name.as_str());
            let command = format!("lease release {name} --token {}", lease.token);
            all.push(Held { what: format!("lease {name}"), commands: vec![command] });
        }
    }
    Ok(all)
}

/// Whether the log tells that another session of the agent accepted a handoff: the handoff itself does not.
fn is_of_another_session(id: &str, (history, last): (&dyn History, Revision), reader: &Reader) -> Result<bool> {
    let mut is_of_another = false;
    history.recent((last, MOST), &mut |entry| {
        let Change { op, args, author, .. } = &entry.change;
        let is_it = [ACCEPTED, STOLEN].contains(&op.as_str()) && args.get("id").and_then(Value::as_str) == Some(id);
        if is_it {
            is_of_another = author.agent == reader.agent.as_str() && !reader.made(&entry);
        }
        if is_it { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(is_of_another)
}

/// Returns why an agent should not end its turn, in at most `most` bytes; `None` if the bound is too
/// small for that. `command` turns a command without `ctx` into one that works here.
#[must_use]
pub fn why_not_end(held: &[Held], most: usize, command: &dyn Fn(&str) -> String) -> Option<String> {
    const FIRST: &str = "You still hold work that others wait for. End each before you stop, or hand it over:";
    const LAST: &str = "If it has to stay yours, just stop again: this is said once.";
    let line = |held: &Held| {
        let commands: Vec<String> = held.commands.iter().map(|words| command(words)).collect();
        escape(&format!("- {}: {}", held.what, commands.join(" | ")), false).into_owned()
    };
    let more = |left: usize| format!("- {left} more: {}", command("brief"));
    let mut left = most.checked_sub(FIRST.len() + LAST.len() + 2)?;
    if left < more(held.len()).len() + 1 {
        return None;
    }
    let mut lines = vec![FIRST.to_owned()];
    for (i, line) in held.iter().map(line).enumerate() {
        let is_last = i + 1 == held.len();
        let reserve = if is_last { 0 } else { more(held.len()).len() + 1 };
        if line.len() + 1 + reserve > left {
            lines.push(more(held.len() - i));
            break;
        }
        left -= line.len() + 1;
        lines.push(line);
    }
    lines.push(LAST.to_owned());
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let held: Vec<Held> = (0..9)
            .map(|i| Held { what: format!("task t{i}"), commands: vec![format!("task complete t{i}")] })
            .collect();
        let told = |most| why_not_end(&held, most, &|words| format!("ctx {words}"));
        assert_eq!(told(100), None);
        for most in 170..700 {
            let text = told(most).unwrap();
            assert!(text.len() <= most, "{most}: {text}");
            let shown = text.lines().filter(|line| line.starts_with("- task")).count();
            assert!(shown == 9 || text.contains(&format!("- {} more: ctx brief\n", 9 - shown)), "{most}: {text}");
        }
    }
}
