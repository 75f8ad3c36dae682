//! `ctx get`: read values.

mod file_out;
mod meta;
mod missing;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::commands::Answer;
use crate::commands::data::get::file_out::write_file;
use crate::commands::data::get::meta::{in_part, meta};
use crate::commands::data::get::missing::{missing, refuse_missing};
use crate::format::{Naming, Output};
use crate::json::key_path::KeyPath;
use crate::json::visible::Visible;
use crate::options::at::AtArgs;
use crate::options::export::{found, print};
use crate::options::glob::Named;
use crate::options::hashes::Hashes;
use crate::options::shown::{ShownArgs, note_clipped};
use crate::options::value::Reading;
use crate::session::Context;
use crate::session::choice::choice;
use crate::store::Snapshot;
use crate::text::shell::shell_word;

/// Print values
///
/// Prints strings without quotes, everything else as JSON. Without PATH, prints the whole
/// document. With several paths, prints one value per line, or one object with --json.
/// Fails if a value is missing (exit code 1) and prints nothing.
///
/// A pattern stands for several paths, those within a value that matches left out: * for one key
/// or item, or for a part of a key; ** for any number of keys. A key that has just these
/// characters comes first.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx get build.status
  ctx get build.attempts --default 0
  ctx get --all-required build.status build.attempts
  ctx get 'build.*' --json
  ctx get plan --at HEAD~3")]
pub struct Args {
    /// Path of a value: a.b[0].c, '["any key"]' or /a/b/0/c; or a pattern: 'ps.*.cpu', 'tmp:**'
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Print strings as JSON too, and several values as one object
    #[arg(long)]
    json: bool,

    /// Print VALUE for a path that does not exist
    #[arg(long, value_name = "VALUE")]
    default: Option<String>,

    /// Name all paths that are missing, not only the first one
    #[arg(long, requires = "paths", conflicts_with = "default")]
    all_required: bool,

    /// Print the value with the revision, agent and time of its last change, and the revision of the document
    /// (`document_rev`), as JSON
    #[arg(long)]
    meta: bool,

    /// Write the file that is attached at PATH to FILE, once its hash is proved
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "default", "meta", "format"])]
    file_out: Option<PathBuf>,

    /// Print in FORMAT (see `ctx export`)
    #[arg(long, value_name = "FORMAT", value_parser = choice(&Output::ALL), conflicts_with_all = ["json", "default", "meta"])]
    format: Option<Output>,

    #[command(flatten)]
    shown: ShownArgs,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let session = context.session;
    if args.default.is_none() {
        context.must_exist()?;
    }
    let named = Named::read_all(&args.paths, session)?;
    if let Some(format) = args.format {
        if args.all_required {
            let snapshot = args.at.read(context)?.snapshot;
            let (words, _) = Named::paths(&named, &snapshot.document, session)?;
            refuse_missing(&words, &snapshot, &args.at, &context.file.display().to_string())?;
        }
        let items = found(&args.paths, &args.at, "get", context)?;
        print(format, &items, &Naming::default(), "get", context)?;
        return Ok(Answer::Yes);
    }
    let default = args.default.as_deref().map(|word| Reading::Either.read(session, word, "the default")).transpose()?;
    named.first().into_iter().for_each(|named| session.reading.expect(&named.path));
    let snapshot = args.at.read(context)?.snapshot;
    Named::note_ambiguous(&named, &snapshot.document, session);
    let (words, is_several) = Named::paths(&named, &snapshot.document, session)?;
    if args.all_required {
        refuse_missing(&words, &snapshot, &args.at, &context.file.display().to_string())?;
    }
    let hashes = Hashes::of(&snapshot.document, context, args.at.is_given());
    let mut found = Vec::with_capacity(words.len());
    for path in &words {
        hashes.refuse(path).with_context(|| format!("could not get {path}"))?;
        let view = snapshot.document.visible(path).or(default.as_ref().map(Visible::Value));
        let view = view.ok_or_else(|| missing(path, &snapshot, &args.at, &context.file.display().to_string()))?;
        found.push((path, view));
    }
    session.reading.check()?;
    hashes.note(context, &words);
    match &args.file_out {
        Some(to) => write_file(&found, to, context)?,
        None if args.meta => args.print_meta(&found, &snapshot, context)?,
        None => args.print(&found, is_several, context)?,
    }
    Ok(Answer::Yes)
}

impl Args {
    fn print_meta(&self, found: &[Found<'_>], snapshot: &Snapshot, context: &mut Context<'_>) -> Result<()> {
        let clip = self.shown.clip(context.out);
        for (path, view) in found {
            let meta = meta(context.store.as_ref(), snapshot, path, view)?;
            let meta = if self.json { meta } else { in_part(meta, &clip) };
            context.out.line(&self.shown.bounded(&meta).unwrap_or_else(|| meta.to_string()))?;
        }
        let paths: Vec<String> = found.iter().map(|(path, _)| shell_word(path)).collect();
        note_clipped(context, &clip, || format!("ctx get {} --meta --full", paths.join(" ")))
    }

    fn print(&self, found: &[Found<'_>], is_several: bool, context: &mut Context<'_>) -> Result<()> {
        let out = &mut *context.out;
        let object = || found.iter().map(|(path, view)| (path.to_string(), view.to_value())).collect::<Map<_, _>>();
        match found {
            several if self.json && self.shown.max_bytes().is_some() => {
                let value = match several {
                    [(_, view)] if !is_several => view.to_value(),
                    _ => object().into(),
                };
                out.line(&self.shown.bounded(&value).unwrap_or_default())
            }
            [(_, view)] if !is_several => match view.as_str().filter(|_| !self.json) {
                Some(text) => out.text(text),
                None => out.json(view),
            },
            _ if self.json => out.json(&Value::Object(object())),
            several => several.iter().try_for_each(|(_, view)| match view.as_str() {
                Some(text) => out.text(text),
                None => out.line(&serde_json::to_string(view)?),
            }),
        }
    }
}

/// A path that is asked for, and what is there.
type Found<'d> = (&'d KeyPath, Visible<'d>);
