//! `ctx help`: print the help of a command or a topic.

use anyhow::Result;

use crate::commands::{Answer, Reference};
use crate::error::{Failure, Kind};
use crate::output::Output;

/// Print the help of a command or a topic
///
/// `ctx help COMMAND` prints the same as `ctx COMMAND --help`. For a page in the pager, see `ctx man`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx help
  ctx help topics
  ctx help set
  ctx help handoff create")]
pub struct Args {
    /// Command, such as set or handoff create, or a topic [default: ctx itself]
    #[arg(value_name = "COMMAND|TOPIC")]
    words: Vec<String>,
}

pub fn run(args: &Args, reference: &Reference, out: &mut Output) -> Result<Answer> {
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    let Some(page) = (reference.page)(&words) else {
        let why = format!("there is no command or topic {:?}", words.join(" "));
        return Err(Failure::new(Kind::Usage, why).hint("ctx help").hint("ctx help topics").into());
    };
    out.text(page.trim_end())?;
    Ok(Answer::Yes)
}
