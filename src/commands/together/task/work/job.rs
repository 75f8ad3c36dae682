//! One task of a worker.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::task::complete::complete;
use crate::commands::together::task::fail::fail;
use crate::commands::together::task::release::release;
use crate::commands::together::task::step::{ClaimedArgs, worker};
use crate::commands::together::task::work::team::MEMBER;
use crate::error::{Failure, Kind};
use crate::json;
use crate::json::document::{Document, pretty};
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::task::{Claimant, Task};
use crate::log::entry::Action;
use crate::output;
use crate::platform::child::capture::{Spool, Tail};
use crate::platform::child::{Command, Deferral, Exit, Started, Until, defer_signals, start};
use crate::platform::filesystem::length;
use crate::platform::machine;
use crate::session::Context;
use crate::session::recording::recorded;
use crate::session::tenure::{Alarm, Ended, Tenure, hold};
use crate::session::transaction::Request;
use crate::session::under_lease::asked;

/// The longest result, in bytes.
const RESULT: u64 = 1024 * 1024;

/// How much of the standard error of a command is kept, in bytes.
const REASON: usize = 2 * 1024;

/// A task that this process has claimed, and the command for it.
pub(super) struct Job<'j> {
    pub(super) task: &'j Task,
    pub(super) ttl: Duration,
    pub(super) retry: u64,
    pub(super) command: &'j [OsString],
    pub(super) spool: &'j Spool,
}

/// What to do after a task.
pub(super) enum Done {
    Ended,
    /// End, with this exit code.
    Stop(u8),
}

