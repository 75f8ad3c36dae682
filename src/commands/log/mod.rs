//! `ctx log`: what happened, newest last.

mod compact;

use std::collections::VecDeque;
use std::ops::ControlFlow;

use anyhow::Result;
use clap::Subcommand;
use serde_json::Value;
use unicode_width::UnicodeWidthChar as _;

use super::{Answer, Whole};
use crate::model::Timestamp;
use crate::model::agent::AgentName;
use crate::model::entry::{Entry, Revision};
use crate::model::history::{takes_over, touches};
use crate::model::key_path::KeyPath;
use crate::model::message::Message;
use crate::model::moment::Since;
use crate::model::patch::Operation;
use crate::model::pointer::Pointer;
use crate::output::{Output, escape};
use crate::session::Session;

/// Show the changes, newest last: revision, time, agent, op, old and new values
///
/// With --agent, only the changes of that agent.
#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,

    /// Only the last N
    #[arg(short = 'n', long = "number", value_name = "N")]
    number: Option<usize>,

    /// Print the records as they are in the log, one JSON object a line
    #[arg(long)]
    json: bool,

    /// Only changes of this path, of what lies below it or above it
    #[arg(long, value_name = "PATH")]
    path: Option<String>,

    /// Only changes with this op: set, merge, handoff.accepted, ...
    #[arg(long, value_name = "OP")]
    op: Option<String>,

    /// Only changes after a revision (12), a time (2026-11-20T10:00:00Z), or for so long (10m)
    #[arg(long, value_name = "REV|DURATION|TIME")]
    since: Option<Since>,
}

/// What is done with the log.
#[derive(Subcommand, Debug)]
enum Step {
    Compact(compact::Args),
}

struct Filter {
    place: Option<Pointer>,
    by: Option<AgentName>,
    op: Option<String>,
    since: Option<Since>,
    now: Timestamp,
}

impl Filter {
    fn admits(&self, entry: &Entry) -> bool {
        self.place.as_ref().is_none_or(|place| touches(entry, place))
            && self.by.as_ref().is_none_or(|by| entry.change.author.agent == by.as_str())
            && self.op.as_ref().is_none_or(|op| entry.change.op == *op)
            && self.since.as_ref().is_none_or(|since| since.includes(entry, self.now))
    }

    fn oldest(&self) -> Revision {
        match self.since {
            Some(Since::Revision(revision)) => revision,
            _ => Revision::START,
        }
    }
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    if let Some(Step::Compact(args)) = &args.step {
        return compact::run(args, session);
    }
    let store = session.store()?;
    let place = match &args.path {
        Some(argument) => {
            let path = session.path(argument)?;
            Some(path.pointer_in(store.read()?.document.root()))
        }
        None => None,
    };
    let filter = Filter {
        place,
        by: session.named_agent().cloned(),
        op: args.op.clone(),
        since: args.since,
        now: session.now(),
    };
    let oldest = filter.oldest();
    let Some(number) = args.number else {
        store.entries(oldest, &mut |entry| {
            if filter.admits(&entry) { show(args, &entry, &mut session.out) } else { Ok(()) }
        })?;
        return Ok(Answer::Yes);
    };
    let mut last = VecDeque::new();
    if number > 0 {
        store.newest_first(&mut |entry| {
            if entry.link.rev <= oldest {
                return ControlFlow::Break(());
            }
            if filter.admits(&entry) {
                last.push_front(entry);
            }
            if last.len() == number { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    last.iter().try_for_each(|entry| show(args, entry, &mut session.out))?;
    Ok(Answer::Yes)
}

fn show(args: &Args, entry: &Entry, out: &mut Output) -> Result<()> {
    if args.json {
        return out.line(std::str::from_utf8(&entry.line)?);
    }
    let (change, columns) = (&entry.change, out.columns());
    let author = &change.author;
    let recorded = author.recorded_by.as_ref().map(|by| format!(", recorded by {by}")).unwrap_or_default();
    let message = change.message.as_ref().map(|m| format!("  {}", quoted(m))).unwrap_or_default();
    let rest = fit(
        &format!("  {}  {}{recorded}  {}{message}", author.at, author.agent, change.op),
        columns.map(|c| c.saturating_sub(entry.link.rev.to_string().len())),
    );
    let rev = entry.link.rev.to_string();
    out.painted_line(&[out.paint("33", &rev), out.paint("", &rest)])?;
    for line in changes(entry) {
        out.line(&fit(&format!("    {line}"), columns))?;
    }
    if let Some(note) = &change.note {
        out.line(&fit(&format!("    note: {note}"), columns))?;
    }
    Ok(())
}

/// One line for each operation: what it changed, from what to what.
fn changes(entry: &Entry) -> Vec<String> {
    let (patch, undo) = (&entry.change.patch.0, &entry.change.undo.0);
    if entry.change.op == Message::OP {
        return vec![told(&entry.change.args)];
    }
    if takes_over(entry) && entry.change.op != "init" {
        return vec!["the whole document, as it was found".to_owned()];
    }
    // Operations that ctx writes have one inverse each, in reverse order.
    let inverses = undo.iter().rev().map(Some).chain(std::iter::repeat(None));
    patch.iter().zip(inverses).map(|(operation, inverse)| describe(operation, inverse)).collect()
}

/// What a message is about, and what it says.
fn told(args: &Value) -> String {
    let topic = args.get("topic").and_then(Value::as_str).unwrap_or_default();
    args.get("data").map_or_else(|| topic.to_owned(), |data| format!("{topic}: {data}"))
}

fn describe(operation: &Operation, inverse: Option<&Operation>) -> String {
    let path = KeyPath::from(operation.path());
    let old = match inverse {
        Some(Operation::Add { value, .. } | Operation::Replace { value, .. }) => Some(value),
        _ => None,
    };
    match (operation, old) {
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, None) => format!("{path}: {value}"),
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, Some(old)) => {
            format!("{path}: {old} -> {value}")
        }
        (Operation::Remove { .. }, Some(old)) => format!("{path}: {old} -> (removed)"),
        (Operation::Remove { .. }, None) => format!("{path}: (removed)"),
        (operation, _) => operation.to_json().to_string(),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The text on one line of so many columns, cut with an ellipsis.
fn fit(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let text = escape(text, false);
    let width = |c: char| c.width().unwrap_or(0);
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.into_owned();
    }
    let mut used = 0;
    let mut cut: String = text
        .chars()
        .take_while(|&c| {
            used += width(c);
            used < columns
        })
        .collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_line_is_cut_to_the_columns_that_it_has() {
        assert_eq!(fit("abcdef", Some(6)), "abcdef");
        assert_eq!(fit("abcdefg", Some(6)), "abcde…");
        assert_eq!(fit("名名名名", Some(6)), "名名…");
        assert_eq!(fit("abcdefg", None), "abcdefg");
    }
}
