//! `ctx init`: create a context.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::error::Kind;
use crate::output::{Output, kind};
use crate::session::Session;
use crate::session::git::{Repository, nearest_directory};
use crate::store::begin;
use crate::text::shell::shell_path;

/// Create a context
///
/// Creates .ctx/context.json in the current directory, or the file named by -c. If it is there
/// already, says so and leaves it as it is. A .gitignore in .ctx keeps all of it out of git; with --git, git tracks the
/// document and ignores the log and the lock beside it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx init
  ctx init --git
  ctx init --mode 0660")]
pub struct Args {
    /// Set the file mode of a new context, in octal; 0660 shares it with the group [default: 0600]
    #[arg(long, value_name = "MODE", value_parser = parse_mode)]
    mode: Option<u32>,

    /// Let git track the document and merge it with `ctx merge-file`; works on an existing context too
    #[arg(long)]
    git: bool,
}

fn parse_mode(text: &str) -> Result<u32, String> {
    let mode = u32::from_str_radix(text, 8).map_err(|_| "the mode must be octal, such as 0660".to_owned())?;
    if mode & !0o666 != 0 || mode & 0o600 != 0o600 {
        return Err("the mode must be between 0600 and 0666: readable and writable by the owner, executable by nobody"
            .to_owned());
    }
    Ok(mode)
}

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let named = session.named_file()?;
    let (path, hidden) = match named.clone() {
        Some(path) => (path, None),
        None => session.place_to_begin()?,
    };
    let tried = format!("could not create {}", path.display());
    // First, so that nothing is half done if there is no repository.
    let repository = args.git.then(|| Repository::around(&nearest_directory(&path))).transpose();
    let repository = repository.with_context(|| tried.clone())?;
    repository.iter().try_for_each(|repository| repository.check(&path)).with_context(|| tried.clone())?;
    let mode = args.mode.unwrap_or(0o600);
    let mut is_new = !path.is_file();
    if is_new {
        let context = session.open_new(&path, named.is_none(), mode, out).context(tried.clone())?;
        match begin(context.store.as_ref(), &session.origin(None)?, mode) {
            // Another process was first.
            Err(error) if kind(&error) == Kind::Refused && path.is_file() => is_new = false,
            begun => drop(begun.context(tried)?),
        }
    }
    if !session.is_quiet() {
        out.text(&path.display().to_string())?;
    }
    if !is_new && repository.is_none() {
        let mode = args.mode.map(|_| ", with the mode that it has").unwrap_or_default();
        session.say(&format!("{} is there already{mode}", path.display()));
    }
    if is_new {
        session.say(&format!("created a context in {}", path.display()));
        if let Some(hidden) = hidden {
            session.say(&format!("it hides {} in this directory and below", hidden.display()));
        }
    }
    repository.map_or(Ok(()), |repository| track(&repository, &path, session))?;
    Ok(Answer::Yes)
}

fn track(repository: &Repository, path: &Path, session: &Session) -> Result<()> {
    let shown = path.display();
    repository.track(path).with_context(|| format!("could not let git track {shown}"))?;
    let driver = repository.other_driver(path)?.unwrap_or_else(|| "ctx merge-file".to_owned());
    session.say(&format!(
        "git merges {shown} with {driver} in this clone; to do the same in another clone, run ctx init --git"
    ));
    if repository.ignores(path)? {
        session.say(&format!("git still ignores {shown}; to see why: git check-ignore -v {}", shell_path(path)));
    }
    Ok(())
}
