//! `ctx status`: where a context stands.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::{Answer, Whole};
use crate::error::Kind;
use crate::kept::handoff::{Handoff, Status};
use crate::log::history::{UpTo, newest};
use crate::output::kind;
use crate::session::Session;
use crate::store::file::lock::contention::held_by;

/// Show the status of the context
///
/// Prints file, revision, size, last change, lock holder and pending handoffs.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let file = session.file()?;
    let store = session.store_at(&file)?;
    // Who may read the document need not be let near its lock.
    let holder = match store.holder() {
        Err(error) if kind(&error) == Kind::Refused => Err(error),
        holder => Ok(holder?),
    };
    let snapshot = store.read()?;
    let last = newest(&UpTo { history: store.as_ref(), last: snapshot.revision })?;
    let now = session.now();
    let handoffs = Handoff::all(&snapshot.document)?;
    let pending = handoffs.iter().filter(|h| h.status == Status::Pending && !h.is_overdue(now)).count();
    if args.json {
        let change = last.as_ref().map(|entry| {
            let author = &entry.change.author;
            json!({"rev": entry.link.rev.number(), "op": entry.change.op, "agent": author.agent, "at": author.at})
        });
        session.out.json(&json!({
            "file": file.display().to_string(),
            "rev": snapshot.revision.number(),
            "size": snapshot.size,
            "edited_since": snapshot.edited_since,
            "last": change,
            "holder": holder.ok().flatten().map_or(Value::Null, |h| serde_json::to_value(h).unwrap_or_default()),
            "handoffs": {"pending": pending},
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
        ("file", file.display().to_string()),
        ("revision", format!("{}{edited}", snapshot.revision)),
        ("size", format!("{} bytes", snapshot.size)),
        ("changed", change),
        ("lock", lock),
        ("handoffs", format!("{pending} pending")),
    ] {
        session.out.line(&format!("{name:<9} {value}"))?;
    }
    Ok(Answer::Yes)
}
