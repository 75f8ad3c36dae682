//! Group commit: writers append behind one another, and share a flush. Each of them dies or fails at each of its
//! calls, and the power is cut at every point: who was answered is there, and so is what anybody read.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use rustix::io::Errno;
use serde_json::Value;

use crate::command::{Ended, run, run_waiting, succeed};
use crate::faults::applies;
use crate::report::{Extent, Row};
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Mutant, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{Expected, check, records};

type Command = &'static [&'static str];

/// Writers in the order in which they append; the last one flushes for all.
struct Plan {
    name: &'static str,
    writers: &'static [Command],
}

const BEFORE: &[Command] = &[&["set", "a=1", "n=1"], &["set", "a=2"]];

const LONG: &str = include_str!("faults.rs").split_at(5000).0;

const PLANS: &[Plan] = &[
    Plan {
        name: "three writers",
        writers: &[&["incr", "n", "-m", "w0"], &["set", "b=1", "-m", "w1"], &["incr", "n", "-m", "w2"]],
    },
    Plan {
        name: "records longer than a page",
        writers: &[
            &["set", "b", LONG, "-m", "w0"],
            &["set", "b", "short", "-m", "w1"],
            &["set", "c", LONG, "-m", "w2"],
        ],
    },
    Plan {
        name: "a message among changes",
        writers: &[&["emit", "topic", "-m", "w0"], &["incr", "n", "-m", "w1"], &["emit", "topic", "-m", "w2"]],
    },
    Plan {
        name: "another durability each",
        writers: &[
            &["set", "b=1", "-m", "w0", "--durability", "log"],
            &["set", "c=1", "-m", "w1"],
            &["set", "d=1", "-m", "w2", "--durability", "log"],
        ],
    },
    Plan {
        name: "one who flushes nothing comes last",
        writers: &[
            &["set", "b=1", "-m", "w0"],
            &["set", "c=1", "-m", "w1"],
            &["set", "d=1", "-m", "w2", "--durability", "fast"],
        ],
    },
    Plan {
        name: "one who is refused comes last",
        writers: &[&["set", "b=1", "-m", "w0"], &["set", "b=1", "-m", "w1", "--if-value", "2"]],
    },
    Plan {
        name: "one whose value is redacted comes last",
        writers: &[&["set", "b=1", "-m", "w0"], &["set", "--redact", "c=1", "-m", "w1"]],
    },
    Plan {
        name: "a compaction comes last",
        writers: &[&["set", "b=1", "-m", "w0"], &["log", "compact", "--keep", "1"]],
    },
];

impl Plan {
    /// Whether what a writer was told survives a power cut.
    fn is_promised(&self, n: usize) -> bool {
        !self.writers[n].contains(&"fast")
    }

    /// Whether any tool always reads a whole document.
    fn is_whole(&self) -> bool {
        !self.writers.iter().any(|words| words.contains(&"log") || words.contains(&"fast"))
    }

    /// Whether a document may outlive its record.
    fn is_fast(&self) -> bool {
        (0..self.writers.len()).any(|n| !self.is_promised(n))
    }

    /// The last revision that survives a power cut, if all were answered.
    fn last_promised(&self) -> u64 {
        3 + u64::try_from((0..self.writers.len()).filter(|n| self.is_promised(*n)).count()).unwrap()
    }
}

pub fn prove(extent: Extent) -> Vec<Row> {
    let mut faults = Row::new("one of a group of writers died or failed at a call");
    let mut after = Row::new("the power was cut after one of a group of writers had died or failed at a call");
    let mut power = Row::new("the power was cut under a group of writers, among readers");
    for plan in PLANS {
        for who in 0..plan.writers.len() {
            every_call(&mut faults, &mut after, plan, who, extent);
        }
        for model in Model::ALL {
            every_cut(&mut power, plan, model, None, extent.step(101, 41));
        }
    }
    vec![faults, after, power]
}

/// The power cuts, under writers with a defect.
pub fn broken(row: &mut Row, mutant: Mutant) {
    every_cut(row, &PLANS[0], Model::Posix, Some(mutant), 13);
}

