//! `ctx man`: open a manual page.

use std::ffi::OsString;

use anyhow::Result;

use crate::commands::{Answer, Reference};
use crate::error::{Failure, Kind};
use crate::output::Output;
use crate::platform::child;
use crate::platform::private_copy::PrivateCopy;
use crate::session::Session;

/// The exit code of a program that is not there.
const NOT_FOUND: u8 = 127;

/// Open the manual page of ctx or of a command
///
/// On a terminal, opens it with man(1). Elsewhere, or without man(1), prints the page of `ctx help`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx man
  ctx man handoff create
  ctx man set --roff >ctx-set.1")]
pub struct Args {
    /// Command: set, or handoff create
    #[arg(value_name = "VERB")]
    verb: Vec<String>,

    /// Print the source of the manual page
    #[arg(long)]
    roff: bool,
}

pub fn run(args: &Args, session: &Session, reference: &Reference, out: &mut Output) -> Result<Answer> {
    let (name, page) = page(&args.verb, (reference.definition)())?;
    if args.roff {
        out.bytes(&page)?;
        return Ok(Answer::Yes);
    }
    if out.columns().is_some() {
        let copy = PrivateCopy::make(session.new_directory("ctx-man"), &format!("{name}.1"), &page)?;
        // A path with a slash is a file for every man(1).
        let code = child::run(&[OsString::from("man"), copy.file().into()], &[], &|_, _| {});
        // What is left is a copy in the directory for temporary files.
        drop(copy.remove());
        match code? {
            NOT_FOUND => {}
            code => return Ok(Answer::Code(code)),
        }
    }
    let words: Vec<&str> = args.verb.iter().map(String::as_str).collect();
    if let Some(page) = (reference.page)(&words) {
        out.text(page.trim_end())?;
    }
    Ok(Answer::Yes)
}

/// Returns the name and the source of a manual page.
fn page(verb: &[String], mut command: clap::Command) -> Result<(String, Vec<u8>)> {
    command.build();
    let mut name = "ctx".to_owned();
    for verb in verb {
        let Some(found) = command.find_subcommand(verb) else {
            return Err(Failure::new(Kind::No, format!("there is no command {verb:?}")).hint("ctx help").into());
        };
        command = found.clone();
        name = format!("{name}-{verb}");
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).title(&name).render(&mut page)?;
    Ok((name, page))
}
