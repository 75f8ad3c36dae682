//! `ctx get`: read values.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::glob::Nested;
use crate::json::key_path::KeyPath;
use crate::json::visible::Visible;
use crate::json::with;
use crate::log::entry::Revision;
use crate::log::history::{UpTo, last_change};
use crate::options::at::AtArgs;
use crate::options::glob::Named;
use crate::options::hashes::Hashes;
use crate::options::shown::{ShownArgs, note_clipped};
use crate::options::value::Reading;
use crate::session::{Context, Session};
use crate::store::{Snapshot, Store};
use crate::text::clip::Clip;
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
  ctx get
  ctx get build.status
  ctx get build.attempts --default 0
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

    /// Print the value with the revision, agent and time of its last change, and the revision of the document
    /// (`document_rev`), as JSON
    #[arg(long)]
    meta: bool,

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
    let default = args.default.as_deref().map(|word| Reading::Either.read(session, word, "the default")).transpose()?;
    named.first().into_iter().for_each(|named| session.reading.expect(&named.path));
    let snapshot = args.at.read(context)?.snapshot;
    let (words, is_several) = paths(&named, &snapshot.document, session)?;
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
    let Context { out, store, .. } = context;
    match found.as_slice() {
        _ if args.meta => {
            let clip = args.shown.clip(out);
            for (path, view) in &found {
                let meta = meta(store.as_ref(), &snapshot, path, view)?;
                let meta = if args.json { meta } else { in_part(meta, &clip) };
                out.line(&args.shown.bounded(&meta).unwrap_or_else(|| meta.to_string()))?;
            }
            let paths: Vec<String> = words.iter().map(shell_word).collect();
            note_clipped(context, &clip, || format!("ctx get {} --meta --full", paths.join(" ")))?;
        }
        several if args.json && args.shown.max_bytes().is_some() => {
            let value = match several {
                [(_, view)] if !is_several => view.to_value(),
                several => {
                    several.iter().map(|(path, view)| (path.to_string(), view.to_value())).collect::<Map<_, _>>().into()
                }
            };
            out.line(&args.shown.bounded(&value).unwrap_or_default())?;
        }
        [(_, view)] if !is_several => match view.as_str().filter(|_| !args.json) {
            Some(text) => out.text(text)?,
            None => out.json(view)?,
        },
        several if args.json => {
            let object: Map<_, _> = several.iter().map(|(path, view)| (path.to_string(), view.to_value())).collect();
            out.json(&Value::Object(object))?;
        }
        several => {
            for (_, view) in several {
                match view.as_str() {
                    Some(text) => out.text(text)?,
                    None => out.line(&serde_json::to_string(view)?)?,
                }
            }
        }
    }
    Ok(Answer::Yes)
}

/// The paths that are asked for, and whether they may be several. A pattern that matches nothing stays as it is.
fn paths(named: &[Named], document: &Document, session: &Session) -> Result<(Vec<KeyPath>, bool)> {
    if named.is_empty() {
        return Ok((vec![session.namespace()?], false));
    }
    let (mut paths, mut is_several) = (Vec::new(), named.len() > 1);
    for named in named {
        match named.matches(document, Nested::LeftOut) {
            Some(matches) if !matches.is_empty() => {
                is_several = true;
                paths.extend(matches);
            }
            _ => paths.push(named.path.clone()),
        }
    }
    Ok((paths, is_several))
}

fn meta(store: &dyn Store, snapshot: &Snapshot, path: &KeyPath, view: &Visible<'_>) -> Result<Value> {
    let mut meta = with(json!({"path": path.to_string()}), "value", view.to_value());
    let document_rev = snapshot.revision.number();
    let place = snapshot.document.pointer(path);
    let change = last_change(&UpTo { history: store, last: snapshot.revision }, &place, Revision::START)?;
    if let (Some(entry), Some(members)) = (change, meta.as_object_mut()) {
        members.insert("rev".to_owned(), entry.link.rev.number().into());
        members.insert("agent".to_owned(), entry.change.author.agent.into());
        members.insert("at".to_owned(), entry.change.author.at.into());
        members.insert("op".to_owned(), entry.change.op.into());
    }
    if let Some(members) = meta.as_object_mut() {
        members.insert("document_rev".to_owned(), document_rev.into());
    }
    if let (true, Some(members)) = (snapshot.edited_since, meta.as_object_mut()) {
        members.insert("edited_since".to_owned(), true.into());
    }
    Ok(meta)
}

/// The answer with the beginning and the size of a long value, in place of the value.
fn in_part(mut meta: Value, clip: &Clip) -> Value {
    let text = meta.get("value").map(ToString::to_string).unwrap_or_default();
    if let (Some(beginning), Some(members)) = (clip.beginning(&text), meta.as_object_mut()) {
        members.shift_remove("value");
        members.insert("value_begins".to_owned(), beginning.into());
        members.insert("value_bytes".to_owned(), text.len().into());
    }
    meta
}

fn missing(path: &KeyPath, snapshot: &Snapshot, at: &AtArgs, file: &str) -> anyhow::Error {
    let when = at.described();
    let nothing_yet = snapshot.base() == Revision::START && !at.is_given();
    let why = if nothing_yet {
        format!("could not get {path}: nothing has been written to {file} yet")
    } else {
        format!("could not get {path}: there is no such key in {file}{when}")
    };
    let failure = Failure::new(Kind::No, why).fact("path", path.to_string()).fact("file", file);
    match deepest_parent(path, snapshot) {
        Some(parent) if !nothing_yet => {
            failure.hint(format!("to list what exists: ctx keys {}{}", shell_word(&parent), at.option()))
        }
        _ => failure.hint("to print VALUE instead: --default VALUE"),
    }
    .into()
}

/// Returns the longest prefix of the path that is an object or array.
fn deepest_parent(path: &KeyPath, snapshot: &Snapshot) -> Option<KeyPath> {
    (0..path.segments().len()).rev().find_map(|len| {
        let parent = KeyPath::new(path.segments().get(..len)?.to_vec());
        // The document itself is an object, and need not be parsed for that.
        let holds = parent.is_root() || snapshot.document.get(&parent).is_some_and(|v| v.is_object() || v.is_array());
        holds.then_some(parent)
    })
}