/// What writer number so many does, and what happens to it.
struct Group {
    plan: &'static Plan,
    machine: Machine,
    mutant: Option<Mutant>,
    faults: Vec<Planned>,
    /// Whom the faults happen to.
    who: usize,
    /// Somebody reads before each call.
    is_read: bool,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    ended: Vec<Option<Ended>>,
    calls: Vec<Vec<String>>,
    /// How many changes of the disk there were when a revision was answered or read.
    known: Vec<(usize, u64)>,
}

fn prepared(model: Model) -> Machine {
    let machine = Machine::new(model);
    for command in BEFORE {
        succeed(&Process::on(&machine), command).expect("nothing happens to it");
    }
    let machine = Machine::boot(model, &machine.image(), 1);
    // The lock file of this boot says what was published.
    succeed(&Process::on(&machine), &["set", "a=3"]).expect("nothing happens to it");
    machine
}

impl Group {
    fn new(plan: &'static Plan, machine: Machine, mutant: Option<Mutant>) -> Self {
        let count = plan.writers.len();
        let found = Found { ended: vec![None; count], calls: vec![Vec::new(); count], known: Vec::new() };
        Self { plan, machine, mutant, faults: Vec::new(), who: 0, is_read: false, found: Mutex::new(found) }
    }

    /// The calls of each writer if nothing happens to any.
    fn calls(plan: &'static Plan) -> Vec<Vec<String>> {
        let group = Arc::new(Self::new(plan, prepared(Model::Ext4), None));
        group.run(0);
        let found = group.found.lock().unwrap();
        assert!(found.ended.iter().flatten().all(|ended| matches!(ended, Ended::Well(_) | Ended::NotCommitted(_))));
        found.calls.clone()
    }

    /// Runs a writer, and the next one while it waits for its flush.
    fn run(self: &Arc<Self>, n: usize) {
        let is_last = n + 1 == self.plan.writers.len();
        let mut process = Process::on(&self.machine).with_mutant(self.mutant);
        if self.who == n {
            process = process.with_faults(&self.faults);
        }
        if !is_last {
            let group = Arc::clone(self);
            process = process.awaited().when_it_locks_again(move || group.run(n + 1));
        }
        if self.is_read {
            let group = Arc::clone(self);
            process = process.before_each_call(move || group.read());
        }
        let ended = run_waiting(&process, self.plan.writers[n]);
        let rev = match &ended {
            Ended::Well(_) => self.revision_of(n),
            _ => 0,
        };
        let mut found = self.found.lock().unwrap();
        found.known.push((self.machine.history().len() - 1, rev));
        found.calls[n] = process.calls();
        found.ended[n] = Some(ended);
        let is_next_done = is_last || found.ended[n + 1].is_some();
        drop((found, process));
        if !is_next_done {
            self.run(n + 1);
        }
    }

    fn revision_of(&self, n: usize) -> u64 {
        let message = format!("w{n}");
        let log = records(&self.machine.log());
        let record = log.iter().find(|record| record["message"] == message.as_str());
        record.and_then(|record| record["rev"].as_u64()).unwrap_or_default()
    }

    /// Somebody reads, unless a writer has the turn.
    fn read(&self) {
        let at = self.machine.history().len() - 1;
        for words in [&["status", "--json"][..], &["--no-lock", "status", "--json"]] {
            if let Ended::Well(status) = run(&Process::on(&self.machine), words) {
                let status: Value = serde_json::from_str(&status).expect("status prints JSON");
                self.found.lock().unwrap().known.push((at, status["rev"].as_u64().unwrap_or_default()));
            }
        }
    }

