//! The power is cut at every point of `log compact`, and of what follows it: each record that
//! was not to be dropped is there, and none is gone before a record says so.

use std::collections::HashSet;

use serde_json::Value;

use crate::command::{DOCUMENT, succeed};
use crate::power::shown;
use crate::report::{Extent, Row};
use crate::scenario::SECRET;
use crate::simulation::Machine;
use crate::simulation::fault::Mutant;
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{Expected, check, records};

/// A log, and how it is compacted.
struct Plan {
    name: &'static str,
    /// Revisions, one after another.
    before: &'static [&'static [&'static str]],
    /// From how many bytes on the log is rotated.
    log_max: u64,
    compact: &'static [&'static str],
    /// Its record follows that of a change, which rotated the log.
    by_retention: bool,
    /// Segments are compressed.
    compressed: bool,
}

const PLAIN: Plan = Plan { name: "", before: &[], log_max: 1, compact: KEEP_1, by_retention: false, compressed: false };

const SETS: &[&[&str]] = &[&["set", "n=1"], &["set", "n", "2"], &["set", "n", "3"], &["set", "n", "4"]];
const REDACTED: &[&[&str]] =
    &[&["set", "n=1"], &["set", "--redact", "s", SECRET], &["emit", "one"], &["set", "n", "4"], &["emit", "two"]];
/// A person edits the document: the record of that holds the whole state, amid a log.
const EDIT: &[&str] = &[];
const EDITED: &[u8] = b"{\n  \"edited\": 1\n}\n";
const RETAIN: &[&str] = &["log", "retain", "2"];
/// What comes behind the compaction, and needs no rotation.
const AFTER: &[&str] = &["set", "n", "5"];

const KEEP_1: &[&str] = &["log", "compact", "--keep", "1"];
const KEEP_2: &[&str] = &["log", "compact", "--keep", "2"];

const PLANS: &[Plan] = &[
    Plan { name: "whole logs", before: SETS, ..PLAIN },
    Plan { name: "whole logs that are compressed", before: SETS, compressed: true, ..PLAIN },
    Plan { name: "a part of the log", before: &[SETS[0], SETS[1], EDIT, SETS[3]], log_max: u64::MAX, ..PLAIN },
    Plan {
        name: "whole logs and a part of one",
        before: &[SETS[0], SETS[1], SETS[2], SETS[3], EDIT, SETS[1], SETS[2]],
        log_max: 1100,
        compact: KEEP_2,
        ..PLAIN
    },
    Plan {
        name: "a part of one that is compressed",
        before: &[SETS[0], SETS[1], SETS[2], SETS[3], EDIT, SETS[1], SETS[2]],
        log_max: 1100,
        compact: KEEP_2,
        compressed: true,
        ..PLAIN
    },
    Plan { name: "redacted values", before: REDACTED, compact: KEEP_2, ..PLAIN },
    Plan {
        name: "what the document does not keep",
        before: &[SETS[0], SETS[1], SETS[2], RETAIN],
        compact: &["set", "n", "9"],
        by_retention: true,
        ..PLAIN
    },
    Plan {
        name: "what the document does not keep, and what it keeps is compressed",
        before: &[SETS[0], SETS[1], SETS[2], RETAIN],
        compact: &["set", "n", "9"],
        by_retention: true,
        compressed: true,
        ..PLAIN
    },
];

/// Every state of the disk after a power cut.
pub fn prove(extent: Extent) -> Vec<Row> {
    let mut row = Row::new("the power was cut during a compaction, and after it");
    for model in Model::ALL {
        for durability in ["full", "log", "fast"] {
            // Of `fast`, a change may survive its record, and then looks like an edit: one is told from none.
            for plan in PLANS.iter().filter(|plan| durability != "fast" || !plan.before.contains(&EDIT)) {
                plan.cut_power(&mut row, model, durability, extent.step(13, 4), None);
            }
        }
    }
    vec![row]
}

/// A compaction with a defect.
pub fn broken(row: &mut Row, mutant: Mutant) {
    for plan in PLANS {
        plan.cut_power(row, Model::Posix, "full", 1, Some(mutant));
    }
}

/// What there is if the power stays.
struct Course {
    log: Vec<Value>,
    documents: Vec<Value>,
    /// How many revisions there were before.
    before: u64,
    /// The revision that first says what was dropped.
    compacted: u64,
    /// The first revision that was not dropped, after each command.
    kept: Vec<u64>,
    /// A person edited the document meanwhile.
    edited: bool,
}

