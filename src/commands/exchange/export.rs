//! `ctx export`: values in the format of another program.

use anyhow::Result;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::format::{Naming, Output};
use crate::options::at::AtArgs;
use crate::options::export::{found, print};
use crate::session::Context;
use crate::session::choice::choice;

/// Print values in the format of another program
///
/// What a format cannot hold exactly is refused with its path and the reason, and nothing is
/// printed (exit code 5). In sh, fish, powershell, github, gitlab and dotenv, each member of an
/// object is a variable, named by its key; so is a value that is no object, by the last key.
///
/// github is for $GITHUB_OUTPUT, with --env for $GITHUB_ENV; gitlab for dotenv reports; md holds a
/// story (see `ctx import`). Without PATH, exports the whole document.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  eval "$(ctx export build --format sh --upper --prefix BUILD_)"
  ctx export plan --format yaml > plan.yaml
  ctx export build --format github >> "${GITHUB_OUTPUT:-output.txt}"
  ctx export build.status plan.step --format dotenv"#)]
pub struct Args {
    /// Paths of the values
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Format of the output
    #[arg(short = 'F', long, value_name = "FORMAT", default_value = "json", value_parser = choice(&Output::ALL))]
    format: Output,

    /// Begin the names of variables with TEXT
    #[arg(long, value_name = "TEXT")]
    prefix: Option<String>,

    /// Write keys in capitals
    #[arg(long)]
    upper: bool,

    /// Write null, arrays and objects as JSON where a variable holds text
    #[arg(long)]
    nested_json: bool,

    /// With --format github: for $GITHUB_ENV
    #[arg(long)]
    env: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let naming = args.naming()?;
    let items = found(&args.paths, &args.at, "export", context)?;
    print(args.format, &items, &naming, "export", context)?;
    Ok(Answer::Yes)
}

impl Args {
    /// Returns how variables are named, if the format has any.
    fn naming(&self) -> Result<Naming> {
        let given = [(self.prefix.is_some(), "--prefix"), (self.upper, "--upper"), (self.nested_json, "--nested-json")];
        let word = self.format.word();
        if let Some((_, option)) = given.iter().find(|(is_given, _)| *is_given && !self.format.holds_variables()) {
            let why = format!("{option} is for variables, and {word} has none");
            return Err(Failure::new(Kind::Usage, why).hint("ctx export PATH --format sh").into());
        }
        if self.env && self.format != Output::GitHub {
            let why = format!("--env is for --format github, not {word}");
            return Err(Failure::new(Kind::Usage, why).hint("ctx export PATH --format github --env").into());
        }
        Ok(Naming {
            prefix: self.prefix.clone().unwrap_or_default(),
            upper: self.upper,
            nested: self.nested_json,
            environment: self.env,
        })
    }
}
