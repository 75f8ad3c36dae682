//! `ctx status`: show the status of a context.

mod head;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::error::Kind;
use crate::kept::collection::Kept;
use crate::kept::schema::Declared;
use crate::kept::tidied::weight::Weight;
use crate::kept::work;
use crate::kept::work::Section;
use crate::log::history::{UpTo, newest};
use crate::output::{Output, kind};
use crate::session::Session;
use crate::store::capability::hold::Hold;
use crate::store::file::lock::contention::held_by;

/// Show the status of the context
///
/// Prints file, revision, size, last change, lock holder, open handoffs, tasks, leases and votes, and what ctx keeps.
/// Never waits for the lock: it reads what is published.
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

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let context = &mut session.open_unlocked(out)?;
    context.must_exist()?;
    if args.head {
        return head::print(args.lineage, context);
    }
    // A user who may read the document may have no access to its lock.
    let holder = match context.store.hold().map_or(Ok(None), Hold::holder) {
        Err(error) if kind(&error) == Kind::Refused => Err(error),
        holder => Ok(holder?),
    };
    let snapshot = context.store.read()?;
    if holder.is_err() {
        // A lock that is planted is refused, as by everybody who reads with it.
        session.open_without_waiting(&mut Output::to(Box::new(std::io::sink())))?.store.read()?;
    }
    let last = newest(&UpTo { history: context.store.as_ref(), last: snapshot.revision })?;
    let now = context.session.now();
    let size = (snapshot.size, context.max_size);
    let weight = Weight::of(&snapshot.document, context.store.as_ref(), size, now)?;
    let open = work::open(&snapshot.document, None, now);
    let schemas =
        Declared::all(&snapshot.document).map(|all| all.iter().map(|one| one.path().to_string()).collect::<Vec<_>>());
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
            "handoffs": counts(&open, "handoffs", &["pending", "accepted"]),
            "tasks": counts(&open, "tasks", &["pending", "running", "failed"]),
            "leases": counts(&open, "leases", &["held"]),
            "votes": counts(&open, "votes", &["open"]),
            "schemas": schemas.as_ref().map_or(Value::Null, |paths| json!(paths)),
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
    ] {
        context.out.line(&format!("{name:<9} {value}"))?;
    }
    for section in &open {
        context.out.line(&format!("{:<9} {}", section.name, section.summary()))?;
    }
    match schemas {
        Ok(paths) if paths.is_empty() => {}
        Ok(paths) => context.out.line(&format!("{:<9} {}", "schemas", list(&paths)))?,
        Err(error) => context.out.line(&format!("{:<9} unreadable: {error:#}", "schemas"))?,
    }
    if let Some(weight) = weight {
        context.out.line(&format!("{:<9} {}", "kept", weight.text()))?;
    }
    Ok(Answer::Yes)
}

/// How many schemas there are, and the paths of the first ones.
fn list(paths: &[String]) -> String {
    const SHOWN: usize = 3;
    let first: Vec<&str> = paths.iter().take(SHOWN).map(String::as_str).collect();
    let rest = if paths.len() > SHOWN { ", ..." } else { "" };
    format!("{}: {}{rest}", paths.len(), first.join(", "))
}

/// The counts of a section, each of them, as data.
fn counts(open: &[Section], name: &str, words: &[&str]) -> Value {
    let Some(section) = open.iter().find(|section| section.name == name) else { return Value::Null };
    if section.error.is_some() {
        return section.counts();
    }
    let count = |word: &str| section.counts.iter().find(|(other, _)| *other == word).map_or(0, |(_, count)| *count);
    words.iter().map(|word| ((*word).to_owned(), Value::from(count(word)))).collect::<Map<_, _>>().into()
}
