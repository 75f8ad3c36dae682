//! `ctx status`: show the status of a context.

mod head;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::error::Kind;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, Status};
use crate::kept::tidied::weight::Weight;
use crate::log::history::{UpTo, newest};
use crate::output::kind;
use crate::session::Context;
use crate::store::capability::hold::Hold;
use crate::store::file::lock::contention::held_by;

/// Show the status of the context
///
/// Prints file, revision, size, what ctx keeps of it, last change, lock holder and pending handoffs.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx status
  ctx status --json
  ctx status --head")]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,

    /// Print only REV:HASH of the last log record
    ///
    /// Store it where others cannot change it, such as a CI variable or a git commit. Later,
    /// `ctx verify --expect REV:HASH` proves that nothing up to that record was rewritten.
    #[arg(long, conflicts_with = "json")]
    head: bool,

    /// With --head: print the lineage of this context instead, for `ctx verify --lineage`
    #[arg(long, requires = "head")]
    lineage: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    if args.head {
        return head::print(args.lineage, context);
    }
    // A user who may read the document may have no access to its lock.
    let holder = match context.store.hold().map_or(Ok(None), Hold::holder) {
        Err(error) if kind(&error) == Kind::Refused => Err(error),
        holder => Ok(holder?),
    };
    let snapshot = context.store.read()?;
    let last = newest(&UpTo { history: context.store.as_ref(), last: snapshot.revision })?;
    let now = context.session.now();
    let size = (snapshot.size, context.max_size);
    let weight = Weight::of(&snapshot.document, context.store.as_ref(), size, now)?;
    let handoffs = Handoff::all(&snapshot.document)?;
    let pending = handoffs.into_iter().filter(|h| h.clone().as_of(now).status == Status::Pending).count();
    if args.json {
        let change = last.as_ref().map(|entry| {
            let author = &entry.change.author;
            json!({"rev": entry.link.rev.number(), "op": entry.change.op, "agent": author.agent, "at": author.at})
        });
        context.out.json(&json!({
            "file": context.file.display().to_string(),
            "rev": snapshot.revision.number(),
            "size": snapshot.size,
            "edited_since": snapshot.edited_since,
            "last": change,
            "holder": holder.ok().flatten().map_or(Value::Null, |h| serde_json::to_value(h).unwrap_or_default()),
            "handoffs": {"pending": pending},
            "kept": weight.map(|w| json!({"bytes": w.bytes, "ended": w.ended, "days_to_limit": w.days})),
        }))?;
        return Ok(Answer::Yes);
    }
    let edited = if snapshot.edited_since { ", edited since without ctx" } else { "" };
    let change = last.map_or_else(
        || "none recorded".to_owned(),
        |entry| {
            let author = &entry.change.author;
            format!("{} by {} ({})", author.at, author.agent, entry.change.op)
        },
    );
    let lock = match holder {
        Ok(None) => "free".to_owned(),
        Ok(holder) => held_by(holder.as_ref()),
        Err(error) => format!("unknown: {error:#}"),
    };
    for (name, value) in [
        ("file", context.file.display().to_string()),
        ("revision", format!("{}{edited}", snapshot.revision)),
        ("size", format!("{} bytes", snapshot.size)),
        ("changed", change),
        ("lock", lock),
        ("handoffs", format!("{pending} pending")),
    ] {
        context.out.line(&format!("{name:<9} {value}"))?;
    }
    if let Some(weight) = weight {
        context.out.line(&format!("{:<9} {}", "kept", weight.text()))?;
    }
    Ok(Answer::Yes)
}
