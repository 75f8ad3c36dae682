//! `ctx handoff`: hand work over to exactly one agent.

mod accept;
mod ack;
mod cancel;
mod complete;
pub mod create;
mod fail;
mod inbox;
mod list;
pub mod next;
mod note;
mod reject;
mod release;
mod show;
mod steal;
pub mod step;
mod wait;

use anyhow::Result;
use clap::Subcommand;

use crate::commands::Answer;
use crate::kept::handoff::Handoff;
use crate::output::{Output, framed, table};
use crate::session::Context;

/// Hand work over to another agent
///
/// A handoff describes work for one agent, or for any. Exactly one agent accepts it and then
/// completes, fails or releases it. It can transfer the right to write paths of the document.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx handoff create parser -m "parse the pages" --ref pages
  ctx handoff next --wait 5m
  ctx handoff complete h12 --result '{"pages": 2}'"#)]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Create create Box<create::Args>,
    Inbox inbox inbox::Args,
    List list list::Args,
    Show show show::Args,
    Wait wait wait::Args,
    Ack ack ack::Args,
    Next next next::Args,
    Accept accept accept::Args,
    Note note note::Args,
    Release release release::Args,
    Reject reject reject::Args,
    Complete complete complete::Args,
    Fail fail fail::Args,
    Steal steal steal::Args,
    Cancel cancel cancel::Args,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    args.step.run(context)
}

/// Prints a table of handoffs, framed as data from other agents; nothing if there are none.
fn print_summaries(handoffs: &[Handoff], out: &mut Output) -> Result<()> {
    if handoffs.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = handoffs.iter().map(row).collect();
    let lines = table(["ID", "PRIORITY", "STATUS", "FROM", "TO", "ACKED-BY", "SUMMARY"], &rows);
    out.text(&framed("handoffs", "other agents", lines.iter().map(String::as_str)))
}

fn row(handoff: &Handoff) -> [String; 7] {
    let Handoff { id, priority, status, from, to, acked_by, summary, .. } = handoff;
    let acked = acked_by.as_ref().map(ToString::to_string).unwrap_or_default();
    let (priority, status) = (priority.to_string(), status.word().to_owned());
    [id.to_string(), priority, status, from.to_string(), to.to_string(), acked, one_line(summary)]
}

/// Returns a text of another agent as one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
