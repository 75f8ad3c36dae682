//! `ctx` keeps a context: one JSON document that many processes share. Every
//! run takes an advisory lock, reads or changes the document, publishes the new
//! one by writing a temporary file and renaming it, and appends a record to an
//! audit log beside it.
//!
//! # As a library
//! A program whose agents live in one process opens a [`Context`]; everything that is not listed on
//! this page is private.
//!
//! ```
//! # let directory = std::env::temp_dir().join(format!("ctx-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&directory)?;
//! let context = ctxfile::Context::options().agent("planner").open(directory.join("context.json"))?;
//! context.set("plan.step", 1)?;
//! assert_eq!(context.get("plan.step")?, Some(1.into()));
//! # std::fs::remove_dir_all(&directory)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rooms
//! Each folder is a room. Imports go down only: a room imports those below it in this table.
//!
//! ```text
//! cli        parses the command line
//! library    the API for other Rust programs
//! mcp        the server for agents, over what the verbs do: the protocol, tools, resources, prompts
//! commands   the verbs, a file each: start, data, exchange, together, history, care, shell
//! options    options that verbs share
//! brief      what an agent is told: open work, news, problems; within a bound
//! session    one run: settings, context, agent, clock; the transaction
//! output     standard output and standard error
//! store      engines: the core trait, and the file engine (layout, lock, journal, recover, commit, maintain)
//! edit       changes to a draft, and the rules for them: merge, three-way merge, undo, restore, guards, secrets
//! kept       what ctx keeps in the document under `_ctx`: handoffs, tasks, votes, leases, policies, ...
//! draft      a document being changed
//! log        entries of the log, and what can be told from them
//! agents     programs that run agents: their events, what they tell and read; the skill; their settings
//! format     formats of other programs: YAML, TOML, dotenv, CSV, shells, CI, Markdown
//! schema     JSON Schema: whether a value fits a schema, and why not; in bounded time
//! filter     filters in the language of jq, by jaq
//! json       JSON: document, path, pointer, patch, diff, order, numbers
//! platform   the operating system: files, child processes, signals, the watcher
//! text       text for people: escapes, shell words, sizes, times
//! error      failures and exit codes
//! ```
//!
//! # Words
//! One word means one thing. `docs/architecture.md` has this table too.
//!
//! | word | means |
//! |---|---|
//! | document | the JSON object that processes share; `Document` is the only one who knows how its text is held |
//! | path | where a value is, as people write it: `a.b[0]` (`KeyPath`) |
//! | place | the same as a JSON Pointer (`Pointer`), as patches name it |
//! | operation, inverse | one step of a patch (RFC 6902), and the step that takes it back |
//! | draft | a document being changed, with its operations and their inverses |
//! | set, unset | change a user's value, which clears its expiry |
//! | put, remove | change what ctx keeps, without that check |
//! | projection | only the branches of a document that some places lead to |
//! | kept | what ctx keeps in the document, under `_ctx`, the reserved key |
//! | vote, ballot | a question that agents decide between options; what one of them chose |
//! | expiry | when a value ends (`set --ttl`) |
//! | visible | what a reader sees of a document: without what is kept and what has expired |
//! | entry | one line of the log, which records one revision; people read "record" |
//! | revision | the number of an entry, and the document after it |
//! | snapshot | a document at one revision |
//! | checkout | the document of an earlier revision, rebuilt from the log |
//! | replay | applying entries one after another, proving each |
//! | attribution | the entry that `blame` holds a value against |
//! | mark | the entry in `_ctx.redacted` that says a value is redacted; its hash stands in the log |
//! | engine | an implementation of the core trait `Store`; `file` keeps a document in a JSON file |
//! | capability | what only some engines have: hold, create, attach, compact, repair, verify |
//! | volume | where contexts are; opens the engine at a path |
//! | origin | who asks for a change, and why |
//! | outcome | what became of an update, and the value that its edit returned |
//! | locked, recovered, drafted, sealed, committed | the phases of a write, each a type |
//! | base | what a write builds on: the files as opened under the lock, and the head |
//! | head | the last entry of the log |
//! | pending | appended, and neither durable nor published: seen by the writers behind it, and by nobody else |
//! | segment | an older log, closed by a rotation |
//! | lock, turn | the right to write; the right to open the files or to change them. Both are advisory |
//! | lead | the right to flush for all whose records are pending. It orders, and protects nothing |
//! | holder | who holds the lock |
//! | anchor | what the lock file says of document and log after the last write |
//! | finding | what the files of a context are, taken together; `classify` tells it |
//! | roll forward | bring the document up to the head |
//! | restore | make the present what a past revision was, as a new change (the verb) |
//! | unrecorded | a change that was made without ctx and has no entry yet |
//! | client, client event | a program that runs an agent, such as Claude Code; when it runs `ctx hook` |
//! | settle | decide a merge conflict for ours or theirs |
//!
//! # Invariants
//! 1. **No lost update.** What exited 0 is in the document and in the log.
//! 2. **No broken file.** At every instant the document is whole and valid.
//! 3. **No mystery.** Every change has its record, and the log alone rebuilds the document,
//!    but for values that are redacted (see `store::redact`).
//! 4. **Nothing of a user's is dropped.** Bytes that ctx cannot prove to be its own are kept before
//!    they are replaced (`docs/kept-files.md`).
//! 5. **Never fall back.** Without the lock nothing is written, and nothing in place.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests build the state that others leave"))]

