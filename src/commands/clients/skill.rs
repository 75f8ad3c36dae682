//! `ctx skill`: print what an agent should know of ctx.

use anyhow::Result;

use crate::agents::skill::{AGENTS_MD, SKILL};
use crate::commands::Answer;
use crate::output::Output;
use crate::session::Session;

/// Print the skill: what an agent should know of ctx
///
/// Prints a SKILL.md: when to use ctx, ten commands, and the rules. Most coding agents read it from a folder of
/// skills. With --agents-md, prints a paragraph for an AGENTS.md instead. Reads no context.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx skill >SKILL.md
  ctx skill --agents-md >>AGENTS.md")]
pub struct Args {
    /// Print a paragraph for AGENTS.md
    #[arg(long)]
    agents_md: bool,
}

pub fn run(args: &Args, _: &Session, out: &mut Output) -> Result<Answer> {
    let text = if args.agents_md { AGENTS_MD } else { SKILL };
    out.bytes(text.as_bytes())?;
    Ok(Answer::Yes)
}
