//! `ctx merge-file`: merge documents that are plain files.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value;

use super::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::input::Source;
use crate::model::document::Document;
use crate::model::three_way::{Conflict, listed, merge_documents};
use crate::plain_file::replace;
use crate::session::Session;

/// Merge three files, as a merge driver of git does: %O %A %B
///
/// What changed from BASE to THEIRS goes into OURS. Exit code 1 if both changed something to
/// different values: then ours stands there, and each place is listed. No context is
/// needed. `ctx init --git` makes git merge a document so.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What both were made of; an empty file is a document without members
    #[arg(value_name = "BASE")]
    base: PathBuf,

    /// What the result replaces; its policies hold (see `ctx policy`)
    #[arg(value_name = "OURS")]
    ours: PathBuf,

    /// What is merged into it
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,

    /// Write the result to this file instead; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let limit = session.max_size()?;
    let (base, ours, theirs) = (read(&args.base, limit)?, read(&args.ours, limit)?, read(&args.theirs, limit)?);
    let base = if base.is_empty() { Document::default() } else { document(&base, &args.base)? };
    let (our_document, theirs) = (document(&ours, &args.ours)?, document(&theirs, &args.theirs)?);
    let (merged, conflicts) = merge_documents(&base, &our_document, &theirs)?;
    let text = merged.to_text();
    match &args.output {
        Some(output) if output == Path::new("-") => session.out.bytes(&text)?,
        Some(output) => replace(output, &text, Some(&args.ours))?,
        None if text == ours => {}
        None => replace(&args.ours, &text, None)?,
    }
    if conflicts.is_empty() { Ok(Answer::Yes) } else { Err(told(&conflicts, args).into()) }
}

fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    Source::File(path.to_owned()).read(limit)
}

fn document(text: &[u8], path: &Path) -> Result<Document> {
    Document::parse(text).map_err(|e| {
        Failure::new(Kind::BadData, format!("could not merge {}: {e}", path.display()))
            .fact("file", path.display().to_string())
            .fact("line", e.line)
            .fact("column", e.column)
            .hint("nothing was written")
            .into()
    })
}

fn told(conflicts: &[Conflict], args: &Args) -> Failure {
    let lines: Vec<String> = conflicts.iter().map(|conflict| conflict.line(None)).collect();
    let (ours, theirs) = (args.ours.display(), args.theirs.display());
    let why = format!("could not merge {theirs} into {ours}: {}", listed(&lines, "where ours stands"));
    Failure::new(Kind::No, why)
        .fact("conflicts", conflicts.iter().map(|conflict| conflict.to_json(None)).collect::<Value>())
        .hint("correct what should not be ours; git takes it for merged after `git add`")
}
