//! `ctx blame`: show which change set each value.

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::draft::expiries::checkout_visible;
use crate::error::{Failure, Kind};
use crate::json::bounded::bounded;
use crate::json::diff::compare;
use crate::json::difference::patch;
use crate::json::key_path::KeyPath;
use crate::json::patch::Patch;
use crate::json::to_value;
use crate::kept::redaction::redacted_copy;
use crate::log::blame::{Leaf, blame};
use crate::log::history::{UpTo, newest};
use crate::options::shown::{ShownArgs, note_clipped};
use crate::output::{Output, fit, width};
use crate::session::Context;
use crate::store::{Snapshot, Store};
use crate::text::clip::Clip;
use crate::text::shell::shell_quoted;

/// Show which change set each value
///
/// Prints revision, agent, time and op of the change that set each value. Array items are
/// traced across insertions and removals before them. A ^ before the revision marks values older
/// than the log; a - marks values edited without ctx since the last record.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx blame
  ctx blame build.status
  ctx blame build --json")]
pub struct Args {
    /// Limit to PATH and below [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Print a JSON array
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    shown: ShownArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let snapshot = context.store.read()?;
    let tried = || context.could_not(&format!("blame {path}"));
    if snapshot.document.get(&path).is_none() {
        let failure = Failure::new(Kind::No, "there is no such key").fact("path", path.to_string());
        return Err(anyhow::Error::from(failure.hint("ctx keys")).context(tried()));
    }
    let leaves = of(&snapshot, &path, context.store.as_ref()).with_context(tried)?;
    if !args.json {
        let clip = args.shown.clip(context.out);
        let clipped = print(&leaves, &clip, context.out)?;
        note_clipped(context, &clip, || format!("ctx get {}", clipped.unwrap_or_default()))?;
        return Ok(Answer::Yes);
    }
    match args.shown.max_bytes() {
        Some(most) => context.out.line(&bounded(&to_value(&leaves)?, most - 1).to_string())?,
        None => context.out.json(&leaves)?,
    }
    Ok(Answer::Yes)
}

fn of(snapshot: &Snapshot, path: &KeyPath, store: &dyn Store) -> Result<Vec<Leaf>> {
    let history = UpTo { history: store, last: snapshot.revision };
    let redacted = redacted_copy(&snapshot.document);
    let document = redacted.as_ref().unwrap_or(&snapshot.document);
    let pending = match newest(&history)?.filter(|_| snapshot.edited_since) {
        Some(head) => {
            let recorded = checkout_visible(&history, None, head.link.rev)?.document;
            patch(&compare(&recorded, document, &KeyPath::root(), true))
        }
        None => Patch::default(),
    };
    blame(document, path, &pending, &history)
}

/// Prints one value per line, in aligned columns. Returns the path of the first one that is clipped, for a shell.
fn print(leaves: &[Leaf], clip: &Clip, out: &mut Output) -> Result<Option<String>> {
    let columns = |leaf: &Leaf| {
        let origin = &leaf.attribution;
        let rev = origin.rev.map_or_else(|| "-".to_owned(), |rev| rev.to_string());
        let rev = if origin.boundary { format!("^{rev}") } else { rev };
        let at = origin.at.clone().unwrap_or_else(|| "not recorded yet".to_owned());
        [rev, origin.agent.clone(), at, origin.op.clone()]
    };
    let rows: Vec<_> = leaves.iter().map(columns).collect();
    let widest = |cell: fn(&[String; 4]) -> &String| width(rows.iter().map(|row| cell(row).as_str()));
    let (revs, agents, times, ops) = (widest(|r| &r[0]), widest(|r| &r[1]), widest(|r| &r[2]), widest(|r| &r[3]));
    let mut clipped = None;
    for ([rev, agent, at, op], leaf) in rows.iter().zip(leaves) {
        let rev = format!("{rev:>revs$}");
        let rest = format!("  {agent:<agents$}  {at:<times$}  {op:<ops$}  {}: ", leaf.path);
        let value = clip.of(&leaf.value.to_string(), revs + rest.chars().count(), 1);
        if clip.is_clipped() && clipped.is_none() {
            clipped = Some(shell_quoted(&leaf.path));
        }
        let rest = fit(&(rest + &value), clip.columns().map(|columns| columns.saturating_sub(revs)));
        out.painted_line(&[out.paint("33", &rev), out.paint("", &rest)])?;
    }
    Ok(clipped)
}
