//! `ctx import`: files of other formats, merged into the document as one revision.

mod items;
mod refused;

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::commands::exchange::import::items::ItemArgs;
use crate::commands::exchange::import::refused::{misplaced, no_text, not_read, unclear};
use crate::draft::{Draft, reserved};
use crate::edit::merge::{MergeRule, Nulls};
use crate::error::{Failure, Kind};
use crate::format::{Input, detect, lines, typed};
use crate::json::key_path::KeyPath;
use crate::json::{RESERVED_KEY, kind_of};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::{Source, is_folder, is_missing};
use crate::session::Context;
use crate::session::choice::choice;
use crate::session::folder::{self, Listing, Wanted};
use crate::text::size::Size;

/// Import files of other formats into the document
///
/// Objects are merged member by member, into the object at PATH or into the document; null is
/// a value, and arrays replace. Anything else becomes the value at PATH. One revision, or none.
///
/// The format is that of the name (.json, .jsonl, .yaml, .toml, .env, .csv, .tsv, .md), or else
/// of the content, if only one can be meant. dotenv, CSV, TSV and lines (KEY=VALUE, as env or
/// env -0 prints them) hold text only, unless --typed is given. md is a story: `## Story Info`, ... Of a folder,
/// each file is listed by its path, with type, size and SHA-256; what git ignores is left out.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx import settings.json --into settings
  env -0 | ctx import - --format lines --into environment
  ctx import pages.jsonl --into pages --replace --key-from .url
  ctx import . --into files --replace --text=16KiB")]
pub struct Args {
    /// Files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<Source>,

    /// Import into PATH, created if missing
    #[arg(long, value_name = "PATH")]
    into: Option<String>,

    /// Format of the files
    #[arg(short = 'F', long, value_name = "FORMAT", value_parser = choice(&Input::ALL))]
    format: Option<Input>,

    #[command(flatten)]
    items: ItemArgs,

    /// Read text as `ctx set` reads a value: 3 and true are JSON
    #[arg(long)]
    typed: bool,

    /// Replace what is at PATH, in place of merging
    #[arg(long)]
    replace: bool,

    /// Of a folder: take the text of files of up to SIZE [default: 64KiB]
    #[arg(long, value_name = "SIZE", num_args = 0..=1, require_equals = true, default_missing_value = "64KiB")]
    text: Option<Size>,

