//! Printing records of the log.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::commands::Answer;
use crate::json::key_path::KeyPath;
use crate::log::describe::changes;
use crate::log::entry::{Entry, Revision};
use crate::log::message::Message;
use crate::log::stat::Stat;
use crate::options::shown::{ShownArgs, note_clipped};
use crate::output::{Output, fit};
use crate::session::Context;
use crate::text::clip::Clip;
use crate::text::escape::quoted;

/// How many paths a line names.
const NAMED: usize = 4;

/// How wide a line is where there is no terminal, in characters.
const COLUMNS: usize = 100;

/// What is said of records that are left out, in bytes.
const LEFT_OUT: usize = 80;

/// The form in which records are printed.
#[derive(clap::Args, Debug)]
pub struct FormArgs {
    /// Print the log records as they are stored, one JSON object per line
    #[arg(long)]
    json: bool,

    /// Print one line per change: revision, agent, op and what it changed
    #[arg(long, conflicts_with_all = ["json", "stat"])]
    oneline: bool,

    /// Print how much each change changed, by key, in place of the values
    #[arg(long, conflicts_with = "json")]
    stat: bool,

    #[command(flatten)]
    shown: ShownArgs,
}

impl FormArgs {
    /// Returns the bound of JSON output, if there is one.
    #[must_use]
    pub fn bound(&self) -> Option<usize> {
        self.shown.max_bytes()
    }
}

/// Prints records as the command line says.
pub struct Printer<'a> {
    args: &'a FormArgs,
    clip: Clip,
    /// The first record with a clipped value.
    clipped: Option<Revision>,
}

impl<'a> Printer<'a> {
    pub fn new(args: &'a FormArgs, context: &Context<'_>) -> Self {
        Self { args, clip: args.shown.clip(context.out), clipped: None }
    }

    /// Prints a record.
    ///
    /// # Errors
    /// Fails if standard output cannot be written.
    pub fn print(&mut self, entry: &Entry, out: &mut Output) -> Result<()> {
        if self.args.json {
            return out.record(&entry.line);
        }
        if self.args.oneline {
            return self.oneline(entry, out);
        }
        let (change, columns) = (&entry.change, self.clip.columns());
        let author = &change.author;
        let recorded = author.recorded_by.as_ref().map(|by| format!(", recorded by {by}")).unwrap_or_default();
        let message = change.message.as_ref().map(|m| format!("  {}", quoted(m))).unwrap_or_default();
        let rest = fit(
            &format!("  {}  {}{recorded}  {}{message}", author.at, author.agent, change.op),
            columns.map(|c| c.saturating_sub(entry.link.rev.to_string().len())),
        );
        let rev = entry.link.rev.to_string();
        out.painted_line(&[out.paint("33", &rev), out.paint("", &rest)])?;
        let lines = if self.args.stat { Stat::of(entry).lines() } else { changes(entry, &self.clip) };
        for line in lines {
            out.line(&fit(&format!("    {line}"), columns))?;
        }
        if self.clip.is_clipped() && self.clipped.is_none() {
            self.clipped = Some(entry.link.rev);
        }
        if let Some(note) = &change.note {
            out.line(&fit(&format!("    note: {note}"), columns))?;
        }
        Ok(())
    }

    fn oneline(&self, entry: &Entry, out: &mut Output) -> Result<()> {
        let (change, rev) = (&entry.change, entry.link.rev.to_string());
        let message = change.message.as_ref().map(|m| format!("  {}", quoted(m))).unwrap_or_default();
        let mut paths: Vec<String> = match change.args.get("topic").and_then(Value::as_str) {
            Some(topic) if change.op == Message::OP => vec![topic.to_owned()],
            _ => change.patch.0.iter().map(|operation| KeyPath::from(operation.path()).to_string()).collect(),
        };
        let more = paths.len().saturating_sub(NAMED);
        paths.truncate(NAMED);
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        let rest = format!("  {}  {}  {}{more}{message}", change.author.agent, change.op, paths.join(", "));
        let columns = if self.args.shown.is_full() { None } else { Some(out.columns().unwrap_or(COLUMNS)) };
        let rest = fit(rest.trim_end(), columns.map(|columns| columns.saturating_sub(rev.len())));
        out.painted_line(&[out.paint("33", &rev), out.paint("", &rest)])
    }

    /// Says that values were clipped, if some were.
    ///
    /// # Errors
    /// As [`Printer::print`].
    pub fn note(&self, context: &mut Context<'_>) -> Result<()> {
        let rev = self.clipped.unwrap_or_default();
        note_clipped(context, &self.clip, || format!("ctx show {rev} --full"))
    }
}

/// Prints the newest records after `oldest` that fit in `most` bytes, at most `number`, oldest first, after a line
/// that says what is left out.
///
/// # Errors
/// Fails if the log cannot be read, or standard output cannot be written.
pub fn bounded(
    args: &FormArgs,
    most: usize,
    (oldest, number): (Revision, usize),
    admits: &dyn Fn(&Entry) -> bool,
    context: &mut Context<'_>,
) -> Result<Answer> {
    let (mut left, mut lines, mut left_out) = (most.saturating_sub(LEFT_OUT), VecDeque::new(), None);
    if number > 0 {
        context.store.newest_first(&mut |entry| {
            if entry.link.rev <= oldest {
                return ControlFlow::Break(());
            }
            if !admits(&entry) {
                return ControlFlow::Continue(());
            }
            let line = if lines.is_empty() { args.shown.record_within(&entry.line, left) } else { None };
            let line = line.unwrap_or_else(|| String::from_utf8_lossy(&entry.line).into_owned());
            if line.len() >= left {
                left_out = Some(entry.link.rev);
                return ControlFlow::Break(());
            }
            left -= line.len() + 1;
            lines.push_front(line);
            if lines.len() == number { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    if let Some(rev) = left_out {
        let told = Map::from_iter([("left_out".to_owned(), format!("revisions up to {rev}").into())]);
        context.out.line(&Value::Object(told).to_string())?;
    }
    lines.iter().try_for_each(|line| context.out.line(line))?;
    Ok(Answer::Yes)
}
