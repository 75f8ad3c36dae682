//! Others act between any two calls of a command: another writer, a person who
//! edits the document, a person who removes the lock.

use serde_json::Value;

use crate::command::{DOCUMENT, Ended, LOCK, LOG, run};
use crate::report::{Extent, Row};
use crate::scenario::{RECOVERIES, Scenario, VERBS, calls_of};
use crate::simulation::Machine;
use crate::simulation::fault::Mutant;
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{Expected, check, records};

/// What the other writer does, as a change of its own.
pub const OTHER: &[&str] = &["set", "other", "1", "-m", "other"];

/// Every interleaving of a command with one whole other.
pub fn prove(extent: Extent) -> Vec<Row> {
    let mut other = Row::new("another writer came in between two calls");
    let mut editor = Row::new("a person edited the document between two calls");
    let mut lock = Row::new("a person removed the lock under a writer, and another writer came");
    for scenario in VERBS.iter().chain(RECOVERIES) {
        two_writers(&mut other, scenario, None);
        a_person_edits(&mut editor, scenario);
    }
    for scenario in VERBS.iter().take(extent.pick(3, VERBS.len())) {
        the_lock_is_removed(&mut lock, scenario, None);
    }
    vec![other, editor, lock]
}

/// A scenario on a machine, as processes with or without a defect run it.
pub struct Stage<'s> {
    pub scenario: &'s Scenario,
    pub prepared: Machine,
    pub mutant: Option<Mutant>,
}

impl<'s> Stage<'s> {
    pub fn new(scenario: &'s Scenario, mutant: Option<Mutant>) -> Self {
        Self { scenario, prepared: scenario.prepare(Model::Ext4), mutant }
    }

    pub fn calls(&self) -> Vec<String> {
        calls_of(&self.prepared.fork(), self.scenario.command)
    }

    pub fn process(&self, machine: &Machine) -> Process {
        Process::on(machine).with_mutant(self.mutant)
    }

    pub fn judge(&self, machine: &Machine, ended: &[(&Ended, &str)]) -> Result<(), String> {
        let expected = Expected {
            asked_for: u64::MAX,
            edited: self.scenario.edited,
            may_lose: self.scenario.loses,
            whole: true,
            mutant: self.mutant,
            ..Expected::default()
        };
        check(machine, &expected)?;
        let log = records(&machine.log());
        for (ended, message) in ended {
            let times = log.iter().filter(|record| record["message"] == **message).count();
            let acknowledged = matches!(ended, Ended::Well(_));
            if times != usize::from(acknowledged) {
                return Err(format!("`{message}` ended with {ended:?} and is recorded {times} times"));
            }
        }
        Ok(())
    }
}

/// Whether the document that a scenario starts from is one that any tool can read.
fn is_readable(scenario: &Scenario) -> bool {
    scenario.whole || scenario.edited
}

/// Another writer's whole command, before each call.
pub fn two_writers(row: &mut Row, scenario: &Scenario, mutant: Option<Mutant>) {
    if !is_readable(scenario) || scenario.name == "init" {
        return;
    }
    let stage = Stage::new(scenario, mutant);
    for (call, name) in stage.calls().iter().enumerate() {
        let machine = stage.prepared.fork();
        let (process, met) = with_other(&stage, &machine, call);
        let ended = run(&process, scenario.command);
        drop(process);
        let other = met.take();
        let judged = stage.judge(&machine, &[(&other, "other")]).and_then(|()| must_count(&machine, &stage, &ended));
        row.count(judged.map_err(|why| {
            format!("{}, before call {call} ({name}), the other {other:?}, it {ended:?}: {why}", scenario.name)
        }));
    }
}

/// What is acknowledged is there once; `other` and the probe are not counted.
pub fn must_count(machine: &Machine, stage: &Stage<'_>, ended: &Ended) -> Result<(), String> {
    let before = records(&stage.prepared.log()).len();
    let strange = |record: &Value| matches!(record["op"].as_str(), Some("external" | "gap" | "import"));
    let log = records(&machine.log());
    let others = |record: &&Value| record["message"] == "other" || record["args"]["path"] == "probe" || strange(record);
    let gone = stage.prepared.read(LOG).is_none();
    let new = log.iter().skip(if gone { 0 } else { before }).filter(|record| !others(record)).count();
    let acknowledged = matches!(ended, Ended::Well(_));
    if new == usize::from(acknowledged) { Ok(()) } else { Err(format!("it is recorded {new} times")) }
}

