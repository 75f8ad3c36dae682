//! `ctx completions`: print a shell completion script.

use anyhow::Result;
use clap_complete::Shell;

use crate::commands::{Answer, Reference};
use crate::output::Output;
use crate::session::choice::choice;

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("elvish", Shell::Elvish),
    ("powershell", Shell::PowerShell),
];

/// Print a shell completion script
///
/// bash:  source <(ctx completions bash)
/// zsh:   ctx completions zsh > "${fpath[1]}/_ctx"
/// fish:  ctx completions fish > ~/.config/fish/completions/ctx.fish
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
#[command(after_long_help = "Examples:
  ctx completions bash >ctx.bash
  ctx completions zsh >_ctx")]
pub struct Args {
    /// Shell to complete for
    #[arg(value_name = "SHELL", value_parser = choice(&SHELLS))]
    shell: Shell,
}

pub fn run(args: &Args, reference: &Reference, out: &mut Output) -> Result<Answer> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut (reference.definition)(), "ctx", &mut script);
    out.bytes(&script)?;
    Ok(Answer::Yes)
}
