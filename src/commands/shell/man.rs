//! `ctx man`: print a manual page.

use anyhow::Result;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::output::Output;

/// Print the manual page of ctx or of a command
///
/// To read it: ctx man set | man -l -
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Command: set, or handoff create
    #[arg(value_name = "VERB")]
    verb: Vec<String>,
}

pub fn run(args: &Args, mut command: clap::Command, out: &mut Output) -> Result<Answer> {
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
