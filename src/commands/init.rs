//! `ctx init`: begin a context.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Answer, Whole};
use crate::session::Session;

/// Begin a context: .ctx/context.json here, or the file named by -f
///
/// The directory .ctx gets a .gitignore that leaves all of it out of git.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Who may use the files, in octal; 0660 shares them with the group
    #[arg(long, value_name = "MODE", default_value = "0600", value_parser = parse_mode)]
    mode: u32,
}

fn parse_mode(text: &str) -> Result<u32, String> {
    let mode = u32::from_str_radix(text, 8).map_err(|_| "a mode is octal, such as 0660".to_owned())?;
    if mode & !0o666 != 0 || mode & 0o600 != 0o600 {
        return Err("a mode is between 0600 and 0666: the owner reads and writes, nobody executes".to_owned());
    }
    Ok(mode)
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let named = session.named_file();
    let path = named.clone().unwrap_or_else(|| PathBuf::from(".ctx/context.json"));
    let tried = format!("could not make {}", path.display());
    let store = session.prepare(&path, named.is_none(), args.mode).context(tried.clone())?;
    store.create(&session.origin(None)?, args.mode).context(tried)?;
    session.out.line(&path.display().to_string())?;
    session.out.say(&format!("made a context in {}", path.display()));
    Ok(Answer::Yes)
}