impl Job<'_> {
    /// Runs the command, and ends the task as that ended.
    pub(super) fn run(&self, context: &mut Context<'_>, alarm: &mut Alarm) -> Result<Done> {
        let (id, deferral) = (&self.task.id, defer_signals()?);
        let not_run = |e: std::io::Error| Failure::new(Kind::Io, format!("could not run the command for {id}: {e}"));
        let input = machine::file_in_memory(&self.input()).map_err(not_run)?;
        let output = self.spool.emptied().map_err(not_run)?;
        let (tail, errors) = Tail::keeping(REASON).map_err(not_run)?;
        let passed_on = context.session.passed_on(&context.file)?;
        let token = self.task.token.map(|token| token.to_string()).unwrap_or_default();
        let attempt = self.task.attempts.to_string();
        let told = [("CTX_TASK_ID", id.as_str()), ("CTX_TASK_TOKEN", &token), ("CTX_TASK_ATTEMPT", &attempt)];
        let told = told.map(|(name, value)| (name, Some(OsStr::new(value))));
        let environment: Vec<_> = told.into_iter().chain([(MEMBER, None)]).chain(passed_on.as_environment()).collect();
        let command = Command {
            words: self.command,
            environment: &environment,
            input: Some(input),
            output: Some(output),
            errors: Some(errors),
            until: Until::Tree,
        };
        if let Some(signal) = asked(&deferral) {
            return self.give_back(signal, context);
        }
        let running = match start(command, &output::note)? {
            Started::Running(running) => running,
            Started::Not(code) => {
                release(&self.claimed(), Some("the command could not be started".to_owned()), context)?;
                return Ok(Done::Stop(code));
            }
        };
        let tenure = Claim { task: self.task, ttl: self.ttl, could_not: context.could_not(&format!("renew {id}")) };
        match hold(context, alarm, &tenure, running)? {
            Ended::Held(exit) => {
                let done = self.end(exit, tail, &deferral, context)?;
                Ok(asked(&deferral).map_or(done, |signal| Done::Stop(signal.saturating_add(128))))
            }
            Ended::Lost(exit, why) => {
                let code = exit.code;
                output::note(
                    &format!("the claim of {id} was lost, so its command was stopped (exit code {code}): {why:#}"),
                    &[],
                );
                Ok(Done::Ended)
            }
        }
    }

    /// Ends the task as its command ended.
    fn end(&self, exit: Exit, tail: Tail, deferral: &Deferral, context: &mut Context<'_>) -> Result<Done> {
        let said = tail.end();
        if let Some(signal) = exit.asked.and_then(|signal| u8::try_from(signal).ok()) {
            return self.give_back(signal, context);
        }
        let so = format!("the command for {} ended with exit code {}", self.task.id, exit.code);
        let ended = if exit.code == 0 {
            let result = self.result(context)?;
            recorded(context, deferral, &so, &mut |context| complete(&self.claimed(), None, result.as_ref(), context))
        } else {
            let how = match exit.signal {
                Some(signal) => format!("signal {signal}"),
                None => format!("exit code {}", exit.code),
            };
            let reason = if said.is_empty() { how } else { format!("{how}: {said}") };
            recorded(context, deferral, &so, &mut |context| fail(&self.claimed(), &reason, self.retry, context))
        };
        match ended {
            // Somebody else has the task since.
            Err(why) if output::kind(&why) == Kind::Conflict => output::note(&format!("{why:#}"), &[]),
            ended => drop(ended?),
        }
        Ok(Done::Ended)
    }

    /// Returns the task to the queue, since a signal asked the worker to end.
    fn give_back(&self, signal: u8, context: &mut Context<'_>) -> Result<Done> {
        release(&self.claimed(), Some(format!("the worker was ended by signal {signal}")), context)?;
        Ok(Done::Stop(signal.saturating_add(128)))
    }

    fn claimed(&self) -> ClaimedArgs {
        ClaimedArgs::of(&self.task.id, self.task.token)
    }

    /// The payload, as `ctx get` prints it.
    fn input(&self) -> Vec<u8> {
        match &self.task.payload {
            None => Vec::new(),
            Some(Value::String(text)) => format!("{text}\n").into_bytes(),
            Some(value) => pretty(value),
        }
    }

    /// What the command printed, as a value; none if it printed nothing. What is too long for one, or no text, is
    /// saved in a file that the result names.
    fn result(&self, context: &Context<'_>) -> Result<Option<Value>> {
        let id = &self.task.id;
        let failed = |e: std::io::Error| Failure::new(Kind::Io, format!("could not keep the output of {id}: {e}"));
        let bytes = match self.spool.read(RESULT).map_err(failed)?.map(String::from_utf8) {
            Ok(Ok(printed)) => {
                let text = printed.trim_end_matches('\n');
                let value = json::parse(text.as_bytes()).unwrap_or_else(|_| Value::String(text.to_owned()));
                return Ok(Some(value).filter(|_| !printed.is_empty()));
            }
            Ok(Err(no_text)) => length(no_text.as_bytes().len()),
            Err(bytes) => bytes,
        };
        let path = self.kept_at(context);
        self.spool.save(&path).map_err(failed)?;
        Ok(Some(json!({"output": path.file_name().unwrap_or_default().to_string_lossy(), "bytes": bytes})))
    }

    /// The file for output that is no result.
    fn kept_at(&self, context: &Context<'_>) -> PathBuf {
        let document = context.file.file_name().unwrap_or_default().display();
        let token = self.task.token.map(|token| token.to_string()).unwrap_or_default();
        context.file.with_file_name(format!("{document}.task-{token}.out"))
    }
}

/// The claim of a task, which is renewed.
struct Claim<'t> {
    task: &'t Task,
    ttl: Duration,
    could_not: String,
}

impl Claim<'_> {
    fn claimant(&self, context: &Context<'_>) -> Result<Claimant> {
        worker(context.session, self.task.token)
    }
}

impl Tenure for Claim<'_> {
    fn place(&self) -> KeyPath {
        Task::path(&self.task.id)
    }

    fn ttl(&self) -> Duration {
        self.ttl
    }

    fn lost(&self, document: &Document) -> Result<Option<anyhow::Error>> {
        let Some(agent) = self.task.claimed_by.clone() else { return Ok(None) };
        let claimant = Claimant { agent, session: self.task.session.clone(), token: self.task.token };
        let lost = Task::find(document, &self.task.id).and_then(|task| task.check_claim(&claimant));
        Ok(lost.err().map(|why| why.context(self.could_not.clone())))
    }

    fn renew(&self, context: &mut Context<'_>) -> Result<()> {
        let (id, claimant) = (&self.task.id, self.claimant(context)?);
        let request = Request::plain(format!("renew the task {id}"), Task::path(id));
        let renewed = request.run(context, |draft| {
            let mut task = Task::find(draft.document(), id)?;
            task.renew(&claimant, self.ttl, draft.now())?;
            task.store(draft)?;
            Ok((Action { op: "task.renewed", args: json!({"id": id}) }, ()))
        });
        renewed.map(drop).with_context(|| format!("the claim of {id}"))
    }
}
