//! `ctx schema`: what values must look like.

mod check;
mod infer;
mod set;
mod show;
mod unset;

use anyhow::Result;
use clap::Subcommand;

use crate::commands::Answer;
use crate::session::Context;

/// Manage schemas: what values must look like
///
/// A schema (JSON Schema, draft 2020-12 or 7) holds for a path and everything below it, or for the
/// whole document. It is kept in the context: a change by any command and any agent whose result
/// does not fit fails (exit code 5) and changes nothing, unless --force is given, which the log
/// records. Where nothing is, nothing is judged. Schemas refer to no files and to no network.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema set schema.json build
  ctx schema check
  ctx schema infer build")]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Set set set::Args,
    Show show show::Args,
    Check check check::Args,
    Unset unset unset::Args,
    Infer infer infer::Args,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.step.run(context)
}
