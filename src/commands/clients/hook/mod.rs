//! `ctx hook`: tell the agent of a client what it needs to know, at an event of its session.

mod telling;

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::agents::client::Client;
use crate::agents::event::ClientEvent;
use crate::agents::hook::{Evidence, Form, Hook, hook};
use crate::agents::input::Input;
use crate::commands::Answer;
use crate::commands::clients::hook::telling::Telling;
use crate::error::{Failure, Kind};
use crate::options::max_bytes::MaxBytesArgs;
use crate::output::{Output, kind, note};
use crate::platform::input::is_typed;
use crate::platform::listening::hear_object;
use crate::platform::machine::work_in;
use crate::session::Session;
use crate::session::choice::choice;
use crate::session::told::Memory;

/// The longest input of a client that is read, in bytes.
const LONGEST: u64 = 8 * 1024 * 1024;

/// The longest silence of a client that has not said all of it.
const SILENCE: Duration = Duration::from_secs(2);

/// The longest wait for a writer to open the files, or to close them.
const PATIENCE: Duration = Duration::from_millis(200);

/// Tell an agent what is open and new, when its client runs this as a hook
///
/// `ctx setup` installs it. Reads the JSON object of the client on standard input, which may be empty,
/// and answers in the form of the client:
///
///   session-start  the brief, as of `ctx brief`, but nothing is written into the document
///   prompt         what others did since this session was told last; nothing if there is nothing
///   stop           nothing; with --strict, a veto while the agent holds a handoff, a task or a
///                  lease, with the commands that end each: once for the same work
///   subagent-stop  the same for the agent that --agent names; the work of one that has no name
///                  of its own cannot be told from its parent's
///   pre-compact    forgets what this session was told, so that it is briefed again
///   session-end    forgets this session
///
/// What a session was told is kept in the user's state directory (see `ctx help environment`).
/// Whatever goes wrong is said on standard error, with exit code 0; only wrong usage has 1, since
/// clients take 2 for a veto.
#[derive(clap::Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_long_help = r#"Examples:
  ctx hook session-start --client claude
  echo '{"session_id":"s1"}' | ctx hook prompt --client gemini
  ctx hook stop --client codex --strict"#
)]
pub struct Args {
    /// Event of the session
    #[arg(value_name = "EVENT", value_parser = choice(&ClientEvent::ALL))]
    event: ClientEvent,

    /// Answer in the form of this client [default: plain text]
    #[arg(long, value_name = "CLIENT", value_parser = choice(&Client::ALL))]
    client: Option<Client>,

    /// At stop: do not let the agent leave work behind that it holds
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    bound: MaxBytesArgs,
}

#[expect(clippy::unnecessary_wraps, reason = "the result of every verb; this one never fails")]
pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    session.without_notice();
    if let Err(error) = args.answer(session, out) {
        note(&format!("could not answer the hook {}: {error:#}", args.event.word()), &[]);
    }
    // It was said; the client is to go on.
    session.reading.forget();
    out.forget_loss();
    Ok(Answer::Yes)
}

impl Args {
    fn answer(&self, session: &Session, out: &mut Output) -> Result<()> {
        let (input, hook) = (input()?, self.hook()?);
        if let Some(directory) = &input.directory
            && session.named_file()?.is_none()
        {
            work_in(Path::new(directory))?;
        }
        let reader = session.reader_in(self.client.map(Client::agent), input.session.clone())?;
        let context = match session.file() {
            Ok(_) => session.open_waiting_at_most(PATIENCE, out)?,
            // None is found. One that is not trusted is an error.
            Err(error) if kind(&error) == Kind::Io => return Ok(()),
            Err(error) => return Err(error),
        };
        match context.must_exist() {
            Err(error) if kind(&error) == Kind::No => return Ok(()),
            exists => exists?,
        }
        let memory = Memory::of(&context.file, &reader)?;
        let mut telling = Telling { context, reader, memory, hook, most: self.bound.bytes() };
        match self.event {
            ClientEvent::SessionStart => telling.start(input.is_resumed),
            ClientEvent::Prompt => telling.prompt(),
            ClientEvent::Stop if self.strict => telling.stop(&input),
            ClientEvent::SubagentStop if self.strict && session.named_agent().is_some() => telling.stop(&input),
            ClientEvent::Stop | ClientEvent::SubagentStop => Ok(()),
            ClientEvent::PreCompact => telling.compact(),
            ClientEvent::SessionEnd => telling.memory.forget(),
        }
    }

    /// What the client calls the event, and reads as answer; a script reads plain text.
    fn hook(&self) -> Result<Hook> {
        let (event, evidence) = (self.event, Evidence::Vendor);
        let Some(client) = self.client else {
            let form = if event == ClientEvent::SessionEnd { Form::Nothing } else { Form::Text };
            return Ok(Hook { event: event.word(), form, evidence, note: None });
        };
        let why = || Failure::new(Kind::Usage, format!("{} ({}) has no such event", client.name(), client.word()));
        Ok(hook(client, event).ok_or_else(why)?)
    }
}

/// Reads what the client says. At a terminal nobody says anything. A client that keeps it open is not waited for.
fn input() -> Result<Input> {
    if is_typed() {
        return Ok(Input::default());
    }
    let Some(bytes) = hear_object(LONGEST, SILENCE)? else {
        let silence = SILENCE.as_secs();
        note(&format!("standard input did not end, and was silent for {silence} s: it is taken for empty"), &[]);
        return Ok(Input::default());
    };
    Input::parse(&bytes).map_err(|why| Failure::new(Kind::BadData, why.to_string()).into())
}
