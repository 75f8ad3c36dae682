//! `ctx unset`: remove values.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::glob::Nested;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::log::entry::Action;
use crate::options::glob::{Named, counted};
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;
use crate::session::transaction::Became;
use crate::text::shell::shell_quoted;

/// Remove values
///
/// Removes all of them in one revision. Fails if one is missing (exit code 1) and removes none.
///
/// A pattern removes all that match when the change is made; --dry-run prints them. * stands for
/// one key or item, or for a part of a key; ** for any number of keys. One that is a key as well
/// is refused if it matches others too: write '["any*key"]' for the key.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx unset build.status
  ctx unset build.status pages
  ctx unset old.key --ignore-missing
  ctx unset 'build.*' --dry-run")]
pub struct Args {
    /// Paths of the values, or patterns: 'ps.*.cpu', 'tmp:**'
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

/// How many of the paths that were removed are named.
const NAMED: usize = 5;

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

/// What matches; `None` if it is a path. A pattern may not be a key as well, unless that key is named beside it.
fn meant(one: &Named, named: &[Named], document: &Document) -> Result<Option<Vec<KeyPath>>> {
    let others = one.others(document);
    if others == 0 {
        return Ok(one.matches(document, Nested::LeftOut));
    }
    let key = document.pointer(&one.path);
    if named.iter().any(|other| !other.is_glob() && document.pointer(&other.path) == key) {
        return Ok(one.all(document, Nested::LeftOut));
    }
    let (path, quoted) = (&one.path, shell_quoted(&one.in_quotes()));
    let why = format!("{path} is a key, and as a pattern it matches {} more", counted(others));
    Err(Failure::new(Kind::Usage, why)
        .fact("path", path.to_string())
        .hint(format!("for the key and all that match: ctx unset {quoted} {}", shell_quoted(&path.to_string())))
        .hint(format!("for the key alone: ctx unset {quoted}"))
        .into())
}

/// The paths to remove, as the document is now; those within another are left out if there are patterns.
fn expanded(named: &[Named], draft: &Draft<'_>, ignores_missing: bool) -> Result<Vec<KeyPath>> {
    let mut paths = Vec::new();
    let mut has_glob = false;
    for one in named {
        match meant(one, named, draft.document())? {
            None => paths.push(one.path.clone()),
            Some(matches) if matches.is_empty() && !ignores_missing => {
                return Err(Failure::new(Kind::No, format!("nothing matches {}", one.path))
                    .fact("path", one.path.to_string())
                    .hint("use --ignore-missing to ignore missing values")
                    .into());
            }
            Some(matches) => {
                has_glob = true;
                paths.extend(matches);
            }
        }
    }
    if !has_glob {
        return Ok(paths);
    }
    let places: Vec<Pointer> = paths.iter().map(|path| draft.document().pointer(path)).collect();
    let taken: HashSet<&[String]> = places.iter().map(Pointer::tokens).collect();
    let is_within =
        |tokens: &[String]| (0..tokens.len()).any(|len| taken.contains(tokens.get(..len).unwrap_or_default()));
    let mut seen = HashSet::new();
    let is_own = |place: &Pointer| !is_within(place.tokens()) && seen.insert(place.clone());
    let is_own: Vec<bool> = places.iter().map(is_own).collect();
    Ok(paths.into_iter().zip(is_own).filter_map(|(path, is_own)| is_own.then_some(path)).collect())
}

/// What was removed, in words.
fn taken(paths: &[KeyPath]) -> String {
    let named: Vec<String> = paths.iter().take(NAMED).map(ToString::to_string).collect();
    let more = paths.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("unset {}: {}{more}", counted(paths.len()), named.join(", "))
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let named = Named::read_all(&args.paths, context.session)?;
    let names: Vec<String> = named.iter().map(|named| named.path.to_string()).collect();
    if named.iter().any(Named::is_glob) && args.write.tests_paths() {
        let why = "--if-absent, --if-exists and --if-value test one path, not those that match a pattern";
        return Err(Failure::new(Kind::Usage, why).hint("--if-unchanged-since REV is for patterns too").into());
    }
    let record = json!({"paths": names});
    let above = named.iter().map(Named::above).collect();
    let places = Places::or(above, context.session.namespace()?);
    let request = args.write.request(format!("unset {}", names.join(", ")), places, args.message.message.clone());
    let done = request.run(context, |draft| {
        let paths = expanded(&named, draft, args.ignore_missing)?;
        for path in &in_order(&paths, draft) {
            if !draft.unset_later(path)? && !args.ignore_missing {
                return Err(Failure::new(Kind::No, format!("there is no {path}"))
                    .fact("path", path.to_string())
                    .hint("use --ignore-missing to ignore missing values")
                    .into());
            }
        }
        draft.settle();
        Ok((Action { op: "unset", args: record.clone() }, paths))
    })?;
    if named.iter().any(Named::is_glob) && matches!(done.became, Became::Committed(_)) {
        context.session.say(&taken(&done.value));
    }
    done.print(context.out, []);
    Ok(Answer::Yes)
}
