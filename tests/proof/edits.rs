//! A person edits the document after each step of a command, the machine is switched off in
//! good order and on again: what was written is recorded, or refused and left alone, and
//! nobody takes it for what a power cut left.

use serde_json::Value;

use crate::command::{DOCUMENT, Ended, run, succeed};
use crate::power::{Plan, WORK};
use crate::report::{Extent, Row};
use crate::scenario::calls_of;
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Mutant, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::records;

/// Plans in which nothing is redacted, and a document is there before.
const PLANS: [usize; 3] = [2, 3, 9];

/// Every edit after every step, in a boot that is known or is not.
pub fn prove(extent: Extent) -> Vec<Row> {
    let mut row = Row::new("a person edited the document after a step, and the machine was switched off and on");
    for plan in PLANS.map(|n| &WORK[n]) {
        for durability in ["full", "fast"] {
            for tells_boot in [true, false] {
                let course = Course { plan, durability, tells_boot, mutant: None };
                course.edit_after_each(&mut row, extent.step(3, 1));
            }
        }
    }
    vec![row]
}

/// The same with a store that is broken.
pub fn broken(row: &mut Row, mutant: Mutant) {
    let course = Course { plan: &WORK[2], durability: "full", tells_boot: true, mutant: Some(mutant) };
    course.edit_after_each(row, 5);
}

struct Course {
    plan: &'static Plan,
    durability: &'static str,
    tells_boot: bool,
    mutant: Option<Mutant>,
}

impl Course {
    /// A writer dies at every `step`th call of each command, or none does; then somebody edits.
    fn edit_after_each(&self, row: &mut Row, step: usize) {
        let machine = Machine::new(Model::Ext4);
        machine.tell_boot(self.tells_boot);
        for command in self.plan.before {
            succeed(&self.process(&machine), command).expect("nothing happens to it");
        }
        machine.rotate_at(self.plan.log_max);
        let mut published = vec![machine.read(DOCUMENT).expect("it was written")];
        for (n, command) in self.plan.work.iter().enumerate() {
            let command = [command, &["--durability", self.durability][..]].concat();
            let calls = calls_of(&machine.fork(), &command);
            for call in (0..calls.len()).skip(n % step).step_by(step).chain([calls.len()]) {
                let left = machine.fork();
                let death = Planned { call, fault: Fault::Death, lasting: false };
                drop(run(&self.process(&left).with_faults(&[death]), &command));
                for edit in edits(&published) {
                    let name = calls.get(call).map_or("end", String::as_str);
                    row.count(self.edit(&left.fork(), &edit).map_err(|why| {
                        let edit = String::from_utf8_lossy(&edit);
                        let told = self.tells_boot;
                        format!("{}, {name} of {command:?}, boot known: {told}, {edit:?}: {why}", self.plan.name)
                    }));
                }
            }
            succeed(&self.process(&machine), &command).expect("nothing happens to it");
            published.push(machine.read(DOCUMENT).expect("it was written"));
        }
    }

    fn process(&self, machine: &Machine) -> Process {
        Process::on(machine).with_mutant(self.mutant)
    }

    /// Somebody saves these bytes; then the machine is switched off and on.
    fn edit(&self, machine: &Machine, edit: &[u8]) -> Result<(), String> {
        if machine.read(DOCUMENT).as_deref() == Some(edit) {
            return Ok(());
        }
        machine.put(DOCUMENT, edit);
        let machine = machine.boot_again();
        let ended = run(&self.process(&machine), &["set", "probe", "1"]);
        let log = records(&machine.log());
        let notes: Vec<&str> = log.iter().filter_map(|record| record["note"].as_str()).collect();
        if let Some(note) = notes.iter().find(|note| note.contains("power") || note.contains("out of date")) {
            return Err(format!("a record says: {note}"));
        }
        let Ok(value) = serde_json::from_slice::<Value>(edit) else {
            let is_refused = matches!(&ended, Ended::NotCommitted(why) if why.contains("could not read"));
            let is_there = machine.read(DOCUMENT).as_deref() == Some(edit);
            return if is_refused && is_there { Ok(()) } else { Err(format!("it is no JSON, and {ended:?}")) };
        };
        if !matches!(ended, Ended::Well(_)) {
            return Err(format!("{ended:?}"));
        }
        // It is what the last record before the probe gives anyway, or a record of its own.
        let is_recorded = log.iter().any(|record| record["op"] == "external" && record["state"] == value);
        let now: Value = serde_json::from_slice(&machine.read(DOCUMENT).unwrap_or_default()).unwrap_or_default();
        let mut with_probe = value;
        with_probe["probe"] = 1.into();
        if is_recorded || now == with_probe { Ok(()) } else { Err("what was saved is gone".to_owned()) }
    }
}

/// Every document that ctx published, and some that it never did.
fn edits(published: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let utf_16 = "{\"a\": 9}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let never = [b"{\"edited\": \"by hand\"}\n".to_vec(), b"{\"a\": 9,\n".to_vec(), utf_16];
    published.iter().cloned().chain(never).collect()
}