    /// Whether what each writer was told is true of the log; after a power cut, what was promised for then.
    /// The last revision that was answered.
    fn judge(&self, machine: &Machine, is_cut: bool) -> Result<u64, String> {
        let (mut last, log) = (0, records(&machine.log()));
        for (n, ended) in self.found.lock().unwrap().ended.iter().enumerate() {
            let (message, ended) = (format!("w{n}"), ended.as_ref().expect("each one is run"));
            let recorded: Vec<&Value> = log.iter().filter(|record| record["message"] == message.as_str()).collect();
            let is_promised = !is_cut || self.plan.is_promised(n);
            let is_recorded = is_promised && self.plan.writers[n].contains(&message.as_str());
            match (ended, recorded.len()) {
                (Ended::Panicked, _) => return Err(format!("{message} panicked")),
                (Ended::Well(_), 0) if is_recorded => {
                    return Err(format!("{message} was acknowledged, and is not there"));
                }
                (Ended::NotCommitted(_), 1..) => return Err(format!("{message} was refused, and is there")),
                (_, 2..) => return Err(format!("{message} is there twice")),
                (Ended::Well(_), 1) if self.plan.is_promised(n) => {
                    last = last.max(recorded[0]["rev"].as_u64().unwrap_or_default());
                }
                _ => {}
            }
        }
        Ok(last)
    }
}

/// Each fault at each call of one writer; and then the power is cut.
fn every_call(row: &mut Row, after: &mut Row, plan: &'static Plan, who: usize, extent: Extent) {
    let errors = [Errno::IO, Errno::NOSPC].map(Fault::Error);
    let faults = [Fault::Death, Fault::DeathHalfWay, Fault::Short].into_iter().chain(errors);
    for fault in faults {
        for (call, name) in Group::calls(plan)[who].iter().enumerate().filter(|(_, name)| applies(fault, name)) {
            let group = Group { who, ..Group::new(plan, prepared(Model::Ext4), None) };
            let group = Arc::new(Group { faults: vec![Planned { call, fault, lasting: false }], ..group });
            group.run(0);
            let told = || {
                let ended = &group.found.lock().unwrap().ended;
                format!("{}, {fault} at call {call} ({name}) of writer {who}, {ended:?}", plan.name)
            };
            let judged = group.judge(&group.machine, false);
            let last = *judged.as_ref().unwrap_or(&0);
            let expected = Expected { acknowledged: last, asked_for: u64::MAX, whole: true, ..Expected::default() };
            let disk = group.machine.history().pop().expect("now");
            let checked = judged.and_then(|_| check(&group.machine.fork(), &expected));
            row.count(checked.map(drop).map_err(|why| format!("{}: {why}", told())));
            let whole = plan.is_whole();
            let (edited, may_need_repair) = (plan.is_fast(), plan.is_fast());
            let expected = Expected { after_a_power_cut: true, whole, edited, may_need_repair, ..expected };
            for image in disk.images().into_iter().step_by(extent.step(101, 53)) {
                let machine = Machine::boot(Model::Ext4, &image, 2);
                let checked = check(&machine, &expected).and_then(|_| group.judge(&machine, true).map(drop));
                after.count(checked.map_err(|why| format!("{}: {why}", told())));
            }
        }
    }
}

/// The power is cut at every point of a group to which nothing else happens.
fn every_cut(row: &mut Row, plan: &'static Plan, model: Model, mutant: Option<Mutant>, step: usize) {
    let machine = prepared(model);
    machine.keep_history();
    let group = Arc::new(Group { is_read: mutant.is_none(), ..Group::new(plan, machine, mutant) });
    group.run(0);
    let found = group.found.lock().unwrap();
    let log = group.machine.log();
    let mut seen = HashSet::new();
    for (point, disk) in group.machine.history().into_iter().enumerate() {
        let known = found.known.iter().filter(|(at, _)| *at <= point).map(|(_, rev)| *rev).max().unwrap_or_default();
        for image in disk.images().into_iter().step_by(step) {
            if mutant.is_some() && !row.violations.is_empty() {
                return;
            }
            if !seen.insert((known, image.clone())) {
                continue;
            }
            let machine = Machine::boot(model, &image, 2);
            let expected = Expected {
                acknowledged: known.max(3).min(plan.last_promised()),
                asked_for: u64::MAX,
                whole: plan.is_whole(),
                edited: plan.is_fast(),
                may_need_repair: plan.is_fast(),
                after_a_power_cut: true,
                reference: (plan.writers.last().is_some_and(|words| words[0] != "log")).then(|| log.clone()),
                mutant,
                ..Expected::default()
            };
            row.count(
                check(&machine, &expected)
                    .map(drop)
                    .map_err(|why| format!("{}, {}, point {point}, {known} known: {why}", plan.name, model.name())),
            );
        }
    }
}
