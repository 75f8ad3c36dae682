//! `ctx tidy`: remove what has ended from the document.

mod retain;

use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::draft::reserved;
use crate::json::document::Document;
use crate::kept::tidied::retention::{Keep, declared};
use crate::kept::tidied::sweep::{Swept, remove};
use crate::log::entry::Action;
use crate::log::tidied::{INDEX, OP};
use crate::session::Context;
use crate::session::transaction::Request;
use crate::text::duration::parse_duration;

/// Remove ended handoffs, tasks, votes, leases and `once` results from the document
///
/// Writes do this by themselves now and then; by default the newest 100 of each kind stay, and what
/// ended within a day. What is removed remains in the log: `show`, `list --all` and `task collect` read
/// it there, and names, keys and `once` results stay used.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx tidy --dry-run
  ctx tidy --older-than 1h
  ctx tidy --json")]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,

    /// Remove all that ended longer than DURATION ago [default: as `ctx tidy retain` says]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    older_than: Option<Duration>,

    /// Print what would be removed and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Print JSON
    #[arg(long)]
    json: bool,

    /// Record a message in the log
    #[arg(short, long, value_name = "TEXT")]
    message: Option<String>,
}

/// The subcommands of `ctx tidy`.
#[derive(Subcommand, Debug)]
enum Step {
    Retain(retain::Args),
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    if let Some(Step::Retain(args)) = &args.step {
        return retain::run(args, context);
    }
    let swept = if args.dry_run { args.plan(context)? } else { args.tidy(context)? };
    if args.json {
        context.out.json(&swept.to_json())?;
        return Ok(Answer::Yes);
    }
    for (member, count) in &swept.0 {
        context.out.line(&format!("{member:<9} {count}"))?;
    }
    Ok(Answer::Yes)
}

impl Args {
    fn request(&self) -> Request {
        let request = Request::plain("tidy".to_owned(), reserved::member(INDEX));
        Request { message: self.message.clone(), ..request }
    }

    fn tidy(&self, context: &mut Context<'_>) -> Result<Swept> {
        let done = self.request().run(context, |draft| {
            let keep = self.keep(draft.document())?;
            let swept = remove(draft, &keep, usize::MAX)?;
            Ok((Action { op: OP, args: json!({"removed": swept.to_json()}) }, swept))
        })?;
        Ok(done.value)
    }

    /// Returns what would be removed.
    fn plan(&self, context: &Context<'_>) -> Result<Swept> {
        let snapshot = context.store.read()?;
        let base = snapshot.base();
        let keep = self.keep(&snapshot.document)?;
        let mut draft = Draft::new(snapshot.document, base, context.session.now(), context.store.as_ref());
        remove(&mut draft, &keep, usize::MAX)
    }

    fn keep(&self, document: &Document) -> Result<Keep> {
        self.older_than.map_or_else(|| declared(document), |within| Ok(Keep { newest: 0, within }))
    }
}
