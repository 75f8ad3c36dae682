//! Every call fails, in every way, once or from then on, and every process dies
//! at every call: nothing that was acknowledged is lost, nothing that was
//! refused is there.

use rustix::io::Errno;

use crate::command::{DOCUMENT, Ended, run};
use crate::report::{Extent, Row};
use crate::scenario::{RECOVERIES, Scenario, VERBS, calls_of};
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Mutant, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{Expected, check, records, times_recorded};

pub const ERRORS: [(Errno, &str); 6] = [
    (Errno::IO, "EIO"),
    (Errno::NOSPC, "ENOSPC"),
    (Errno::DQUOT, "EDQUOT"),
    (Errno::INTR, "EINTR"),
    (Errno::ACCESS, "EACCES"),
    (Errno::ROFS, "EROFS"),
];

const DURABILITIES: [&str; 3] = ["full", "log", "fast"];

/// Every fault at every call.
pub fn prove(extent: Extent) -> Vec<Row> {
    let scenarios = || VERBS.iter().chain(RECOVERIES);
    let mut rows = Vec::new();
    let mut row = Row::new("a process died before a call, or within a write");
    for durability in &DURABILITIES {
        for scenario in scenarios() {
            every_call(&mut row, scenario, durability, None, &[(Fault::Death, false), (Fault::DeathHalfWay, false)]);
        }
    }
    rows.push(row);
    let names: Vec<&str> = ERRORS.iter().map(|(_, name)| *name).collect();
    let mut row = Row::new(format!("a call failed once, or from then on, with {}", names.join(", ")));
    for (n, (errno, _)) in ERRORS.into_iter().enumerate() {
        // The long run tries EIO with each durability, and the others with `full` and one more, by turns.
        let is_tried = |(i, _): &(usize, &&str)| match extent {
            Extent::Bounded => *i == 0,
            Extent::Long => n == 0 || *i == 0 || *i == n % 2 + 1,
            Extent::Thorough => true,
        };
        let faults: Vec<(Fault, bool)> = lasting(errno).iter().map(|lasts| (Fault::Error(errno), *lasts)).collect();
        for (_, durability) in DURABILITIES.iter().enumerate().filter(is_tried) {
            for scenario in scenarios() {
                every_call(&mut row, scenario, durability, None, &faults);
            }
        }
    }
    rows.push(row);
    let mut row = Row::new("a read or write was short");
    for scenario in scenarios() {
        every_call(&mut row, scenario, "full", None, &[(Fault::Short, false)]);
    }
    rows.push(row);
    rows
}

/// Whether a call fails once, or from then on: both are tried.
pub fn lasting(errno: Errno) -> &'static [bool] {
    // No system interrupts for ever, and who repeats would never end.
    if errno == Errno::INTR { &[false] } else { &[false, true] }
}

/// Whether a fault can hit this call at all.
pub fn applies(fault: Fault, call: &str) -> bool {
    let writes = call.starts_with("write") || call.starts_with("append");
    match fault {
        Fault::DeathHalfWay => writes,
        Fault::Short => writes || call.starts_with("read"),
        Fault::Death | Fault::Error(_) => true,
    }
}

/// Runs one command again and again, with each fault at each of its calls.
pub fn every_call(
    row: &mut Row,
    scenario: &Scenario,
    durability: &str,
    mutant: Option<Mutant>,
    faults: &[(Fault, bool)],
) {
    let prepared = scenario.prepare(Model::Ext4);
    let command = [scenario.command, &["--durability", durability]].concat();
    let expected = expectation(&prepared, scenario, mutant);
    for (call, name) in calls_of(&prepared.fork(), &command).iter().enumerate() {
        for (fault, lasting) in faults.iter().copied().filter(|(fault, _)| applies(*fault, name)) {
            let machine = prepared.fork();
            let planned = Planned { call, fault, lasting };
            let process = Process::on(&machine).with_mutant(mutant).with_faults(&[planned]);
            let ended = run(&process, &command);
            drop(process);
            row.count(judge(&machine, &ended, &expected).map_err(|why| {
                let lasts = if lasting { " from then on" } else { "" };
                format!("{}, {durability}, {fault} at call {call} ({name}){lasts}, {ended:?}: {why}", scenario.name)
            }));
        }
    }
}

fn expectation(prepared: &Machine, scenario: &Scenario, mutant: Option<Mutant>) -> Expected {
    let log = sound_part(&prepared.log());
    let acknowledged = records(&log).len();
    Expected {
        acknowledged: u64::try_from(if log.is_empty() { 0 } else { acknowledged }).unwrap(),
        asked_for: u64::MAX,
        log,
        whole: scenario.whole && prepared.read(DOCUMENT).is_some(),
        edited: scenario.edited,
        may_lose: scenario.loses,
        mutant,
        ..Expected::default()
    }
}

/// A log without what a dead writer left at its end.
fn sound_part(log: &[u8]) -> Vec<u8> {
    let end = log.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    log[..end].to_vec()
}

fn judge(machine: &Machine, ended: &Ended, expected: &Expected) -> Result<(), String> {
    check(machine, expected)?;
    let recorded = times_recorded(machine, &expected.log);
    match (ended, recorded) {
        (Ended::Panicked, _) => Err("it panicked".to_owned()),
        (Ended::Well(_), 0) => Err("it was acknowledged, and is not there".to_owned()),
        (Ended::NotCommitted(_), 1..) => Err("it was refused, and is there".to_owned()),
        (_, 2..) => Err("it is there twice".to_owned()),
        _ => Ok(()),
    }
}

/// Recovery fails too, and the recovery after it. Where not every second death is tried, those
/// that are differ from one first death to the next.
pub fn compound(extent: Extent) -> Vec<Row> {
    let step = extent.step(2, 3);
    let mut row = Row::new("a recovery died, and the next one too");
    for scenario in RECOVERIES.iter().step_by(extent.pick(3, 1)) {
        let prepared = scenario.prepare(Model::Ext4);
        let expected = expectation(&prepared, scenario, None);
        let first = calls_of(&prepared.fork(), scenario.command);
        for (one, name) in first.iter().enumerate() {
            let half_way = prepared.fork();
            let death = |call| Planned { call, fault: Fault::Death, lasting: false };
            drop(run(&Process::on(&half_way).with_faults(&[death(one)]), scenario.command));
            let second = calls_of(&half_way.fork(), scenario.command);
            for (two, next) in second.iter().enumerate().skip(one % step).step_by(step) {
                let machine = half_way.fork();
                drop(run(&Process::on(&machine).with_faults(&[death(two)]), scenario.command));
                let checked = check(&machine, &expected).map(drop);
                row.count(
                    checked.map_err(|why| {
                        format!("{}, deaths at {one} ({name}) and {two} ({next}): {why}", scenario.name)
                    }),
                );
            }
        }
    }
    vec![row]
}
