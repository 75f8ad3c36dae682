//! `ctx unset`: remove values.

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Remove values
///
/// Removes all of them in one revision. Fails if one is missing (exit code 1) and removes none.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx unset build.status
  ctx unset build.status pages
  ctx unset old.key --ignore-missing")]
pub struct Args {
    /// Paths of the values
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    /// Ignore paths that do not exist
    #[arg(long)]
    ignore_missing: bool,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// The paths, items of arrays last first: those behind one that is removed move. An item that is named twice is one.
fn in_order(paths: &[KeyPath], draft: &Draft<'_>) -> Vec<KeyPath> {
    if !paths.iter().any(|path| draft.document().array_above(path).is_some()) {
        return paths.to_vec();
    }
    let place = |path: &KeyPath| draft.document().pointer(path).tokens().to_vec();
    let order = |token: &String| (token.len(), token.clone());
    let mut placed: Vec<(Vec<String>, &KeyPath)> = paths.iter().map(|path| (place(path), path)).collect();
    placed.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.iter().map(order).collect::<Vec<_>>()));
    placed.dedup_by(|(one, path), (other, _)| one == other && draft.document().array_above(path).is_some());
    // As they are now: a path from the end of an array would lead elsewhere later.
    placed.iter().map(|(tokens, path)| concrete(tokens, path, draft)).collect()
}

/// The path with the index that it has now in place of one from the end.
fn concrete(tokens: &[String], path: &KeyPath, draft: &Draft<'_>) -> KeyPath {
    if draft.document().get(path).is_none() {
        return path.clone();
    }
    KeyPath::new(tokens.iter().cloned().map(Segment::Token).collect())
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let paths = context.session.paths(&args.paths)?;
    let named: Vec<String> = paths.iter().map(KeyPath::to_string).collect();
    let record = json!({"paths": named});
    let places = Places::or(paths.clone(), context.session.namespace()?);
    let request = args.write.request(format!("unset {}", named.join(", ")), places, args.message.message.clone());
    let done = request.run(context, |draft| {
        for path in &in_order(&paths, draft) {
            if !draft.unset_later(path)? && !args.ignore_missing {
                return Err(Failure::new(Kind::No, format!("there is no {path}"))
                    .fact("path", path.to_string())
                    .hint("use --ignore-missing to ignore missing values")
                    .into());
            }
        }
        draft.settle();
        Ok((Action { op: "unset", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