mod agents;
mod brief;
mod cli;
mod commands;
mod draft;
mod edit;
mod error;
mod filter;
mod format;
mod json;
mod kept;
mod library;
mod log;
#[cfg(feature = "mcp")]
mod mcp;
mod options;
mod output;
mod platform;
mod schema;
mod session;
mod store;
mod text;

pub use error::Kind as ErrorKind;
pub use library::{Change, Context, Draft, Entry, Error, Options, Result, Snapshot, Watch};
pub use log::revision::Revision;
pub use serde_json::Value;
pub use store::Durability;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::platform::filesystem::native::Native;
use crate::store::volume::Volume;

/// Runs one command line, starting with the name of the program. Returns the exit code.
#[doc(hidden)]
#[must_use]
pub fn run(arguments: &[OsString]) -> ExitCode {
    if let Some(code) = platform::child::shim::become_command(arguments) {
        return ExitCode::from(code);
    }
    if let Some(code) = platform::child::worker::serve(arguments, options::filter::WORD, options::filter::serve) {
        return ExitCode::from(code);
    }
    if let Some(code) = platform::child::worker::serve(arguments, options::template::WORD, options::template::serve) {
        return ExitCode::from(code);
    }
    platform::child::shim::is_ctx();
    // If this fails, only a write beyond `ulimit -f` is affected.
    drop(platform::machine::survive_file_size_limit());
    ExitCode::from(run_on(Box::new(Native), None, arguments))
}

/// As [`run`], on another volume, and with another writer than standard output; the exit code.
#[must_use]
pub fn run_on(volume: Box<dyn Volume>, to: Option<Box<dyn Write>>, arguments: &[OsString]) -> u8 {
    if arguments.get(1).is_some_and(|word| word == cli::complete::NAME) {
        return cli::complete::run(volume, to, arguments);
    }
    match cli::parse(arguments) {
        Ok(cli) => execute(cli, volume, to),
        Err(refusal) => refusal.tell(),
    }
}

fn execute(cli: cli::Cli, volume: Box<dyn Volume>, to: Option<Box<dyn Write>>) -> u8 {
    let format = cli.settings.error_format.unwrap_or_default();
    output::talk_in(format);
    let file = cli.settings.context.clone();
    let session = session::Session::on(volume, cli.settings, cli.verb);
    let mut out = to.map_or_else(|| session.output(), output::Output::to);
    let result = cli.command.run(&session, &mut out, &cli::REFERENCE);
    let result = result.and_then(|answer| out.flush().map(|()| answer));
    let result = session.answered(&out, result);
    if let Some(notice) = session.notice() {
        session.say(&output::about(&notice, file.as_deref()));
    }
    match result {
        Ok(commands::Answer::Yes) => 0,
        Ok(commands::Answer::No) => error::Kind::No.code(),
        Ok(commands::Answer::Code(code)) => code,
        Err(error) => {
            // Output that was printed before the failure comes first.
            drop(out.flush());
            output::report(&error, format, file.as_deref());
            output::kind(&error).code()
        }
    }
}

/// The rooms, for the tests of this crate: nothing in here is promised.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    pub mod agents {
        pub use crate::agents::*;
    }
    pub mod cli {
        pub use crate::cli::*;
    }
    pub mod commands {
        pub use crate::commands::*;
    }
    pub mod draft {
        pub use crate::draft::*;
    }
    pub mod edit {
        pub use crate::edit::*;
    }
    pub mod error {
        pub use crate::error::*;
    }
    pub mod format {
        pub use crate::format::*;
    }
    pub mod filter {
        pub use crate::filter::*;
    }
    pub mod json {
        pub use crate::json::*;
    }
    pub mod kept {
        pub use crate::kept::*;
    }
    pub mod log {
        pub use crate::log::*;
    }
    pub mod options {
        pub use crate::options::*;
    }
    pub mod output {
        pub use crate::output::*;
    }
    pub mod platform {
        pub use crate::platform::*;
    }
    pub mod session {
        pub use crate::session::*;
    }
    pub mod store {
        pub use crate::store::*;
    }
    pub mod text {
        pub use crate::text::*;
    }
}
