//! `ctx diff`: show the differences between two states.

use anyhow::Result;
use serde_json::Value;

use crate::commands::Answer;
use crate::draft::expiries;
use crate::error::{Failure, Kind};
use crate::json::diff::compare;
use crate::json::difference::{Difference, patch};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::projection::Projection;
use crate::kept::redaction::{is_redacted, redacted_copy};
use crate::log::entry::Revision;
use crate::log::history::add_touched;
use crate::log::point::Point;
use crate::log::stat::Stat;
use crate::options::at::{revision_at, state_at, tagged};
use crate::options::shown::{ShownArgs, note_clipped};
use crate::output::{Output, fit};
use crate::session::Context;
use crate::store::Snapshot;
use crate::text::clip::Clip;
use crate::text::shell::{shell_quoted, shell_word};

/// Show the differences between two states
///
/// Without arguments, shows the last change. With FROM, shows the changes from FROM until now;
/// with TO, those from FROM to TO. Prints one line per path.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx diff
  ctx diff v1
  ctx diff HEAD~3 HEAD build
  ctx diff HEAD~3 --stat")]
pub struct Args {
    /// First state: a revision (12, HEAD~3), a time, an age (10m) or a tag [default: HEAD~1, with TO HEAD]
    #[arg(value_name = "FROM")]
    from: Option<String>,

    /// Second state [default: now]
    #[arg(value_name = "TO")]
    to: Option<String>,

    /// Limit to PATH and below
    #[arg(value_name = "PATH", conflicts_with = "path_option")]
    path: Option<String>,

    /// Same as PATH, for one that may also be a point
    #[arg(id = "path_option", long = "path", value_name = "PATH")]
    path_option: Option<String>,

    /// Include what ctx itself stores (_ctx)
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    form: FormArgs,

    /// Exit with 1 if there are differences
    #[arg(long)]
    exit_code: bool,
}

/// The form in which differences are printed.
#[derive(clap::Args, Debug)]
struct FormArgs {
    /// Print a JSON Patch (RFC 6902) from the first state to the second
    #[arg(long)]
    json: bool,

    /// Print only how much differs, by key
    #[arg(long, conflicts_with = "json")]
    stat: bool,

    #[command(flatten)]
    shown: ShownArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Compared { from, to, path, is_guessed } = args.compared(context)?;
    let (old, new) = states(from.as_ref(), to.as_ref(), context)?;
    let (old, new) = touched_parts(old, new, context)?;
    if is_guessed && [&old, &new].iter().all(|state| state.get(&path).is_none()) {
        let why = format!("there is neither a tag nor a value {path}");
        return Err(Failure::new(Kind::No, why).fact("path", path.to_string()).hint("ctx tag list").into());
    }
    let differences = compare(&old, &new, &path, args.all);
    args.print(&differences, context)?;
    Ok(if args.exit_code && !differences.is_empty() { Answer::No } else { Answer::Yes })
}

/// What is compared.
struct Compared {
    from: Option<Point>,
    to: Option<Point>,
    path: KeyPath,
    /// The path may be a tag that does not exist.
    is_guessed: bool,
}

impl Args {
    fn print(&self, differences: &[Difference<'_>], context: &mut Context<'_>) -> Result<()> {
        let out = &mut *context.out;
        if self.form.json {
            let patch = patch(differences).to_json();
            return match self.form.shown.bounded(&patch) {
                Some(text) => out.line(&text),
                None => out.json(&patch),
            };
        }
        if self.form.stat {
            let mut stat = Stat::default();
            let len = |value: &Value| value.to_string().len();
            for Difference { path, old, new } in differences {
                stat.add(path, old.map(len), new.map(len));
            }
            return stat.lines().iter().try_for_each(|line| out.line(&fit(line, out.columns())));
        }
        let clip = self.form.shown.clip(out);
        differences.iter().try_for_each(|difference| print(difference, &clip, out))?;
        note_clipped(context, &clip, || self.whole())
    }

    /// The command that prints values whole.
    fn whole(&self) -> String {
        let words = [&self.from, &self.to, &self.path].into_iter().flatten();
        let words = words.map(|word| shell_quoted(word));
        let path = self.path_option.iter().flat_map(|path| ["--path".to_owned(), shell_quoted(path)]);
        let all = ["ctx diff".to_owned()].into_iter().chain(words).chain(path).chain(["--full".to_owned()]);
        all.collect::<Vec<_>>().join(" ")
    }

    /// Tells points from the path, which comes last: a word that is neither a revision nor a time is a path unless
    /// there is a tag of this name.
    fn compared(&self, context: &Context<'_>) -> Result<Compared> {
        let session = context.session;
        let mut points: Vec<&String> = self.from.iter().chain(&self.to).collect();
        let path = match (&self.path_option, &self.path, points.last()) {
            (Some(path), ..) | (None, Some(path), _) => Some(session.path(path)?),
            (None, None, Some(last)) => path_meant(last, context)?,
            (None, None, None) => None,
        };
        let is_guessed = path.is_some() && self.path_option.is_none() && self.path.is_none();
        if is_guessed {
            points.pop();
        }
        let point =
            |word: &&String| word.parse().map_err(|e| Failure::new(Kind::Usage, format!("{word:?}: {e}")).into());
        let mut points = points.iter().map(point).collect::<Result<Vec<Point>>>()?.into_iter();
        let path = path.map_or_else(|| session.namespace(), Ok)?;
        Ok(Compared { from: points.next(), to: points.next(), path, is_guessed })
    }
}

/// Returns the path that a word is, if it is not a point.
fn path_meant(word: &str, context: &Context<'_>) -> Result<Option<KeyPath>> {
    let name = match word.parse() {
        Ok(Point::Tag(name)) => Some(name),
        Ok(_) => return Ok(None),
        Err(_) => None,
    };
    let path = context.session.path(word)?;
    let document = context.store.read()?.document;
    let is_tag = name.is_some_and(|name| tagged(&document, &name).is_ok());
    if is_tag && document.get(&path).is_some() {
        let path = shell_word(&path);
        let failure = Failure::new(Kind::Usage, format!("{word} is a tag and a path"));
        return Err(failure
            .hint("for the tag, name the path too: --path . for the whole document")
            .hint(format!("for the path: --path {path}"))
            .into());
    }
    Ok((!is_tag).then_some(path))
}

/// A document, and its revision if it is the one that the log gives of it.
type State = (Document, Option<Revision>);

fn states(from: Option<&Point>, to: Option<&Point>, context: &Context<'_>) -> Result<(State, State)> {
    let state = |point: &Point| state_at(point, context).map(|then| (then.document, Some(then.rev)));
    match (from, to) {
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

fn print(Difference { path, old, new }: &Difference<'_>, clip: &Clip, out: &mut Output) -> Result<()> {
    let path = path.to_string();
    let shown = |value: &Value, more: usize, values: usize| {
        clip.of(&value.to_string(), path.chars().count() + 4 + more, values)
    };
    let (sgr, text) = match (old, new) {
        (None, Some(new)) => ("32", format!("+ {path}: {}", shown(new, 0, 1))),
        (Some(old), Some(new)) => ("33", format!("~ {path}: {} -> {}", shown(old, 4, 2), shown(new, 4, 2))),
        (Some(old), None) => ("31", format!("- {path}: {}", shown(old, 0, 1))),
        (None, None) => return Ok(()),
    };
    let text = fit(&text, clip.columns());
    out.painted_line(&[out.paint(sgr, &text)])
}
