//! `ctx overview`: show what a document has, within a bound.

mod changed;
mod data;
mod redacted;
mod rows;
mod text;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::commands::Answer;
use crate::commands::start::overview::changed::{Changed, look};
use crate::commands::start::overview::redacted::hide_redacted;
use crate::commands::start::overview::rows::{Row, rows};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::text::outline::Outline;
use crate::kept::redaction::Redacted;
use crate::kept::work;
use crate::kept::work::Section;
use crate::log::entry::Revision;
use crate::options::max_bytes::MaxBytesArgs;
use crate::output::{escape, fit};
use crate::session::Context;
use crate::text::shell::shell_word;
use crate::text::timestamp::Timestamp;

/// The lengths of values that are tried, in characters, as long as all rows fit.
const WIDTHS: [usize; 3] = [240, 120, 60];

/// The length of values where not all rows fit.
const NARROW: usize = 48;

/// Show what is there, in a bounded number of bytes
///
/// Prints the document, or what is at PATH, as a tree: kinds, counts and sizes, the beginning of each value,
/// and who changed it last and when; then open handoffs, tasks, leases and votes. An item of an array counts
/// as changed if items before it were added or removed. Says what is left out, and the command that shows it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx overview
  ctx overview build --max-bytes 8k
  ctx overview --json")]
pub struct Args {
    /// Limit to PATH and below [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    bound: MaxBytesArgs,

    /// Print a JSON object, within the same bound
    #[arg(long)]
    json: bool,
}

/// What there is to show.
struct Overview<'o> {
    path: KeyPath,
    revision: Revision,
    edited_since: bool,
    outline: &'o Outline,
    rows: Vec<Row<'o>>,
    changed: Changed,
    now: Timestamp,
    /// The width of the terminal.
    columns: Option<usize>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let snapshot = context.store.read()?;
    let Some(mut outline) = snapshot.document.outline(&path) else {
        let failure = Failure::new(Kind::No, "there is no such key").fact("path", path.to_string());
        let tried = context.could_not(&format!("show {path}"));
        return Err(anyhow::Error::from(failure.hint("ctx keys")).context(tried));
    };
    hide_redacted(&mut outline, &snapshot.document.pointer(&path), &Redacted::of(&snapshot.document));
    let rows = rows(&outline, &path);
    let changed = look(&rows, &snapshot.document.pointer(&path), &snapshot, context.store.as_ref());
    let now = context.session.now();
    let sections = if path.is_root() { work::open(&snapshot.document, None, now) } else { Vec::new() };
    let overview = Overview {
        path,
        revision: snapshot.revision,
        edited_since: snapshot.edited_since,
        outline: &outline,
        rows,
        changed,
        now,
        columns: context.out.columns(),
    };
    let most = args.bound.bytes();
    if args.json {
        let data = overview.data_within(&sections, most);
        context.out.line(&Value::Object(data).to_string())?;
    } else {
        let session = context.session;
        for line in overview.lines_within(&sections, &|hint| session.command(&hint), most) {
            context.out.line(&line)?;
        }
    }
    Ok(Answer::Yes)
}

impl Overview<'_> {
    /// All lines, in at most `most` bytes.
    fn lines_within(&self, sections: &[Section], command: &dyn Fn(String) -> String, most: usize) -> Vec<String> {
        let work: Vec<String> = work::lines(sections, most * 2 / 5)
            .iter()
            .map(|line| escape(&fit(line, self.columns), false).into_owned())
            .collect();
        let all = |shown: usize, width: usize| {
            let mut lines = self.lines(shown, width);
            lines.extend(work.iter().cloned());
            lines.extend(self.unknown().map(|line| fit(&line, self.columns)));
            lines.extend(self.more((shown, width), most).map(command));
            lines
        };
        let size = |lines: &[String]| lines.iter().map(|line| line.len() + 1).sum::<usize>();
        let fits = |shown: usize, width: usize| size(&all(shown, width)) <= most;
        let (shown, width) = self.fitting(&fits);
        let mut lines = all(shown, width);
        // The last line says how to see more, so others go first.
        while size(&lines) > most && lines.len() > 1 {
            lines.remove(lines.len() - 2);
        }
        lines
    }

    /// All data, in at most `most` bytes.
    fn data_within(&self, sections: &[Section], most: usize) -> Map<String, Value> {
        let work = work::data(sections, most * 2 / 5);
        let all = |shown: usize, width: usize| {
            let mut all = self.tree(shown, width);
            if !work.is_empty() {
                all.insert("open".to_owned(), work.clone().into());
            }
            all.extend(self.more((shown, width), most).map(|command| ("more".to_owned(), command.into())));
            all
        };
        let size = |all: Map<String, Value>| escape(&Value::Object(all).to_string(), false).len() + 1;
        let fits = |shown: usize, width: usize| size(all(shown, width)) <= most;
        let (shown, width) = self.fitting(&fits);
        let mut all = all(shown, width);
        for name in ["open", "others_changed_at_or_before", "last", "path", "path_begins", "values"] {
            if size(all.clone()) > most {
                all.shift_remove(name);
            }
        }
        all
    }

    /// How many rows fit, and how long their values may be.
    fn fitting(&self, fits: &dyn Fn(usize, usize) -> bool) -> (usize, usize) {
        let all = self.rows.len();
        if let Some(width) = WIDTHS.into_iter().find(|width| fits(all, *width)) {
            return (all, width);
        }
        let (mut low, mut high) = (0, all);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if fits(middle, NARROW) { low = middle } else { high = middle }
        }
        (low, NARROW)
    }

    /// The command that shows what is left out, if something is.
    fn more(&self, (shown, width): (usize, usize), most: usize) -> Option<String> {
        let is_whole = |outline: &Outline| outline.members.len() == outline.count;
        let is_clipped = |outline: &Outline| {
            outline.count == 0 && (outline.text.len() < outline.bytes || outline.text.chars().count() > width)
        };
        if shown < self.rows.len() || !is_whole(self.outline) || !self.rows.iter().all(|row| is_whole(row.outline)) {
            let path = if self.path.is_root() { String::new() } else { format!(" {}", shell_word(&self.path)) };
            return Some(format!("to see more: ctx overview{path} --max-bytes {}", most.saturating_mul(4)));
        }
        let clipped = self.rows.iter().find(|row| is_clipped(row.outline)).map(|row| &row.path);
        let clipped = clipped.or(Some(&self.path).filter(|_| is_clipped(self.outline)))?;
        Some(format!("to see a value whole: ctx get {}", shell_word(clipped)))
    }
}
