//! `ctx attach`: keep a file beside the document.

use std::cell::Cell;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::kept::attached::{Attached, type_of};
use crate::log::entry::Action;
use crate::options::assignment::path_alone;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;
use crate::session::artifacts::unusable;
use crate::session::plain_file::{PlainFile, Unhashed};
use crate::store::capability::attach::Attach;
use crate::store::required;
use crate::text::shell::{shell_path, shell_word};
use crate::text::size::Size;

/// How often a file is stored again that was collected before the record was written.
const TRIES: usize = 10;

/// How often a file is read that is written meanwhile.
const READS: usize = 5;

/// Keep a copy of a file beside the document, and refer to it
///
/// The document gets {"$file": SHA-256, "size": BYTES, "type": ...}, so it stays small. The copy is
/// read with `ctx get PATH --file-out FILE`, and stays as long as the document or the log refers to
/// it: `ctx log compact` removes it after that.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx attach build.report report.txt
  ctx attach build.trace plan.json --type application/json --max 5GiB
  ctx attach build.report report.txt && ctx get build.report --file-out copy.txt")]
pub struct Args {
    /// Path of the reference
    #[arg(value_name = "PATH")]
    path: String,

    /// File to keep: a regular file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Record TYPE, a media type [default: what the extension tells, if it is a common one]
    #[arg(long = "type", value_name = "TYPE")]
    media_type: Option<String>,

    /// Refuse a longer file, which may be a wrong one
    #[arg(long, value_name = "SIZE", default_value = "1GiB")]
    max: Size,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = path_alone(&args.path, "attach", context.session)?;
    let tried = || format!("could not attach {}", args.file.display());
    if args.file.as_os_str() == "-" {
        let failure = Failure::new(Kind::Usage, "attach takes a file, not standard input");
        return Err(failure.hint(format!("for a file of that name: ctx attach {} ./-", shell_word(&path))).into());
    }
    // The context is used while its lock is held.
    let beside = context.session.open_silently()?;
    let files = required(beside.attach(), "keep files")?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let record = json!({"path": path.to_string(), "file": name});
    for _ in 0..TRIES {
        let attached = stored(args, files).with_context(tried)?;
        let (value, is_gone) = (attached.to_value(), Cell::new(false));
        let request = args.write.request(format!("attach {path}"), path.clone(), args.message.message.clone());
        let done = request.run(context, |draft| {
            // A collection may have come between: see `store::file::attach::collect`.
            is_gone.set(!args.write.is_dry_run() && !files.has(&attached.digest, attached.size));
            if is_gone.get() {
                return Err(Failure::new(Kind::Conflict, "the file was collected meanwhile").into());
            }
            draft.set(&path, value.clone())?;
            Ok((Action { op: "attach", args: record.clone() }, ()))
        });
        if !is_gone.get() {
            done?.print(context.out, []);
            return Ok(Answer::Yes);
        }
    }
    let why = format!("could not attach {}: it was collected {TRIES} times meanwhile", args.file.display());
    let again = format!("try again: ctx attach {} {}", shell_word(&path), shell_path(&args.file));
    Err(Failure::new(Kind::Conflict, why).hint(again).into())
}

/// Stores the file, or only looks at it for a dry run. One that is written meanwhile is read again.
fn stored(args: &Args, files: &dyn Attach) -> Result<Attached> {
    for _ in 0..READS {
        if let Some(attached) = stored_once(args, files)? {
            return Ok(attached);
        }
    }
    let why = format!("it changed while it was read, {READS} times: attach it when nothing writes it any more");
    Err(Failure::new(Kind::Io, why).fact("file", args.file.display().to_string()).into())
}

/// As [`stored`]; `None` if the file was written meanwhile.
fn stored_once(args: &Args, files: &dyn Attach) -> Result<Option<Attached>> {
    let mut file = PlainFile::open(&args.file).map_err(|why| unusable(&args.file, &why))?;
    let media_type = args.media_type.clone().or_else(|| type_of(&args.file));
    let most = args.max.bytes();
    if file.size() > most {
        let why = format!("it is longer than {}", args.max.in_words());
        return Err(Failure::new(Kind::BadData, why).fact("limit", most).hint("to allow it: --max SIZE").into());
    }
    let (digest, size) = if args.write.is_dry_run() {
        match file.digest() {
            Err(Unhashed::Changed) => return Ok(None),
            looked_at => looked_at.map_err(|why| unusable(&args.file, &why))?,
        }
    } else {
        match files.keep(&mut file, most) {
            Err(_) if file.is_changed() => return Ok(None),
            kept => kept?,
        }
    };
    Ok(Some(Attached { digest, size, media_type }))
}