    /// Of a folder: leave out what cannot be read, or is no file, and say so
    #[arg(long)]
    skip: bool,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.into.as_deref())?;
    let value = args.read_all(&path, context)?;
    let named: Vec<String> = args.files.iter().map(Source::to_string).collect();
    let mut record = json!({"path": path.to_string(), "files": named});
    if let (true, Some(members)) = (args.replace, record.as_object_mut()) {
        members.insert("replace".to_owned(), true.into());
    }
    let tried = if path.is_root() { "import".to_owned() } else { format!("import into {path}") };
    let request = args.write.request(tried, path.clone(), args.message.message.clone());
    let done = request.run(context, |draft| {
        write(draft, &path, value.clone(), args.replace)?;
        Ok((Action { op: "import.files", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn write(draft: &mut Draft<'_>, path: &KeyPath, value: Value, replace: bool) -> Result<()> {
    let names_kept = |value: &Value| value.as_object().is_some_and(|members| members.contains_key(RESERVED_KEY));
    match value {
        value if path.is_reserved() || (path.is_root() && names_kept(&value)) => Err(reserved::refusal().into()),
        value if replace => {
            draft.turn_into(path, &value)?;
            let at = draft.document().pointer(path);
            draft.arrange_as(&at, &value)
        }
        value if !path.is_root() && draft.document().get(path).is_none() => draft.set(path, value),
        Value::Object(members) => draft.merge(path, members, MergeRule { nulls: Nulls::Keep, ..MergeRule::default() }),
        value => match draft.document().get(path) {
            Some(held) if std::mem::discriminant(held) != std::mem::discriminant(&value) => {
                let why = format!("{path} is {}, and the input is {}", kind_of(held), kind_of(&value));
                Err(Failure::new(Kind::BadData, why)
                    .fact("path", path.to_string())
                    .hint("to put the input in its place: --replace")
                    .into())
            }
            _ => draft.set(path, value),
        },
    }
}

impl Args {
    /// Reads all files as one value: objects are merged, in order.
    fn read_all(&self, path: &KeyPath, context: &Context<'_>) -> Result<Value> {
        let mut all: Option<Value> = None;
        for source in &self.files {
            let value = self.read(source, context)?;
            if !value.is_object() && (path.is_root() || self.files.len() > 1) {
                return Err(misplaced(source, &value, path));
            }
            all = Some(match all {
                Some(all) => combined(all, value),
                None => value,
            });
        }
        Ok(all.unwrap_or_default())
    }

    fn read(&self, source: &Source, context: &Context<'_>) -> Result<Value> {
        match source {
            Source::File(path) if is_folder(path) => self.list(path, context),
            _ => {
                let value = self.read_file(source, context)?;
                self.items.keyed(value, source)
            }
        }
    }

    fn read_file(&self, source: &Source, context: &Context<'_>) -> Result<Value> {
        match source {
            _ if self.text.is_some() || self.skip => {
                let why = format!("--text and --skip are for folders, and {source} is none");
                return Err(Failure::new(Kind::Usage, why).into());
            }
            Source::File(path) if is_missing(path) => {
                let why = format!("could not import {source}: file not found");
                return Err(Failure::new(Kind::Io, why).fact("file", source.to_string()).into());
            }
            _ => {}
        }
        let bytes = context.read(source)?;
        let is_blank = bytes.iter().all(u8::is_ascii_whitespace);
        if is_blank && *source == Source::StandardInput {
            let failure = Failure::new(Kind::BadData, "could not import standard input: it is empty");
            return Err(failure.hint("if a command before it failed, that is why: set -o pipefail").into());
        }
        if self.items.lines {
            let items = lines(&bytes).map_err(|unread| no_text(source, &unread))?;
            return Ok(if self.typed { typed(items) } else { items });
        }
        let by_name = match source {
            Source::File(path) => detect::by_name(path),
            Source::StandardInput => None,
        };
        let format = match self.format.or(by_name) {
            Some(format) => format,
            None => detect::by_content(&bytes).map_err(|meant| unclear(source, &meant))?,
        };
        if self.typed && !format.is_untyped() {
            let why = format!("--typed is for formats that hold text only, and {source} is {}", format.title());
            return Err(Failure::new(Kind::Usage, why).hint("leave --typed out: its values have types").into());
        }
        let value = format.read(&bytes).map_err(|unread| not_read(source, format, &unread))?;
        Ok(if self.typed { typed(value) } else { value })
    }

    fn list(&self, path: &Path, context: &Context<'_>) -> Result<Value> {
        if self.format.is_some() || self.typed || self.items.are_given() {
            let why =
                format!("--format, --lines, --key-from and --typed are for files, and {} is a folder", path.display());
            return Err(Failure::new(Kind::Usage, why).into());
        }
        let limit = context.input_limit()?;
        let wanted = Wanted { text: self.text.map(Size::bytes), skip: self.skip, limit };
        let Listing { files, left_out } = folder::list(path, &wanted)?;
        if let Some(told) = folder::told(&left_out) {
            context.session.say(&told);
        }
        Ok(Value::Object(files))
    }
}

/// Merges two values: what both have as objects, member by member; otherwise the second one.
fn combined(first: Value, second: Value) -> Value {
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            for (key, value) in second {
                let value = match first.get_mut(&key) {
                    Some(held) => combined(std::mem::take(held), value),
                    None => value,
                };
                first.insert(key, value);
            }
            Value::Object(first)
        }
        (_, second) => second,
    }
}
