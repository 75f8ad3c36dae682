//! `ctx diff`: show the differences between two states.

use anyhow::Result;
use serde_json::Value;

use crate::commands::Answer;
use crate::draft::expiries;
use crate::error::{Failure, Kind};
use crate::json::diff::compare;
use crate::json::difference::{Difference, patch};
use crate::json::document::Document;
use crate::json::projection::Projection;
use crate::kept::redaction::{is_redacted, redacted_copy};
use crate::log::entry::Revision;
use crate::log::history::add_touched;
use crate::log::point::Point;
use crate::options::at::{revision_at, state_at};
use crate::output::{Output, fit};
use crate::session::Context;
use crate::store::Snapshot;
use crate::text::shell::shell_quoted;

/// Show the differences between two states
///
/// Without arguments, shows the last change. With FROM, shows the changes from FROM until now;
/// with TO, those from FROM to TO. Prints one line per path.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx diff
  ctx diff v1
  ctx diff HEAD~3 HEAD build")]
pub struct Args {
    /// First state: a revision (12, HEAD~3), a time, an age (10m) or a tag [default: HEAD~1, with TO HEAD]
    #[arg(value_name = "FROM")]
    from: Option<Point>,

    /// Second state [default: now]
    #[arg(value_name = "TO")]
    to: Option<Point>,

    /// Limit to PATH and below
    #[arg(value_name = "PATH", conflicts_with = "path_alone")]
    path: Option<String>,

    /// Limit to PATH and below (when FROM or TO is left out)
    #[arg(long = "path", value_name = "PATH")]
    path_alone: Option<String>,

    /// Include what ctx itself stores (_ctx)
    #[arg(long)]
    all: bool,

    /// Print a JSON Patch (RFC 6902) from the first state to the second
    #[arg(long)]
    json: bool,

    /// Exit with 1 if there are differences
    #[arg(long)]
    exit_code: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = args.path.as_deref().or(args.path_alone.as_deref());
    let path = context.session.path_or_namespace(path)?;
    let (old, new) = states(args, context).map_err(|error| args.or_a_path_was_meant(error))?;
    let (old, new) = touched_parts(old, new, context)?;
    let differences = compare(&old, &new, &path, args.all);
    if args.json {
        context.out.json(&patch(&differences).to_json())?;
    } else {
        differences.iter().try_for_each(|difference| print(difference, context.out))?;
    }
    Ok(if args.exit_code && !differences.is_empty() { Answer::No } else { Answer::Yes })
}

impl Args {
    /// Adds a hint if an argument that is not a tag may be a path.
    fn or_a_path_was_meant(&self, mut error: anyhow::Error) -> anyhow::Error {
        let (before, last) = match (&self.from, &self.to) {
            (Some(from), Some(Point::Tag(last))) => (format!(" {}", from.word()), last),
            (Some(Point::Tag(last)), None) => (String::new(), last),
            _ => return error,
        };
        if let Some(failure) = error.downcast_mut::<Failure>().filter(|failure| failure.kind == Kind::No) {
            failure
                .add_hint(format!("if {last} is a path: ctx diff{before} --path {}", shell_quoted(&last.to_string())));
        }
        error
    }
}

/// A document, and its revision if it is the one that the log gives of it.
type State = (Document, Option<Revision>);

fn states(args: &Args, context: &Context<'_>) -> Result<(State, State)> {
    let state = |point: &Point| state_at(point, context).map(|then| (then.document, Some(then.rev)));
    match (&args.from, &args.to) {
        (Some(from), Some(to)) => Ok((state(from)?, state(to)?)),
        (Some(from), None) => {
            let Snapshot { document: now, revision, edited_since, .. } = context.store.read()?;
            // Earlier states have hashes of redacted values, so the current one must have them as well.
            let now = redacted_copy(&now).unwrap_or(now);
            Ok((state(from)?, (now, Some(revision).filter(|_| !edited_since))))
        }
        (None, _) => {
            // Others may write meanwhile, so both states come from one read.
            let head = revision_at(&Point::HEAD, context)?;
            let before = Revision::new(head.number().saturating_sub(1));
            Ok((state(&Point::Revision(before))?, state(&Point::Revision(head))?))
        }
    }
}

/// The parts of two states that changes between them touched, if the log says which these are, without many
/// words; else all of both.
fn touched_parts(old: State, new: State, context: &Context<'_>) -> Result<(Document, Document)> {
    let ((old, from), (new, to)) = (old, new);
    let mut touched = Projection::default();
    let (Some(from), Some(to)) = (from, to) else { return Ok((old, new)) };
    let is_whole = [&old, &new].iter().any(|state| !state.is_text() || is_redacted(state));
    if is_whole || !add_touched(&mut touched, context.store.as_ref(), from.min(to), from.max(to))? {
        return Ok((old, new));
    }
    // What has expired differs although no change touched it.
    for path in [&old, &new].into_iter().flat_map(expiries::all).map(|expiry| expiry.path) {
        touched.add(&path.pointer_in(&Value::Null));
    }
    Ok((old.project(&touched), new.project(&touched)))
}

fn print(Difference { path, old, new }: &Difference<'_>, out: &mut Output) -> Result<()> {
    let (sgr, text) = match (old, new) {
        (None, Some(new)) => ("32", format!("+ {path}: {new}")),
        (Some(old), Some(new)) => ("33", format!("~ {path}: {old} -> {new}")),
        (Some(old), None) => ("31", format!("- {path}: {old}")),
        (None, None) => return Ok(()),
    };
    let text = fit(&text, out.columns());
    out.painted_line(&[out.paint(sgr, &text)])
}
