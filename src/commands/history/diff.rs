//! `ctx diff`: what differs between two states.

use anyhow::Result;

use crate::commands::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::json::diff::{Difference, compare, patch};
use crate::json::document::Document;
use crate::kept::redaction::conceal;
use crate::log::entry::Revision;
use crate::log::point::Point;
use crate::options::at::{revision_at, state_at};
use crate::output::{Output, fit};
use crate::session::Session;
use crate::text::shell::shell_quoted;

/// Show what differs between two states, one line a place
///
/// Without a point, what the last change did; with one, what changed since then, up to now;
/// with two, what leads from the first to the second, at a path if one follows. Items of arrays are held against each
/// other between what both arrays begin and end with.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// From when: a revision (12, HEAD~3), a time, so long ago (10m), or a tag [default: HEAD~1, to HEAD]
    #[arg(value_name = "FROM")]
    from: Option<Point>,

    /// To when [default: now]
    #[arg(value_name = "TO")]
    to: Option<Point>,

    /// Only what is at this path or below it
    #[arg(value_name = "PATH", conflicts_with = "path_alone")]
    path: Option<String>,

    /// The same, without two points before it
    #[arg(long = "path", value_name = "PATH")]
    path_alone: Option<String>,

    /// What ctx keeps too
    #[arg(long)]
    all: bool,

    /// Print a patch (RFC 6902) that turns the first state into the second
    #[arg(long)]
    json: bool,

    /// Answer with the exit code too: 1 if something differs
    #[arg(long)]
    exit_code: bool,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let path = args.path.as_deref().or(args.path_alone.as_deref());
    let path = path.map_or_else(|| session.namespace(), |path| session.path(path))?;
    let (old, new) = states(args, session).map_err(|error| args.or_a_path_was_meant(error))?;
    let differences = compare(&old, &new, &path, args.all);
    if args.json {
        session.out.json(&patch(&differences).to_json())?;
    } else {
        differences.iter().try_for_each(|difference| print(difference, &mut session.out))?;
    }
    Ok(if args.exit_code && !differences.is_empty() { Answer::No } else { Answer::Yes })
}

impl Args {
    /// A word that is no tag may be a path.
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

fn states(args: &Args, session: &Session) -> Result<(Document, Document)> {
    let file = session.file()?;
    let store = session.store_at(&file)?;
    let state = |point: &Point| state_at(point, session, &file, store.as_ref()).map(|then| then.document);
    match (&args.from, &args.to) {
        (Some(from), Some(to)) => Ok((state(from)?, state(to)?)),
        (Some(from), None) => {
            let now = store.read()?.document;
            // The past has hashes of what is redacted, and so has what is held against it.
            Ok((state(from)?, conceal(&now).unwrap_or(now)))
        }
        (None, _) => {
            // Others may write meanwhile: both are told from one reading.
            let head = revision_at(&Point::HEAD, session, &file, store.as_ref())?;
            let before = Revision::new(head.number().saturating_sub(1));
            Ok((state(&Point::Revision(before))?, state(&Point::Revision(head))?))
        }
    }
}

fn print(Difference { path, old, new }: &Difference, out: &mut Output) -> Result<()> {
    let (sgr, text) = match (old, new) {
        (None, Some(new)) => ("32", format!("+ {path}: {new}")),
        (Some(old), Some(new)) => ("33", format!("~ {path}: {old} -> {new}")),
        (Some(old), None) => ("31", format!("- {path}: {old}")),
        (None, None) => return Ok(()),
    };
    let text = fit(&text, out.columns());
    out.painted_line(&[out.paint(sgr, &text)])
}
