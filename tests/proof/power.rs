//! The power is cut at every point, and whatever may then be on the disk is
//! recovered from: under models of ext4, xfs and btrfs, and of POSIX itself.

use std::collections::HashSet;

use rustix::io::Errno;
use serde_json::Value;

use crate::command::{DOCUMENT, run, succeed};
use crate::report::{Extent, Row};
use crate::scenario::{SECRET, calls_of};
use crate::simulation::Machine;
use crate::simulation::disk::{Disk, Found, Image};
use crate::simulation::fault::{Fault, Mutant, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{Expected, check, records};

/// Commands in the order in which they are run, each one revision.
pub type Work = &'static [&'static [&'static str]];

/// What was durable before, and what is done then.
pub struct Plan {
    pub name: &'static str,
    pub before: Work,
    pub work: Work,
    /// From how many bytes on the log is rotated.
    pub log_max: u64,
}

const fn plan(name: &'static str, before: Work, work: Work) -> Plan {
    Plan { name, before, work, log_max: u64::MAX }
}

pub const WORK: &[Plan] = &[
    plan("a first commit and two more", &[], &[&["set", "a", "1"], &["set", "a", "2"], &["unset", "a"]]),
    plan(
        "init and a handoff",
        &[],
        &[&["init"], &["handoff", "create", "b", "-m", "x"], &["handoff", "accept", "h2", "--agent", "b"]],
    ),
    plan(
        "commits after others",
        &[&["set", "a=1"], &["set", "b=2"]],
        &[&["set", "a", "2"], &["incr", "b"], &["set", "c=3"]],
    ),
    plan(
        "messages between commits",
        &[&["set", "a=1"]],
        &[&["emit", "one"], &["set", "a", "2"], &["emit", "two", DATA]],
    ),
    plan("a first message and a commit", &[], &[&["emit", "one"], &["set", "a", "1"]]),
    plan(
        "redacted values",
        &[&["set", "a=1"]],
        &[&["set", "--redact", "s", SECRET], &["set", "b", "2"], &["set", "s", "hunter2 again"], &["emit", "one"]],
    ),
    plan(
        "a first commit that is redacted, and more",
        &[],
        &[&["set", "--redact", "s", SECRET], &["set", "--redact", "s=hunter2 new", "t=1"], &["unset", "s"]],
    ),
    Plan {
        log_max: 1200,
        ..plan(
            "redacted values in a log that is rotated",
            &[&["set", "a=1"]],
            &[&["set", "--redact", "s", SECRET], &["emit", "one"], &["set", "b", "2"], &["emit", "two"]],
        )
    },
    plan(
        "records longer than a sector",
        &[&["set", "a=1"]],
        &[&["set", "a", LONG], &["set", "b", LONG], &["append", "c", LONG]],
    ),
    Plan {
        log_max: 1200,
        ..plan("a log that is rotated", &[&["set", "a=1"]], &[&["set", "a", "2"], &["set", "a", "3"], &["incr", "a"]])
    },
];

const DATA: &str = include_str!("corpus/document/handoff.json");
const LONG: &str = include_str!("power.rs").split_at(700).0;

/// Every state of the disk after a power cut, on one kind of file system.
pub fn prove(model: Model, extent: Extent) -> Vec<Row> {
    let mut row = Row::new(format!("the power was cut, on {}", model.name()));
    for durability in ["full", "log", "fast"] {
        for plan in WORK {
            let setting = Setting { plan, durability, model, tells_boot: [true; 2], mutant: None };
            setting.for_each_cut(&mut row, extent.step(13, 4));
        }
    }
    let mut unknown = Row::new(format!("the power was cut, on {}, and which boot it was is not known", model.name()));
    for (n, durability) in ["full", "log", "fast"].into_iter().enumerate() {
        for (m, plan) in WORK.iter().enumerate() {
            // Before, after, or never.
            let tells_boot = [[false, false], [true, false], [false, true]][(n + m) % 3];
            let setting = Setting { plan, durability, model, tells_boot, mutant: None };
            setting.for_each_cut(&mut unknown, extent.step(41, 13));
        }
    }
    vec![row, unknown]
}

/// What is done, and on what.
pub struct Setting {
    pub plan: &'static Plan,
    pub durability: &'static str,
    pub model: Model,
    /// Whether the system tells which boot it is: when the power is cut, and afterwards.
    pub tells_boot: [bool; 2],
    pub mutant: Option<Mutant>,
}

/// One point at which the power may be cut.
struct Cut {
    disk: Disk,
    acknowledged: usize,
}

/// All points of some work, and what there would be if the power stayed.
struct Course {
    cuts: Vec<Cut>,
    log: Vec<u8>,
    documents: Vec<Value>,
}

impl Setting {
    fn process(&self, machine: &Machine) -> Process {
        Process::on(machine).with_mutant(self.mutant)
    }

    /// A machine on which what was done before is durable.
    fn machine(&self, documents: &mut Vec<Value>) -> Machine {
        let machine = Machine::new(self.model);
        documents.push(Value::Object(serde_json::Map::new()));
        for command in self.plan.before {
            succeed(&Process::on(&machine), command).expect("nothing happens to it");
            documents.push(shown(&machine));
        }
        let machine = Machine::boot(self.model, &machine.image(), 1);
        machine.rotate_at(self.plan.log_max);
        machine.tell_boot(self.tells_boot[0]);
        machine
    }

    fn course(&self) -> Course {
        let mut documents = Vec::new();
        let machine = self.machine(&mut documents);
        machine.keep_history();
        let mut done_at = Vec::new();
        for command in self.plan.work {
            let command = [command, &["--durability", self.durability][..]].concat();
            succeed(&self.process(&machine), &command).expect("nothing happens to it");
            done_at.push(machine.history().len() - 1);
            documents.push(shown(&machine));
        }
        let acknowledged =
            |point: usize| self.plan.before.len() + done_at.iter().filter(|done| **done <= point).count();
        let history = machine.history().into_iter().enumerate();
        let cuts = history.map(|(point, disk)| Cut { disk, acknowledged: acknowledged(point) }).collect();
        Course { cuts, log: machine.log(), documents }
    }

    fn expected(&self, acknowledged: usize, course: &Course) -> Expected {
        let fast = self.durability == "fast";
        let promised = if fast { self.plan.before.len() } else { acknowledged };
        let kept = !fast || !self.plan.before.is_empty();
        Expected {
            log: course.log.split_inclusive(|&b| b == b'\n').take(promised).flatten().copied().collect(),
            acknowledged: u64::try_from(promised).unwrap(),
            asked_for: u64::try_from(acknowledged + 1).unwrap(),
            whole: self.durability == "full",
            after_a_power_cut: true,
            edited: fast,
            reference: kept.then(|| course.log.clone()),
            documents: Some(course.documents.clone()),
            may_refuse: !kept,
            may_need_repair: fast,
            may_lose: false,
            mutant: self.mutant,
        }
    }

    /// Cuts the power at every point, and tries every `step`th state that may be found then.
    pub fn for_each_cut(&self, row: &mut Row, step: usize) {
        let course = self.course();
        let mut seen = HashSet::new();
        for (point, cut) in course.cuts.iter().enumerate() {
            let expected = self.expected(cut.acknowledged, &course);
            for image in cut.disk.images().into_iter().step_by(step) {
                // One is enough to notice a defect.
                if self.mutant.is_some() && !row.violations.is_empty() {
                    return;
                }
                if !seen.insert((cut.acknowledged, image.clone())) {
                    continue;
                }
                let machine = Machine::boot(self.model, &image, 2);
                machine.rotate_at(self.plan.log_max);
                machine.tell_boot(self.tells_boot[1]);
                row.count(check(&machine, &expected).map(drop).map_err(|why| {
                    format!("{}, {}, point {point}, {}: {why}", self.plan.name, self.durability, sketch(&image))
                }));
            }
        }
    }
}

/// The document as `get` shows it.
pub fn shown(machine: &Machine) -> Value {
    let text = machine.read(DOCUMENT).unwrap_or_default();
    let mut document: Value = serde_json::from_slice(&text).expect("ctx wrote it");
    document.as_object_mut().expect("a document is an object").shift_remove("_ctx");
    document
}

/// The names and sizes of what was found, and how many zeros it has.
fn sketch(image: &Image) -> String {
    let file = |(path, found): (&std::path::PathBuf, &Found)| {
        let zeros = memchr::memchr_iter(0, &found.data).count();
        format!("{} {}/{zeros}", path.file_name().unwrap_or_default().display(), found.data.len())
    };
    image.iter().map(file).collect::<Vec<_>>().join(", ")
}

/// The power is cut while recovery from a first power cut is under way.
pub fn cut_again(extent: Extent) -> Vec<Row> {
    let mut row = Row::new("the power was cut again during recovery");
    let redacted = WORK.iter().find(|plan| plan.name == "redacted values").expect("it is there");
    for (model, plan) in Model::ALL.into_iter().flat_map(|model| [(model, &WORK[0]), (model, redacted)]) {
        let setting = Setting { plan, durability: "full", model, tells_boot: [true; 2], mutant: None };
        let course = setting.course();
        for cut in course.cuts.iter().step_by(extent.step(5, 3)) {
            let mut expected = setting.expected(cut.acknowledged, &course);
            expected.asked_for += 1;
            (expected.reference, expected.documents) = (None, None);
            for (n, image) in cut.disk.images().into_iter().step_by(extent.step(11, 7)).enumerate() {
                let machine = Machine::boot(model, &image, 2);
                machine.keep_history();
                drop(run(&Process::on(&machine), &["set", "recovered", "1"]));
                // Where not every point is tried, those that are differ from one state to the next.
                let step = extent.step(3, 4);
                for disk in machine.history().iter().skip(n % step).step_by(step) {
                    for image in disk.images().into_iter().step_by(extent.step(7, 11)) {
                        let machine = Machine::boot(model, &image, 3);
                        let checked = check(&machine, &expected).map(drop);
                        row.count(checked.map_err(|why| format!("{}: {}: {why}", model.name(), sketch(&image))));
                    }
                }
            }
        }
    }
    vec![row]
}

/// A writer fails or dies at any call, or flushes nothing; somebody else then
/// commits, and the power is cut: what was acknowledged is there.
pub fn after_a_fault(extent: Extent) -> Vec<Row> {
    // Longer than a page, of which the next record rewrites only the last.
    let long = "0123456789".repeat(1000);
    let mut rows = Vec::new();
    for (fault, kind) in [
        (Fault::Death, "the power was cut after a writer had died and another had committed"),
        (
            Fault::Error(Errno::IO),
            "the power was cut after a call had failed with EIO and another writer had committed",
        ),
    ] {
        let mut row = Row::new(kind);
        for model in Model::ALL {
            for before in [&[][..], &[&["set", "a", "1"][..]]] {
                for (failing, next) in [([&*long, "full"], "1"), (["2", "full"], &*long), (["2", "fast"], "1")] {
                    let after = Interrupted { model, before, failing: &failing, next, fault };
                    after.prove(&mut row, extent.step(9, 4));
                }
            }
            let redacted = &[&["set", "--redact", "a", SECRET][..]][..];
            for before in [&[][..], redacted] {
                for (failing, next) in
                    [(["hunter2 x", "full", "--redact"], "1"), (["hunter2 x", "fast", "--redact"], &*long)]
                {
                    let after = Interrupted { model, before, failing: &failing, next, fault };
                    after.prove(&mut row, extent.step(9, 4));
                }
            }
        }
        rows.push(row);
    }
    rows
}

/// What one writer fails to do, and the next one does.
struct Interrupted<'a> {
    model: Model,
    before: &'a [&'a [&'a str]],
    /// Value, durability, and perhaps an option.
    failing: &'a [&'a str],
    next: &'a str,
    fault: Fault,
}

impl Interrupted<'_> {
    fn prove(&self, row: &mut Row, step: usize) {
        let machine = Machine::new(self.model);
        for command in self.before {
            succeed(&Process::on(&machine), command).expect("nothing happens to it");
        }
        let prepared = Machine::boot(self.model, &machine.image(), 1);
        let (value, durability) = (self.failing[0], self.failing[1]);
        let failing = [&["set", "a", value, "--durability", durability][..], &self.failing[2..]].concat();
        for call in 0..=calls_of(&prepared.fork(), &failing).len() {
            let machine = prepared.fork();
            let planned = Planned { call, fault: self.fault, lasting: false };
            drop(run(&Process::on(&machine).with_faults(&[planned]), &failing));
            let other = succeed(&Process::on(&machine), &["set", "b", self.next]);
            let log = machine.log();
            let acknowledged = u64::try_from(records(&log).len()).unwrap();
            let expected = Expected {
                acknowledged,
                asked_for: acknowledged,
                reference: Some(log.clone()),
                log,
                // What was published before without a flush may still be what is found.
                whole: durability == "full",
                after_a_power_cut: true,
                ..Expected::default()
            };
            for image in machine.history().last().expect("now").images().into_iter().step_by(step) {
                let machine = Machine::boot(self.model, &image, 2);
                let checked = other.clone().and_then(|_| check(&machine, &expected)).map(drop);
                row.count(checked.map_err(|why| {
                    let (model, before) = (self.model.name(), self.before.len());
                    format!("{model}, {before} before, {durability}, call {call}: {}: {why}", sketch(&image))
                }));
            }
        }
    }
}