/// What the other writer met, to be looked at when all is over.
#[derive(Clone, Default)]
pub struct Met(std::sync::Arc<std::sync::Mutex<Option<Ended>>>);

impl Met {
    pub fn take(&self) -> Ended {
        self.0.lock().unwrap().take().unwrap_or(Ended::Died)
    }

    pub fn put(&self, ended: Ended) {
        *self.0.lock().unwrap() = Some(ended);
    }
}

fn with_other(stage: &Stage<'_>, machine: &Machine, call: usize) -> (Process, Met) {
    let (met, its_machine, mutant) = (Met::default(), machine.clone(), stage.mutant);
    let meets = met.clone();
    let process = stage.process(machine).meanwhile(call, move || {
        let process = Process::on(&its_machine).with_mutant(mutant);
        meets.put(run(&process, OTHER));
    });
    (process, met)
}

/// A person saves the document, before each call but those between the last look
/// at it and the rename: what was saved is in the document or in the log.
fn a_person_edits(row: &mut Row, scenario: &Scenario) {
    if !scenario.whole || scenario.edited || scenario.name == "init" {
        return;
    }
    let stage = Stage::new(scenario, None);
    let calls = stage.calls();
    for (call, name) in calls.iter().enumerate() {
        if comes_too_late(&calls, call) {
            continue;
        }
        let machine = stage.prepared.fork();
        let saver = machine.clone();
        let process =
            stage.process(&machine).meanwhile(call, move || saver.put(DOCUMENT, b"{\"saved\": \"by hand\"}\n"));
        let ended = run(&process, scenario.command);
        drop(process);
        let expected = Expected { asked_for: u64::MAX, edited: true, ..Expected::default() };
        let checked = check(&machine, &expected).and_then(|_| {
            let kept = machine.files().values().any(|data| String::from_utf8_lossy(data).contains("by hand"));
            if kept { Ok(()) } else { Err("what was saved is gone".to_owned()) }
        });
        row.count(checked.map_err(|why| format!("{}, before call {call} ({name}), {ended:?}: {why}", scenario.name)));
    }
}

/// Whether nobody looks at the document any more before it is replaced.
fn comes_too_late(calls: &[String], call: usize) -> bool {
    let next = calls[call..].iter().find(|c| **c == format!("stat {DOCUMENT}") || c.starts_with("rename"));
    next.is_some_and(|next| next.starts_with("rename"))
}

/// The lock file is removed at each call, and another writer comes at each call
/// from there on: up to the last look at the lock, which is just before the record.
pub fn the_lock_is_removed(row: &mut Row, scenario: &Scenario, mutant: Option<Mutant>) {
    if scenario.name == "init" {
        return;
    }
    let stage = Stage::new(scenario, mutant);
    let calls = stage.calls();
    let first_look = calls.iter().position(|call| *call == format!("stat {LOCK}")).expect("the lock is looked at");
    let last_look = last_look(&calls);
    for removed in 0..=last_look {
        let end = if removed <= first_look { calls.len() + 4 } else { last_look + 1 };
        for call in removed..end {
            let machine = stage.prepared.fork();
            let person = machine.clone();
            let (process, met) = with_other(&stage, &machine, call);
            let process = process.meanwhile(removed, move || person.remove(LOCK));
            let ended = run(&process, scenario.command);
            drop(process);
            let other = met.take();
            let judged =
                stage.judge(&machine, &[(&other, "other")]).and_then(|()| must_count(&machine, &stage, &ended));
            let judged = judged.and_then(|()| says_so(&ended));
            row.count(judged.map_err(|why| {
                format!("{}, lock removed at {removed}, other {other:?} at {call}, it {ended:?}: {why}", scenario.name)
            }));
        }
    }
}

/// The last look at the lock before something is recorded. A rotation takes the lock again afterwards.
pub fn last_look(calls: &[String]) -> usize {
    let records = |call: &String| call.starts_with("append") || call.starts_with("link");
    let before = calls.iter().take_while(|call| !records(call));
    let looks = before.enumerate().filter(|(_, call)| **call == format!("stat {LOCK}"));
    looks.map(|(look, _)| look).last().expect("the lock is looked at")
}

/// Who finds the lock gone says what happened, and what became of the change.
fn says_so(ended: &Ended) -> Result<(), String> {
    let why = format!("{LOCK} was removed or replaced while this command held the lock; not committed");
    match ended {
        Ended::NotCommitted(said) if !said.ends_with(&why) => Err("it does not say why".to_owned()),
        _ => Ok(()),
    }
}