impl Plan {
    /// A machine on which what was done before is durable, and the document of each revision.
    fn machine(&self, model: Model) -> (Machine, Vec<Value>) {
        let machine = Machine::new(model);
        self.set_up(&machine);
        let mut documents = vec![Value::Object(serde_json::Map::new())];
        for command in self.before {
            if *command == RETAIN {
                // What it does not keep is dropped by the next rotation.
                machine.rotate_at(u64::MAX);
            }
            if *command == EDIT {
                machine.put(DOCUMENT, EDITED);
            } else {
                succeed(&Process::on(&machine), command).expect("nothing happens to it");
            }
            documents.push(shown(&machine));
        }
        let machine = Machine::boot(model, &machine.image(), 1);
        self.set_up(&machine);
        (machine, documents)
    }

    fn set_up(&self, machine: &Machine) {
        machine.rotate_at(self.log_max);
        if self.compressed {
            machine.compress();
        }
    }

    fn cut_power(&self, row: &mut Row, model: Model, durability: &str, step: usize, mutant: Option<Mutant>) {
        let (machine, mut documents) = self.machine(model);
        let mut log = records(&machine.log());
        machine.keep_history();
        let (mut done_at, mut kept) = (Vec::new(), Vec::new());
        for command in [self.compact, AFTER] {
            let command = [command, &["--durability", durability]].concat();
            succeed(&Process::on(&machine).with_mutant(mutant), &command).expect("nothing happens to it");
            done_at.push(machine.history().len() - 1);
            documents.push(shown(&machine));
            if self.by_retention {
                documents.push(shown(&machine));
            }
            let all = records(&machine.log());
            kept.push(number(&all[0]));
            let known = log.last().map_or(0, number);
            log.extend(all.into_iter().filter(|record| number(record) > known));
        }
        let before = u64::try_from(self.before.len()).unwrap();
        let compacted = before + if self.by_retention { 2 } else { 1 };
        assert!(1 < kept[0] && kept[0] <= compacted, "{}: something is dropped", self.name);
        let edited = self.before.contains(&EDIT);
        let course = Course { log, documents, before, compacted, kept, edited };
        let mut seen = HashSet::new();
        for (point, disk) in machine.history().iter().enumerate() {
            let done = done_at.iter().filter(|done| **done <= point).count();
            for image in disk.images().into_iter().step_by(step) {
                if mutant.is_some() && !row.violations.is_empty() {
                    return;
                }
                if seen.insert((done, image.clone())) {
                    let checked = course.check(&Machine::boot(model, &image, 2), done, durability, mutant);
                    row.count(
                        checked.map_err(|why| {
                            format!("{}, {}, {durability}, point {point}: {why}", model.name(), self.name)
                        }),
                    );
                }
            }
        }
    }
}

impl Course {
    /// Checks what is found when so many of the two commands were acknowledged.
    fn check(&self, machine: &Machine, done: usize, durability: &str, mutant: Option<Mutant>) -> Result<(), String> {
        // A log that begins anew is flushed, whatever was asked for.
        let promised = if durability == "fast" { done.min(1) } else { done };
        // By retention, each of the two commands adds a record of what it dropped.
        let each = self.compacted - self.before;
        let expected = Expected {
            acknowledged: self.before + each * u64::try_from(promised).unwrap(),
            asked_for: self.before + each * u64::try_from(done + 1).unwrap(),
            whole: durability == "full",
            after_a_power_cut: true,
            edited: self.edited || durability == "fast",
            documents: Some(self.documents.clone()),
            mutant,
            ..Expected::default()
        };
        let found = check(machine, &expected)?;
        let log = records(&machine.log());
        let first = log.first().map_or(0, number);
        let may_begin = match found {
            found if found < self.compacted => 1..=1,
            found if found < self.compacted + each => 1..=self.kept[0],
            _ => 1..=self.kept[1],
        };
        if !may_begin.contains(&first) {
            return Err(format!("revision {found} is read, and {first} is the first that is there"));
        }
        let those = |log: &[Value]| -> Vec<Value> {
            log.iter().filter(|record| (first..=found).contains(&number(record))).cloned().collect()
        };
        if those(&log) == those(&self.log) { Ok(()) } else { Err("records are not those that were written".to_owned()) }
    }
}

fn number(record: &Value) -> u64 {
    record["rev"].as_u64().unwrap_or_default()
}
