//! `ctx log`: show the changes, newest last.

mod compact;
mod export;
mod print;
mod retain;

use std::collections::VecDeque;
use std::ops::ControlFlow;

use anyhow::Result;
use clap::Subcommand;

use crate::commands::Answer;
use crate::commands::history::log::export::ExportArgs;
use crate::commands::history::log::print::{FormArgs, Printer};
use crate::error::{Failure, Kind};
use crate::json::pointer::Pointer;
use crate::log::agent::AgentName;
use crate::log::entry::{Entry, Revision};
use crate::log::history::touches;
use crate::log::moment::Since;
use crate::log::point::Point;
use crate::output::Output;
use crate::session::Context;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// Show the log of changes, newest last
///
/// Prints revision, time, agent, op, and old and new values of each change. With --agent,
/// shows only the changes of that agent.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx log -n 20
  ctx log --path build --since 1h
  ctx log --export log.csv
  ctx log compact --keep 30d
  ctx log retain 1GiB")]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,

    /// Show only the last N changes
    #[arg(short = 'n', long = "number", value_name = "N")]
    number: Option<usize>,

    #[command(flatten)]
    form: FormArgs,

    /// Show only changes that affect PATH: at, below or above it
    #[arg(value_name = "PATH", conflicts_with = "path_option")]
    path: Option<String>,

    /// Same as PATH, which may also be the name of a subcommand
    #[arg(id = "path_option", long = "path", value_name = "PATH", hide = true)]
    path_option: Option<String>,

    /// Show only changes with this op: set, merge, handoff.accepted, ...
    #[arg(long, value_name = "OP")]
    op: Option<String>,

    /// Show only changes after a revision (12) or a time (2026-11-20T10:00:00Z), or in the last DURATION (10m)
    #[arg(long, value_name = "REV|DURATION|TIME")]
    since: Option<Since>,

    #[command(flatten)]
    export: ExportArgs,
}

/// The subcommands of `ctx log`.
#[derive(Subcommand, Debug)]
enum Step {
    Compact(compact::Args),
    Retain(retain::Args),
}

struct Filter {
    place: Option<Pointer>,
    by: Option<AgentName>,
    op: Option<String>,
    since: Option<Since>,
    now: Timestamp,
}

impl Filter {
    fn admits(&self, entry: &Entry) -> bool {
        self.place.as_ref().is_none_or(|place| touches(entry, place))
            && self.by.as_ref().is_none_or(|by| entry.change.author.agent == by.as_str())
            && self.op.as_ref().is_none_or(|op| entry.change.op == *op)
            && self.since.as_ref().is_none_or(|since| since.includes(entry, self.now))
    }

    /// Returns a note about revisions that were asked for and are no longer in the log.
    fn missing_before(&self, entry: &Entry) -> Option<String> {
        let Some(Since::Revision(since)) = self.since else { return None };
        let (first, last) = (since.next(), entry.link.rev.number().saturating_sub(1));
        match last.checked_sub(first.number())? {
            0 => Some(format!("revision {first} is no longer in the log")),
            _ => Some(format!("revisions {first} to {last} are no longer in the log")),
        }
    }

    fn oldest(&self) -> Revision {
        match self.since {
            Some(Since::Revision(revision)) => revision,
            _ => Revision::START,
        }
    }
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match &args.step {
        Some(Step::Compact(args)) => return compact::run(args, context),
        Some(Step::Retain(args)) => return retain::run(args, context),
        None => context.must_exist()?,
    }
    let place = match args.path.as_ref().or(args.path_option.as_ref()) {
        Some(argument) => {
            let path = context.session.path(argument)?;
            let document = context.store.read()?.document;
            let is_point = matches!(argument.parse(), Ok(point) if !matches!(point, Point::Tag(_)));
            if is_point && document.get(&path).is_none() {
                let failure =
                    Failure::new(Kind::Usage, format!("there is no value {path}; {argument} is a revision or a time"));
                let argument = shell_quoted(argument);
                let failure = failure.hint(format!("to see what came after it: ctx log --since {argument}"));
                return Err(failure.hint(format!("to show one change: ctx show {argument}")).into());
            }
            Some(document.pointer(&path))
        }
        None => None,
    };
    let filter = Filter {
        place,
        by: context.session.named_agent().cloned(),
        op: args.op.clone(),
        since: args.since,
        now: context.session.now(),
    };
    let oldest = filter.oldest();
    if let Some(most) = args.form.bound() {
        let number = args.number.unwrap_or(usize::MAX);
        return print::bounded(&args.form, most, (oldest, number), &|entry| filter.admits(entry), context);
    }
    if let Some(mut export) = args.export.create(context)? {
        each(context, args.number, &filter, &mut |entry, _| export.write(entry))?;
        export.done()?;
        return Ok(Answer::Yes);
    }
    let mut printer = Printer::new(&args.form, context);
    each(context, args.number, &filter, &mut |entry, out| printer.print(entry, out))?;
    printer.note(context)?;
    Ok(Answer::Yes)
}

/// Visits the records that the filter admits, the newest `number` of them if that is given, oldest first.
fn each(
    context: &mut Context<'_>,
    number: Option<usize>,
    filter: &Filter,
    visit: &mut dyn FnMut(&Entry, &mut Output) -> Result<()>,
) -> Result<()> {
    let oldest = filter.oldest();
    let Some(number) = number else {
        let mut is_first = true;
        return context.store.entries(oldest, &mut |entry| {
            if let Some(missing) = filter.missing_before(&entry).filter(|_| is_first) {
                context.session.say(&missing);
            }
            is_first = false;
            if filter.admits(&entry) { visit(&entry, context.out) } else { Ok(()) }
        });
    };
    let mut last = VecDeque::new();
    if number > 0 {
        context.store.newest_first(&mut |entry| {
            if entry.link.rev <= oldest {
                return ControlFlow::Break(());
            }
            if filter.admits(&entry) {
                last.push_front(entry);
            }
            if last.len() == number { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    last.iter().try_for_each(|entry| visit(entry, context.out))
}
