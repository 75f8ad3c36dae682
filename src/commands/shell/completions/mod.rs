//! `ctx completions`: print or install a shell completion script.

mod shell;

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::commands::shell::completions::shell::{SHELLS, Shell};
use crate::error::{Failure, Kind};
use crate::output::Output;
use crate::platform::user_file::{make_directories, read_unlinked, replace};
use crate::session::Session;
use crate::session::choice::choice;
use crate::text::shell::shell_path;

/// What each of the scripts runs, by which they are recognized.
const MARK: &str = "ctx __complete";

/// The most bytes of a file that may be a script of ctx.
const LARGEST: u64 = 1024 * 1024;

/// Print or install a shell completion script
///
/// The script asks ctx itself: it completes commands and options, and also the keys of the document, IDs,
/// agents, tags and so on. --install says where it goes; with --yes, it is written there.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx completions bash --install
  ctx completions fish --install --yes
  ctx completions zsh >_ctx")]
pub struct Args {
    /// Shell to complete for
    #[arg(value_name = "SHELL", value_parser = choice(&SHELLS))]
    shell: Shell,

    /// Print the path where the script belongs, and what else to do
    #[arg(long)]
    install: bool,

    /// With --install: write the script to that path
    #[arg(long, requires = "install")]
    yes: bool,
}

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let script = args.shell.script();
    if !args.install {
        out.bytes(script.as_bytes())?;
        return Ok(Answer::Yes);
    }
    let name = args.shell.name();
    let tried = || format!("could not install the completion script for {name}");
    let Some(place) = args.shell.place() else {
        let failure = Failure::new(Kind::Usage, "HOME is not set").hint(format!("ctx completions {name} >FILE"));
        return Err(failure).with_context(tried);
    };
    if args.yes {
        let found = read_unlinked(&place, LARGEST).with_context(tried)?;
        if found.is_some_and(|found| !String::from_utf8_lossy(&found).contains(MARK)) {
            let failure = Failure::new(Kind::Refused, format!("{} is not a script of ctx", place.display()));
            let path = shell_path(&place);
            return Err(failure.hint(format!("mv {path} {path}.old"))).with_context(tried);
        }
        make_directories(&place).with_context(tried)?;
        replace(&place, script.as_bytes(), None).with_context(tried)?;
    }
    out.text(&place.display().to_string())?;
    let mut hints = Vec::new();
    if !args.yes {
        hints.push(format!("to write the script there: ctx completions {name} --install --yes"));
    }
    hints.push(args.shell.next_step(&place));
    let what =
        if args.yes { "installed the completion script for" } else { "nothing was written; this is the path for" };
    session.say_with_hints(&format!("{what} {name}"), &hints);
    Ok(Answer::Yes)
}
