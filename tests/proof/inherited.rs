//! Commands that `ctx lock` runs: before each of their calls it ends, or its lock file is
//! removed, and others come.

use ctxfile::internals::platform::filesystem::Sharing;

use crate::command::{Ended, LOCK, run};
use crate::report::{Extent, Row};
use crate::scenario::{RECOVERIES, Scenario, VERBS};
use crate::simulation::fault::Mutant;
use crate::simulation::process::Process;
use crate::simulation::{Lent, Machine};
use crate::together::{Met, OTHER, Stage, last_look, must_count};
use crate::witness::records;

pub fn prove(extent: Extent) -> Vec<Row> {
    let mut other = Row::new("`ctx lock` ended before a call of what it ran, and another writer came");
    let mut next = Row::new("`ctx lock` ended before a call of what it ran, and the next one began");
    let mut removed = Row::new("a person removed the lock of `ctx lock`, and another writer came");
    for scenario in VERBS.iter().take(extent.pick(3, VERBS.len())).chain(RECOVERIES.iter().take(2)) {
        another_writes(&mut other, scenario, None);
        the_next_begins(&mut next, scenario, None);
        the_lock_is_removed(&mut removed, scenario, None);
    }
    vec![other, next, removed]
}

/// All that shows that a lock is kept, or given up, for those who inherited it.
pub fn broken(row: &mut Row, mutant: Mutant) {
    let scenario = &VERBS[2];
    another_writes(row, scenario, Some(mutant));
    the_next_begins(row, scenario, Some(mutant));
}

/// What a process that inherited a lock, and the one that holds it for it, are on.
struct Under<'s> {
    stage: &'s Stage<'s>,
    machine: Machine,
    lent: Lent,
}

impl<'s> Under<'s> {
    fn lock(stage: &'s Stage<'s>) -> Self {
        let machine = stage.prepared.fork();
        let lent = machine.hold(LOCK);
        Self { stage, machine, lent }
    }

    fn process(&self) -> Process {
        self.stage.process(&self.machine).under(self.lent)
    }

    /// The calls of a command that nobody disturbs.
    fn calls(stage: &'s Stage<'s>) -> Vec<String> {
        let process = Under::lock(stage).process();
        run(&process, stage.scenario.command);
        process.calls()
    }

    fn ending_at(&self, process: Process, call: usize) -> Process {
        let (machine, lent) = (self.machine.clone(), self.lent);
        process.meanwhile(call, move || machine.end(lent))
    }

    fn other_at(&self, process: Process, call: usize) -> (Process, Met) {
        let (met, machine, mutant) = (Met::default(), self.machine.clone(), self.stage.mutant);
        let meets = met.clone();
        let process =
            process.meanwhile(call, move || meets.put(run(&Process::on(&machine).with_mutant(mutant), OTHER)));
        (process, met)
    }

    fn judge(&self, ended: &Ended, other: &Ended) -> Result<(), String> {
        self.stage.judge(&self.machine, &[(other, "other")])?;
        must_count(&self.machine, self.stage, ended)
    }
}

/// Nobody else writes while the lock is held, and whoever does afterwards loses nothing.
fn another_writes(row: &mut Row, scenario: &Scenario, mutant: Option<Mutant>) {
    let stage = Stage::new(scenario, mutant);
    let calls = Under::calls(&stage);
    let never = calls.len() + 1;
    for end in 0..=never {
        let first = if end == never { 0 } else { end };
        for call in first..=calls.len() {
            let under = Under::lock(&stage);
            let process = under.ending_at(under.process(), end);
            let (process, met) = under.other_at(process, call);
            let ended = run(&process, scenario.command);
            drop(process);
            let other = met.take();
            let excluded = if call < end && matches!(other, Ended::Well(_)) {
                Err("the lock was held for somebody else".to_owned())
            } else {
                Ok(())
            };
            // Where the command made fewer calls, it ends now: whoever judges writes too.
            under.machine.end(under.lent);
            let judged = excluded.and_then(|()| under.judge(&ended, &other)).and_then(|()| says_why(&ended));
            row.count(judged.map_err(|why| {
                format!("{}, ended at {end}, other {other:?} at {call}, it {ended:?}: {why}", scenario.name)
            }));
        }
    }
}

fn says_why(ended: &Ended) -> Result<(), String> {
    // What another writer made meanwhile is nothing to begin anew.
    let whys = [
        "does not hold",
        "was removed or replaced while",
        "exists already",
        "created the document meanwhile",
        "could not replace",
    ];
    match ended {
        Ended::NotCommitted(said) if !whys.iter().any(|why| said.contains(why)) => {
            Err("it does not say why".to_owned())
        }
        _ => Ok(()),
    }
}

/// Once the next `ctx lock` has the lock, and has had the turn, nothing is written that it did
/// not run.
fn the_next_begins(row: &mut Row, scenario: &Scenario, mutant: Option<Mutant>) {
    let stage = Stage::new(scenario, mutant);
    let calls = Under::calls(&stage);
    for end in 0..=calls.len() {
        for call in end..=calls.len() {
            let under = Under::lock(&stage);
            let (machine, lent) = (under.machine.clone(), under.lent);
            let begun = std::sync::Arc::new(std::sync::Mutex::new(None));
            let begins = std::sync::Arc::clone(&begun);
            let process = under.process().meanwhile(call, move || {
                machine.end(lent);
                *begins.lock().unwrap() = machine.gets_turn(LOCK).then(|| machine.log());
            });
            let process = under.ending_at(process, end);
            let ended = run(&process, scenario.command);
            drop(process);
            let found = begun.lock().unwrap().take();
            let written = found.is_some_and(|log| records(&log) != records(&under.machine.log()));
            row.count(if written {
                Err(format!("{}, ended at {end}, next at {call}, it {ended:?}: it wrote afterwards", scenario.name))
            } else {
                Ok(())
            });
        }
    }
}

/// The lock file is removed at each call, and another writer, who makes a new one, comes at
/// each call from there on, up to the last look at the lock.
fn the_lock_is_removed(row: &mut Row, scenario: &Scenario, mutant: Option<Mutant>) {
    let stage = Stage::new(scenario, mutant);
    let calls = Under::calls(&stage);
    let last_look = last_look(&calls);
    for removed in 0..=last_look {
        for call in removed..=last_look {
            let under = Under::lock(&stage);
            let person = under.machine.clone();
            let process = under.process().meanwhile(removed, move || person.remove(LOCK));
            let (process, met) = under.other_at(process, call);
            let ended = run(&process, scenario.command);
            drop(process);
            let other = met.take();
            let judged = under.judge(&ended, &other).and_then(|()| says_why(&ended));
            row.count(judged.map_err(|why| {
                format!("{}, removed at {removed}, other {other:?} at {call}, it {ended:?}: {why}", scenario.name)
            }));
        }
    }
}

/// Whether somebody may begin who has just got the lock.
impl Machine {
    fn gets_turn(&self, lock: &str) -> bool {
        let mut state = self.state();
        let opened = state.fresh();
        let Ok(ino) = state.find(std::path::Path::new(lock)) else { return true };
        let gets_it = state.take_turn(ino, opened, Sharing::Exclusive).is_ok();
        state.close(ino, opened);
        gets_it
    }
}
