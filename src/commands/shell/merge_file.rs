//! `ctx merge-file`: merge plain files.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::edit::three_way::{Conflict, SideNames, listed, merge_documents};
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::json::text::held::unread;
use crate::kept::redaction::Redacted;
use crate::output::Output;
use crate::platform::content::Content as _;
use crate::platform::input::Source;
use crate::platform::user_file::replace;
use crate::session::Session;
use crate::text::size::{MOST, Size};

/// Merge three files; usable as a git merge driver
///
/// Applies the changes from BASE to THEIRS to OURS. Where both sides changed a value
/// differently, keeps ours, lists the path and exits with 1. Needs no context.
///
/// `ctx init --git` sets this up as the merge driver of the document:
/// ctx merge-file -L %P %O %A %B
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx merge-file base.json ours.json theirs.json
  ctx merge-file -o - base.json ours.json theirs.json")]
pub struct Args {
    /// Common ancestor of both; an empty file counts as an empty object
    #[arg(value_name = "BASE")]
    base: PathBuf,

    /// Our version, replaced by the result; its policies apply (see `ctx policy`)
    #[arg(value_name = "OURS")]
    ours: PathBuf,

    /// Their version
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,

    /// Write the result to FILE instead; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Use NAME for the document in messages, instead of the file names (%P in git)
    #[arg(short = 'L', long, value_name = "NAME", allow_hyphen_values = true)]
    label: Option<String>,
}

/// A file of the merge, and its side.
struct Side<'p> {
    name: &'static str,
    path: &'p Path,
}

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let limit = session.max_size()?;
    let side = |name, path| Side { name, path };
    let (base, ours, theirs) = (side("base", &args.base), side("ours", &args.ours), side("theirs", &args.theirs));
    let (base_text, our_text, their_text) =
        (args.read(&base, limit)?, args.read(&ours, limit)?, args.read(&theirs, limit)?);
    let base = if base_text.is_empty() { Document::default() } else { args.document(&base_text, &base)? };
    let (our_document, theirs) = (args.document(&our_text, &ours)?, args.document(&their_text, &theirs)?);
    let merged = merge_documents(&base, &our_document, &theirs);
    let (merged, conflicts) = match &args.label {
        Some(label) => merged.with_context(|| format!("could not merge {label}"))?,
        None => merged?,
    };
    let published = Publishable::of(merged).map_err(Failure::from)?;
    let text = published.to_vec().map_err(|e| unread(&e))?;
    match &args.output {
        Some(output) if output == Path::new("-") => out.document(&text)?,
        Some(output) => replace(output, &text, Some(&args.ours))?,
        None if text == our_text => {}
        None => replace(&args.ours, &text, None)?,
    }
    if conflicts.is_empty() {
        return Ok(Answer::Yes);
    }
    let redacted = Redacted::of_any(&[&base, &our_document, &theirs]);
    Err(told(&conflicts, args, &redacted).into())
}

impl Args {
    /// Reads a file up to the maximum size of a document, and anything that may be endless up to `limit`.
    fn read(&self, side: &Side<'_>, limit: Size) -> Result<Vec<u8>> {
        let stat = side.path.metadata().ok().filter(Metadata::is_file);
        let size = Size::new(stat.map_or(0, |stat| stat.len().min(MOST)));
        let read = Source::File(side.path.to_owned()).read_more(limit, || Ok(size));
        match &self.label {
            Some(label) => read.with_context(|| format!("could not merge {label}: {}", side.name)),
            None => read,
        }
    }

    fn document(&self, text: &[u8], side: &Side<'_>) -> Result<Document> {
        Document::parse(text).map_err(|e| {
            let (file, name) = (side.path.display().to_string(), side.name);
            let why = match &self.label {
                Some(label) => format!("could not merge {label}: {name} is not valid JSON: {e}"),
                None => format!("could not merge {file}: {e}"),
            };
            Failure::new(Kind::BadData, why)
                .fact("file", self.label.clone().unwrap_or(file))
                .fact("side", side.name)
                .fact("line", e.line)
                .fact("column", e.column)
                .hint("nothing was written")
                .into()
        })
    }
}

fn told(conflicts: &[Conflict], args: &Args, redacted: &Redacted) -> Failure {
    let lines: Vec<String> =
        conflicts.iter().map(|conflict| conflict.line(SideNames::OF_FILES, None, redacted)).collect();
    let what = match &args.label {
        Some(label) => label.clone(),
        None => format!("{} into {}", args.theirs.display(), args.ours.display()),
    };
    let why = format!("could not merge {what}: {}", listed(&lines, "where ours stands"));
    Failure::new(Kind::No, why)
        .fact(
            "conflicts",
            conflicts.iter().map(|conflict| conflict.to_json(SideNames::OF_FILES, None, redacted)).collect::<Value>(),
        )
        .hint("change what should not be ours, then mark it resolved: git add")
}
