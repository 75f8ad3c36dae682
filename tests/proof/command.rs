//! Whole commands on a simulated machine, and what must hold after them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use ctxfile::internals::cli;
use ctxfile::internals::cli::{Cli, REFERENCE};
use ctxfile::internals::error::Failure;
use ctxfile::internals::output::Output;
use ctxfile::internals::session::Session;
use ctxfile::internals::store::volume::Volume;
use ctxfile::internals::store::{Engine, InheritedLock, Options};

use crate::simulation::process::Process;

/// Where the context is on simulated machines.
pub const DOCUMENT: &str = "/c/context.json";
pub const LOG: &str = "/c/context.json.audit.jsonl";
pub const LOCK: &str = "/c/context.json.lock";
pub const TEMPORARY: &str = "/c/.context.json.tmp";

/// What a command says became of its change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Exit code 0 or 1, and what it printed.
    Well(String),
    /// It failed, and its change is not there.
    NotCommitted(String),
    /// It failed, and does not know whether its change is there.
    Unknown(String),
    Died,
    Panicked,
}

/// A machine's disk, with the length from which on its logs are rotated.
struct Disk(Process);

impl Volume for Disk {
    fn open(&self, path: &Path, mut options: Options) -> anyhow::Result<Box<dyn Engine>> {
        (options.log_max, options.compress_from) = (self.0.log_max(), self.0.compress_from());
        if self.0.inherits() {
            options.inherited_lock = Some(InheritedLock { descriptor: 3, file: Some(LOCK.to_owned()), holder: None });
        }
        // It is said some ten thousand times.
        options.insist = Box::new(|_| {});
        Volume::open(&self.0, path, options)
    }

    fn make_directory(&self, document: &Path, own: bool, mode: u32) -> anyhow::Result<()> {
        Volume::make_directory(&self.0, document, own, mode)
    }
}

#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// The command lines that were run: there are some hundred, and each is run so many
    /// times that parsing took more than a third of the proof.
    static PARSED: RefCell<HashMap<Vec<OsString>, Rc<Cli>>> = RefCell::default();
}

fn parsed(words: Vec<OsString>) -> Rc<Cli> {
    let known = PARSED.with_borrow(|parsed| parsed.get(&words).cloned());
    known.unwrap_or_else(|| {
        let Ok(cli) = cli::parse(&words) else { panic!("{words:?} is no command") };
        let cli = Rc::new(cli);
        PARSED.with_borrow_mut(|parsed| parsed.insert(words, Rc::clone(&cli)));
        cli
    })
}

/// Runs `ctx ARGUMENTS` as one process.
pub fn run(process: &Process, arguments: &[&str]) -> Ended {
    carry_out(process, || parsed(words(arguments)))
}

/// [`run`] of a process that waits for the lock, and so may wait for a flush together with others.
pub fn run_waiting(process: &Process, arguments: &[&str]) -> Ended {
    run(process, &[&["--wait", "1s"], arguments].concat())
}

/// [`run`] of a line that nobody has seen before, which may not be understood.
pub fn run_line(process: &Process, arguments: &[String]) -> Ended {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match catch_unwind(|| cli::parse(&words(&arguments))) {
        Ok(Ok(cli)) => carry_out(process, || Rc::new(cli)),
        Ok(Err(_)) => Ended::NotCommitted("it is not understood".to_owned()),
        Err(_) => Ended::Panicked,
    }
}

fn words(arguments: &[&str]) -> Vec<OsString> {
    let waits = arguments.first() == Some(&"--wait");
    let wait: &[&str] = if waits { &[] } else { &["--no-wait"] };
    ["ctx", "--quiet", "--context", DOCUMENT].iter().chain(wait).chain(arguments).map(OsString::from).collect()
}

fn carry_out(process: &Process, cli: impl FnOnce() -> Rc<Cli>) -> Ended {
    let printed = Printed::default();
    let mut out = Output::to(Box::new(printed.clone()));
    let result = catch_unwind(AssertUnwindSafe(|| {
        let cli = cli();
        let session = Session::on(Box::new(Disk(process.clone())), cli.settings.clone(), cli.verb.clone());
        cli.command.run(&session, &mut out, &REFERENCE).and_then(|_| out.flush())
    }));
    match result {
        Err(_) => Ended::Panicked,
        Ok(_) if process.is_dead() => Ended::Died,
        Ok(Ok(())) => Ended::Well(String::from_utf8(printed.0.lock().unwrap().clone()).unwrap()),
        Ok(Err(error)) => {
            let failure = error.downcast_ref::<Failure>();
            let outcome = failure.and_then(|f| f.facts().get("outcome")).and_then(serde_json::Value::as_str);
            let text = format!("{error:#}");
            if outcome == Some("outcome unknown") { Ended::Unknown(text) } else { Ended::NotCommitted(text) }
        }
    }
}

/// Runs a command on a process that nothing happens to.
pub fn succeed(process: &Process, arguments: &[&str]) -> Result<String, String> {
    match run(process, arguments) {
        Ended::Well(printed) => Ok(printed),
        other => Err(format!("`ctx {}` did not succeed: {other:?}", arguments.join(" "))),
    }
}
