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
//! # The floors
//! Arrows go down only.
//!
//! ```text
//! main          parse, run, exit code
//! lib           this map; run()
//! cli           the command line: options and verbs
//! commands      one file a verb
//! args          groups of options that verbs share
//! tenure        a command under a lease
//! transaction   the one door for changes  waiting      sleeping until something is so
//! session       what a run knows: store, agent, clock, environment
//! git           letting git track a document            private_copy a text for an editor
//! plain_file    files that are no contexts
//! store         the file: lock, journal, atomic publish, recovery
//! output input  the streams           child   commands that ctx runs
//! choice        options with a list of words
//! model error   the nouns, pure       failures and exit codes
//! ```
//!
//! # Invariants
//! 1. **No lost update.** What exited 0 is in the document and in the log.
//! 2. **No broken file.** At every instant the document is whole and valid.
//! 3. **No mystery.** Every change has its record, and the log alone rebuilds the document,
//!    but for values that are redacted (see [`store::file::commit::redact`]).
//! 4. **Nothing of a user's is dropped.** Bytes that ctx cannot prove to be its own are kept before
//!    they are replaced (`docs/kept-files.md`).
//! 5. **Never fall back.** Without the lock nothing is written, and nothing in place.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests build the state that others leave"))]

mod cli;
mod commands;
mod draft;
mod edit;
mod error;
mod json;
mod kept;
mod library;
mod log;
mod options;
mod output;
mod platform;
mod session;
mod store;
mod text;

pub use error::Kind as ErrorKind;
pub use library::{Change, Context, Draft, Entry, Error, Options, Result, Snapshot, Watch};
pub use log::revision::Revision;
pub use serde_json::Value;
pub use store::Durability;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs one command line, starting with the name of the program. Returns the exit code.
#[doc(hidden)]
#[must_use]
pub fn run(arguments: &[OsString]) -> ExitCode {
    // If this fails, only a write beyond `ulimit -f` is affected.
    drop(platform::machine::survive_file_size_limit());
    let code = match cli::parse(arguments) {
        Ok(cli) => execute(cli),
        Err(refusal) => refusal.tell(),
    };
    ExitCode::from(code)
}

fn execute(cli: cli::Cli) -> u8 {
    let format = cli.settings.error_format.unwrap_or_default();
    output::talk_in(format);
    let file = cli.settings.file.clone();
    let session = session::Session::new(cli.settings, cli.verb);
    let mut out = session.output();
    let result = cli.command.run(&session, &mut out, cli::Cli::whole);
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
