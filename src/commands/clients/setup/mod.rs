//! `ctx setup`: make a client tell its agents of ctx.

mod change;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::agents::client::Client;
use crate::agents::settings::Direction;
use crate::agents::setup::{Directory, Program, Scope, files, notes};
use crate::commands::Answer;
use crate::commands::clients::setup::change::{Change, Surroundings};
use crate::error::{Failure, Kind};
use crate::output::Output;
use crate::session::choice::choice;
use crate::session::surroundings::{OwnName, home, own_name, project};
use crate::session::{Session, directory};
use crate::store::file::lock::directory::lock;

/// Make a client tell its agents of ctx: hooks, the MCP server, the skill
///
/// Prints the changes to the client's files as a diff, and makes them with --write. Everything else in the files stays
/// as it is, to the byte; what is there already is left, even if somebody edited it. --remove takes out exactly what
/// ctx puts in, also where a user had written the very same before. The rules that it adds to permissions let the
/// client call the server without asking, and run commands of ctx that only read: not `ctx get`, since its --file-out
/// writes a file.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx setup claude
  ctx setup codex --write
  ctx setup gemini --write && ctx setup gemini --remove --write")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Args {
    /// Program that runs agents
    #[arg(value_name = "CLIENT", value_parser = choice(&Client::ALL))]
    client: Client,

    /// Make the changes, rather than print them
    #[arg(long)]
    write: bool,

    /// Take out what ctx put in
    #[arg(long)]
    remove: bool,

    /// Change the files of the project: the nearest directory with a .git or .ctx [default]
    #[arg(long)]
    project: bool,

    /// Change the files of the user, for all projects
    #[arg(long, conflicts_with = "project")]
    user: bool,
}

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let tried = || {
        let name = args.client.name();
        if args.remove { format!("could not take ctx out of {name}") } else { format!("could not set up {name}") }
    };
    args.work(session, out).with_context(tried)
}

impl Args {
    fn work(&self, session: &Session, out: &mut Output) -> Result<Answer> {
        let scope = if self.user { Scope::User } else { Scope::Project };
        let direction = if self.remove { Direction::TakeOut } else { Direction::PutIn };
        let surroundings = Surroundings::of(scope, self.client)?;
        let locked = self.write.then(|| lock(&surroundings.top, session.wait()?)).transpose()?;
        let OwnName { path, word, is_in_path } = own_name()?;
        let files = files(self.client, scope, &Program { path, word });
        let planned = files.iter().map(|file| Change::plan(file, direction, &surroundings));
        let planned = planned.collect::<Result<Vec<Change>>>()?;
        let changes: Vec<&Change> = planned.iter().filter(|change| change.is_one()).collect();
        if self.write {
            planned.iter().for_each(Change::remove_left_over);
            changes.iter().try_for_each(|change| change.must_be_possible())?;
            for change in &changes {
                change.make(&surroundings)?;
                out.text(&change.path.display().to_string())?;
            }
            drop(locked);
        } else {
            changes.iter().try_for_each(|change| out.document(change.diff(&surroundings).as_bytes()))?;
        }
        planned.iter().flat_map(|change| &change.left).for_each(|left| session.say(left));
        if !changes.is_empty() && !self.remove {
            if !is_in_path {
                session.say("ctx is not in PATH, so the files name it by its path");
            }
            for note in notes(self.client, scope) {
                session.say(&note);
            }
        }
        let is_left = planned.iter().any(|change| !change.left.is_empty());
        self.conclude(session, &surroundings.top, (changes.is_empty(), is_left));
        Ok(Answer::Yes)
    }

    fn conclude(&self, session: &Session, top: &Path, (is_done, is_left): (bool, bool)) {
        let (name, top) = (self.client.name(), top.display());
        let command = |options: &str| {
            let scope = if self.user { " --user" } else { "" };
            format!("ctx setup {}{scope}{options}", self.client.word())
        };
        let but_left = if is_left { ", but for what is left as it is" } else { "" };
        let (text, hints) = match (is_done, self.write, self.remove) {
            (true, _, false) => (format!("nothing to change: {name} is set up in {top}"), Vec::new()),
            (true, _, true) => {
                (format!("nothing to change: nothing of ctx is in the files of {name} in {top}{but_left}"), Vec::new())
            }
            (false, false, false) => (
                format!("nothing was written; these are the changes for {name} in {top}"),
                vec![format!("to make them: {}", command(" --write"))],
            ),
            (false, false, true) => (
                format!("nothing was written; these are the changes that take ctx out of {name} in {top}"),
                vec![format!("to make them: {}", command(" --remove --write"))],
            ),
            (false, true, false) => {
                (format!("set up {name} in {top}"), vec![format!("to take it back: {}", command(" --remove --write"))])
            }
            (false, true, true) => (format!("took ctx out of {name} in {top}{but_left}"), Vec::new()),
        };
        session.say_with_hints(&text, &hints);
    }
}

impl Surroundings {
    fn of(scope: Scope, client: Client) -> Result<Self> {
        let top = match scope {
            Scope::Project => {
                let other =
                    |failure: Failure| failure.hint(format!("for all projects: ctx setup {} --user", client.word()));
                project().map_err(other)?
            }
            Scope::User => home()?,
        };
        let top = top.canonicalize().unwrap_or(top);
        Ok(Self { top, scope, client })
    }

    /// The path of a directory.
    fn path(&self, of: Directory) -> PathBuf {
        let Directory::Home { variable, otherwise } = of else { return self.top.clone() };
        let usual = || if otherwise.is_empty() { self.top.clone() } else { self.top.join(otherwise) };
        Some(variable).filter(|name| !name.is_empty()).and_then(directory).unwrap_or_else(usual)
    }

    /// Refuses a file to which a link leads out of the project: it may be one of all projects.
    fn must_be_inside(&self, path: &Path, target: &Path) -> Result<()> {
        if self.scope == Scope::User || target.starts_with(&self.top) {
            return Ok(());
        }
        let why = format!("{} is a link out of the project, to {}", path.display(), target.display());
        let failure = Failure::new(Kind::Refused, why).fact("file", path.display().to_string());
        let hint = format!("to change the files of all projects: ctx setup {} --user", self.client.word());
        Err(failure.fact("target", target.display().to_string()).hint(hint).into())
    }
}
