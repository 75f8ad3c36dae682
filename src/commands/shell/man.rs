//! `ctx man`: print a manual page.

use anyhow::Result;

use crate::commands::{Answer, Reference};
use crate::error::{Failure, Kind};
use crate::output::Output;

/// Print the manual page of ctx or of a command
///
/// To read it: ctx man set | man -l -
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx man
  ctx man handoff create")]
pub struct Args {
    /// Command: set, or handoff create
    #[arg(value_name = "VERB")]
    verb: Vec<String>,
}

pub fn run(args: &Args, reference: &Reference, out: &mut Output) -> Result<Answer> {
    let mut command = (reference.definition)();
    command.build();
    let mut name = "ctx".to_owned();
    for verb in &args.verb {
        let Some(found) = command.find_subcommand(verb) else {
            return Err(Failure::new(Kind::No, format!("there is no command {verb:?}")).hint("ctx --help").into());
        };
        command = found.clone();
        name = format!("{name}-{verb}");
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).title(name).render(&mut page)?;
    out.bytes(&page)?;
    Ok(Answer::Yes)
}
