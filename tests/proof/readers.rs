//! Those who read without the turn, since they may not have it or do not want to: they answer
//! what somebody who waited for it could have been answered at that time.

use std::sync::{Arc, Mutex};

use crate::command::{Ended, run};
use crate::report::{Extent, Row};
use crate::scenario::{Scenario, VERBS};
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Planned};
use crate::simulation::process::Process;
use crate::together::{OTHER, Stage};

const WITHOUT_THE_TURN: &[&str] = &["--no-lock", "get", "--meta", "--full", "."];
const WITH_THE_TURN: &[&str] = &["get", "--meta", "--full", "."];

type Answers = Arc<Mutex<Vec<Ended>>>;

pub fn prove(extent: Extent) -> Vec<Row> {
    let mut between = Row::new("somebody read between two calls of a writer, with the turn and without it");
    let mut meanwhile = Row::new("two writers came between calls of somebody who reads without the turn");
    let mut dead = Row::new("a writer died: who reads without the turn reads what others read");
    for scenario in VERBS.iter().filter(|scenario| scenario.name != "init") {
        reads_between(&mut between, scenario);
        dies(&mut dead, scenario);
    }
    for scenario in VERBS.iter().filter(|scenario| scenario.name != "init").take(extent.pick(2, VERBS.len())) {
        writers_come(&mut meanwhile, scenario);
    }
    vec![between, meanwhile, dead]
}

fn read(machine: &Machine, words: &[&str]) -> Ended {
    run(&Process::on(machine), words)
}

fn reads_between(row: &mut Row, scenario: &Scenario) {
    let stage = Stage::new(scenario, None);
    for call in 0..=stage.calls().len() {
        for words in [WITHOUT_THE_TURN, WITH_THE_TURN] {
            let machine = stage.prepared.fork();
            let (before, reader, found) = (read(&machine, WITH_THE_TURN), machine.clone(), Answers::default());
            let answers = Arc::clone(&found);
            let process =
                stage.process(&machine).meanwhile(call, move || answers.lock().unwrap().push(read(&reader, words)));
            let ended = run(&process, scenario.command);
            drop(process);
            let after = read(&machine, WITH_THE_TURN);
            for answer in found.lock().unwrap().iter() {
                let waits = matches!(answer, Ended::NotCommitted(why) if why.contains("could not lock"));
                let is_right = *answer == before || *answer == after || (waits && words == WITH_THE_TURN);
                let why = || format!("{}, {words:?} before call {call}, it {ended:?}: {answer:?}", scenario.name);
                row.count(if is_right { Ok(()) } else { Err(why()) });
            }
        }
    }
}

fn writers_come(row: &mut Row, scenario: &Scenario) {
    let stage = Stage::new(scenario, None);
    let alone = Process::on(&stage.prepared.fork());
    run(&alone, WITHOUT_THE_TURN);
    // Who was disturbed looks again.
    let calls = alone.calls().len() * 2;
    for first in 0..calls {
        for second in first..calls {
            let machine = stage.prepared.fork();
            let states = Answers::default();
            states.lock().unwrap().push(read(&machine, WITH_THE_TURN));
            let mut reader = Process::on(&machine);
            for (call, words) in [(first, scenario.command), (second, OTHER)] {
                let (states, machine) = (Arc::clone(&states), machine.clone());
                reader = reader.meanwhile(call, move || {
                    run(&Process::on(&machine), words);
                    states.lock().unwrap().push(read(&machine, WITH_THE_TURN));
                });
            }
            let answer = run(&reader, WITHOUT_THE_TURN);
            let is_right = states.lock().unwrap().contains(&answer);
            let why = || format!("{} at {first}, another at {second}: {answer:?}, never so", scenario.name);
            row.count(if is_right { Ok(()) } else { Err(why()) });
        }
    }
}

fn dies(row: &mut Row, scenario: &Scenario) {
    let stage = Stage::new(scenario, None);
    for call in 0..stage.calls().len() {
        let machine = stage.prepared.fork();
        let fault = Planned { call, fault: Fault::Death, lasting: false };
        run(&stage.process(&machine).with_faults(&[fault]), scenario.command);
        let (with, without) = (read(&machine, WITH_THE_TURN), read(&machine, WITHOUT_THE_TURN));
        let why = || format!("{}, died at {call}: {without:?}, others {with:?}", scenario.name);
        row.count(if with == without { Ok(()) } else { Err(why()) });
    }
}
