//! `ctx edit`: edit a value in an editor.

use std::slice;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::draft::reserved;
use crate::edit::three_way::{Input, OnConflict, carry, note_carried};
use crate::error::{Failure, Kind};
use crate::json::document::pretty;
use crate::json::key_path::KeyPath;
use crate::log::entry::Action;
use crate::options::hashes::Hashes;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::{is_enter_pressed, is_typed};
use crate::platform::private_copy::PrivateCopy;
use crate::session::choice::choice;
use crate::session::transaction::{Became, print_committed};
use crate::session::{Context, Session};
use crate::store::Snapshot;
use crate::text::shell::{shell_path, shell_word};

/// Edit a value, or the whole document, in $VISUAL or $EDITOR
///
/// Opens a private copy; nothing is locked while you edit. When the editor exits, your
/// changes are merged with those made meanwhile. Fails on a conflict (exit code 3) and keeps
/// your text in a file. Reopens the editor if the text is not valid JSON. Writes nothing if
/// the editor fails.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx edit
  ctx edit plan
  EDITOR=nano ctx edit build")]
pub struct Args {
    /// Path of the value [default: the whole document]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    /// Resolve conflicts: keep what is there, replace it with your text, or take the value of the agent with the
    /// higher authority (see `ctx authority`) [default: fail with exit code 3]
    #[arg(long, value_name = "HOW", value_parser = choice(&OnConflict::ALL))]
    on_conflict: Option<OnConflict>,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// A text that is open in an editor.
struct Editing {
    copy: PrivateCopy,
    /// The original text.
    text: Vec<u8>,
    /// The command that continues with the text in the file.
    go_on: String,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let tried = context.could_not(&format!("edit {path}"));
    let tried = || tried.clone();
    let editor = context.session.editor().with_context(tried)?;
    let editor = editor
        .ok_or_else(|| Failure::new(Kind::Usage, "no editor is set").hint("set VISUAL or EDITOR: EDITOR=vi ctx edit"));
    let editor = editor.with_context(tried)?;
    // An invalid name must be reported before the user edits.
    context.session.agent().with_context(tried)?;
    let snapshot = context.store.read().with_context(tried)?;
    let hashes = Hashes::of(&snapshot.document, context, false);
    hashes.refuse(&path).with_context(tried)?;
    hashes.note(context, slice::from_ref(&path));
    let editing = begin(&path, &snapshot, context.session).with_context(tried)?;
    let value = match editing.value(&editor, context) {
        Ok(Some(value)) => value,
        Ok(None) if args.write.is_guarded() => {
            return match check_guards(args, context, &path) {
                Ok(()) => {
                    editing.remove(context.session);
                    Ok(Answer::Yes)
                }
                Err(error) => Err(editing.keep(error)),
            };
        }
        Ok(None) => {
            context.session.say(&format!("unchanged: revision {}", snapshot.revision));
            if args.write.print_rev() {
                print_committed(context.out, &snapshot.revision.to_string());
            }
            editing.remove(context.session);
            return Ok(Answer::Yes);
        }
        Err(error) => return Err(editing.keep(error.context(tried()))),
    };
    match write(args, context, &path, &snapshot, &value) {
        Ok(Became::Planned) => context.session.say(&format!("the text is kept in {}", editing.copy.file().display())),
        Ok(_) => editing.remove(context.session),
        Err(error) => return Err(editing.keep(error)),
    }
    Ok(Answer::Yes)
}

/// Creates the private copy.
fn begin(path: &KeyPath, snapshot: &Snapshot, session: &Session) -> Result<Editing> {
    reserved::refuse(path)?;
    let Some(view) = snapshot.document.visible(path) else {
        let why = format!("there is no {path}");
        return Err(Failure::new(Kind::No, why).hint(format!("ctx set {} VALUE", shell_word(path))).into());
    };
    let text = pretty(&view);
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = path.to_string().chars().take(40).map(plain).collect();
    let name = if path.is_root() { "context.json".to_owned() } else { format!("{name}.json") };
    let copy = PrivateCopy::make(session.new_directory("ctx-edit"), &name, &text)?;
    let (base, from) = (snapshot.base(), shell_path(copy.file()));
    let go_on = if path.is_root() {
        format!("ctx merge --base {base} -f {from}")
    } else {
        format!("ctx set --base {base} {} --json -f {from}", shell_word(path))
    };
    Ok(Editing { copy, text, go_on })
}

/// Checks the guards, which apply even if nothing is changed.
fn check_guards(args: &Args, context: &mut Context<'_>, path: &KeyPath) -> Result<()> {
    let request = args.write.request(format!("edit {path}"), path.clone(), args.message.message.clone());
    let done = request.run(context, |_| Ok((Action { op: "edit", args: Value::Null }, ())))?;
    done.print(context.out, []);
    Ok(())
}

fn write(args: &Args, context: &mut Context<'_>, path: &KeyPath, snapshot: &Snapshot, value: &Value) -> Result<Became> {
    let (agent, since) = (context.session.agent()?, snapshot.base());
    let (base, on_conflict) = (&snapshot.document, args.on_conflict);
    let values = &[(path.clone(), value.clone())];
    let request = args.write.request(format!("edit {path}"), path.clone(), args.message.message.clone());
    let done = request.run(context, |draft| {
        let settled = carry(draft, &Input { base, since, values, agent: &agent, on_conflict })?;
        let mut record = json!({"path": path.to_string()});
        note_carried(&mut record, since, settled);
        Ok((Action { op: "edit", args: record }, ()))
    })?;
    done.print(context.out, []);
    Ok(done.became)
}

impl Editing {
    /// Returns the edited value; `None` if the text is unchanged.
    fn value(&self, editor: &str, context: &Context<'_>) -> Result<Option<Value>> {
        loop {
            let code = self.copy.open_in(editor, &crate::output::note)?;
            if code != 0 {
                let why = format!("the editor exited with code {code}, so nothing was changed");
                return Err(Failure::new(Kind::No, why).fact("exit_code", code).into());
            }
            let text = context.read(&self.copy.source()?)?;
            if text == self.text {
                return Ok(None);
            }
            let error = match read_json(&text, "the text") {
                Ok(value) => return Ok(Some(value)),
                Err(error) => error,
            };
            if !is_typed() {
                return Err(error);
            }
            let shown = self.copy.file().display();
            let hint = format!("press Enter to reopen the editor, or Ctrl-D to give up and keep the text in {shown}");
            crate::output::note(&error.to_string(), &[hint]);
            if !is_enter_pressed() {
                return Err(error);
            }
        }
    }

    /// Keeps the text and adds its path to the error, if the text was changed.
    fn keep(self, mut error: anyhow::Error) -> anyhow::Error {
        let shown = self.copy.file().display().to_string();
        let limit = u64::try_from(self.text.len()).unwrap_or(u64::MAX);
        let is_same = self.copy.read(limit).is_ok_and(|text| text == self.text);
        if is_same || !self.copy.file().exists() {
            // The file is not needed, and the error matters more than a failure to remove it.
            drop(self.copy.remove());
            return error;
        }
        if let Some(failure) = error.downcast_mut::<Failure>() {
            failure.set_fact("kept_in", shown.as_str());
            failure.add_hint(format!("your text is kept in {shown}"));
            failure.add_hint(format!("to continue with it: {}", self.go_on));
            return error;
        }
        error.context(format!("your text is kept in {shown}"))
    }

    fn remove(self, session: &Session) {
        let shown = self.copy.file().display().to_string();
        if let Err(e) = self.copy.remove() {
            session.say(&format!("could not remove {shown}: {e}"));
        }
    }
}
