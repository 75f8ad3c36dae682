//! `ctx verify`: verify the log and the document.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::log::record_id::RecordId;
use crate::session::Context;
use crate::session::attached::{Problem, problems};
use crate::store::required;

/// Verify the log and the document
///
/// Checks each record of the log, the hash chain, and that replaying the log yields the
/// document byte for byte. With CTX_AUDIT_KEY, checks the HMAC of each record too.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx verify
  ctx verify --json
  ctx verify --expect "$(ctx status --head)""#)]
pub struct Args {
    /// Fail unless the log still has this record, as printed by `ctx status --head`
    #[arg(long, value_name = "REV:HASH")]
    expect: Option<RecordId>,

    /// Fail unless this context has the lineage LINEAGE, as printed by `ctx status --head --lineage`
    #[arg(long, value_name = "LINEAGE")]
    lineage: Option<String>,

    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let verified = required(context.store.verify(), "verify its records")?.verify(args.expect.as_ref())?;
    if let Some(expected) = &args.lineage
        && verified.lineage.as_ref() != Some(expected)
    {
        return Err(another(&context.file, expected, verified.lineage.as_deref()));
    }
    let attached = attached(context)?;
    let (first, head) = (verified.first, verified.head);
    let lost: Vec<String> = verified.lost.iter().map(ToString::to_string).collect();
    if args.json {
        let result = json!({
            "file": context.file.display().to_string(),
            "first": first.number(),
            "rev": head.rev.number(),
            "h": head.h.to_string(),
            "behind": verified.behind,
            "other_layout": verified.other_layout,
            "dropped": verified.dropped.map(|(dropped, rev)| json!({
                "first": dropped.first, "last": dropped.last, "rev": rev,
            })),
            "hmac_since": verified.hmac_since.map(Revision::number),
            "hmac_checked": verified.hmac_checked,
            "lineage": verified.lineage,
            "lost": lost,
            "attached": attached,
        });
        context.out.json(&result)?;
    } else {
        let signed = match verified.hmac_since.filter(|_| verified.hmac_checked) {
            Some(since) => format!(", with HMACs since {since}"),
            None => String::new(),
        };
        context.out.line(&format!(
            "{}: revisions {first} to {} are sound{signed}, {head}",
            context.file.display(),
            head.rev
        ))?;
    }
    if let Some(since) = verified.hmac_since.filter(|_| !verified.hmac_checked) {
        context.session.say(&format!("records since revision {since} have HMACs; set CTX_AUDIT_KEY to check them"));
    }
    if !lost.is_empty() {
        context.session.say(&format!("only hashes are left of redacted values at {}", lost.join(", ")));
    }
    if let Some((dropped, rev)) = verified.dropped {
        let (first, last) = (dropped.first, dropped.last);
        context.session.say(&format!("revisions {first} to {last} were dropped by revision {rev}"));
    }
    if verified.other_layout {
        let file = context.file.display();
        context.session.say(&format!("{file} is not formatted as ctx writes it, which is harmless"));
    }
    if verified.behind {
        let (file, rev) = (context.file.display(), head.rev);
        let why = "its writer died; ctx reads the document from the log, and the next change replaces the file";
        context.session.say(&format!("{file} is not yet revision {rev}: {why}"));
    }
    Ok(Answer::Yes)
}

/// Proves the files that are attached; returns how many there are.
fn attached(context: &Context<'_>) -> Result<usize> {
    let Some(files) = context.store.attach() else { return Ok(0) };
    let (count, wrong) = problems(files, &context.store.read()?.document);
    let Some(Problem { path, why, hint }) = wrong.first() else { return Ok(count) };
    let file = context.file.display();
    let more = if wrong.len() > 1 { format!("; so are {} more", wrong.len() - 1) } else { String::new() };
    let why = format!("could not trust {file}: the file at {path} is not what was attached: {why}{more}");
    Err(Failure::new(Kind::BadData, why).fact("path", path.to_string()).hint(hint.as_str()).into())
}

/// The error for another context: somebody with the files or the key of two contexts can exchange
/// them.
fn another(file: &Path, expected: &str, found: Option<&str>) -> anyhow::Error {
    let shown = file.display();
    let found = found.unwrap_or("none, as in logs created by an older ctx");
    let why = format!("could not trust {shown}: it is another context: expected the lineage {expected}, found {found}");
    Failure::new(Kind::BadData, why)
        .fact("file", shown.to_string())
        .fact("expected", expected)
        .fact("found", found)
        .hint("a new log has a new lineage: the log was deleted or abandoned, or the whole context was replaced")
        .into()
}
