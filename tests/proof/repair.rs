//! `repair --yes` fails and dies at every call, and the power is cut at every point of it, on
//! contexts that are damaged in every way that it mends: no byte is gone, and the next one mends.

use std::collections::HashSet;
use std::path::Path;

use ctxfile::internals::json::document::Document;
use rustix::io::Errno;
use serde_json::Value;

use crate::command::{DOCUMENT, Ended, TEMPORARY, run, succeed};
use crate::damage::{DAMAGED, Damaged};
use crate::faults::{ERRORS, applies, lasting};
use crate::report::{Extent, Row};
use crate::scenario::{SECRET, calls_of};
use crate::simulation::Machine;
use crate::simulation::disk::Files;
use crate::simulation::fault::{Fault, Mutant, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{records, sha256};

const REPAIR: &[&str] = &["repair", "--yes"];

/// Every fault and every death at every call, and the power cut at every point.
pub fn prove(extent: Extent) -> Vec<Row> {
    let names: Vec<&str> = ERRORS.iter().map(|(_, name)| *name).take(extent.pick(2, ERRORS.len())).collect();
    let mut died = Row::new("a repair died before a call, or within a write");
    let mut failed = Row::new(format!("a call of a repair failed once, or from then on, with {}", names.join(", ")));
    let mut errors = vec![(Fault::Short, false)];
    for (errno, _) in ERRORS.into_iter().take(extent.pick(2, ERRORS.len())) {
        errors.extend(lasting(errno).iter().map(|lasts| (Fault::Error(errno), *lasts)));
    }
    for damaged in DAMAGED {
        let tried = Tried::new(damaged);
        tried.every_call(&mut died, &[(Fault::Death, false), (Fault::DeathHalfWay, false)]);
        tried.every_call(&mut failed, &errors);
    }
    vec![died, failed, without_links(), twice(extent), power(extent)]
}

/// A damaged context, and what is known of it.
struct Tried<'d> {
    damaged: &'d Damaged,
    prepared: Machine,
    before: Files,
}

impl<'d> Tried<'d> {
    fn new(damaged: &'d Damaged) -> Self {
        let prepared = damaged.prepare(Model::Ext4);
        let told = succeed(&Process::on(&prepared.fork()), &["repair"]).expect("it is told");
        assert!(!told.is_empty(), "{}: nothing is damaged", damaged.name);
        let before = prepared.files();
        Self { damaged, prepared, before }
    }

    fn every_call(&self, row: &mut Row, faults: &[(Fault, bool)]) {
        for (call, name) in calls_of(&self.prepared.fork(), REPAIR).iter().enumerate() {
            for (fault, lasting) in faults.iter().copied().filter(|(fault, _)| applies(*fault, name)) {
                let machine = self.prepared.fork();
                let process = Process::on(&machine).with_faults(&[Planned { call, fault, lasting }]);
                let ended = run(&process, REPAIR);
                drop(process);
                row.count(self.judge(&machine, &ended).map_err(|why| {
                    let lasts = if lasting { " from then on" } else { "" };
                    format!("{}, {fault} at call {call} ({name}){lasts}, {ended:?}: {why}", self.damaged.name)
                }));
            }
        }
    }

    fn judge(&self, machine: &Machine, ended: &Ended) -> Result<(), String> {
        match ended {
            Ended::Panicked => return Err("it panicked".to_owned()),
            Ended::Well(_) => is_mended(machine)?,
            _ => {}
        }
        self.damaged.check(machine, &self.before, None)
    }
}

/// The newest revision that a record tells of, in any file.
fn newest(files: &Files) -> u64 {
    files.values().flat_map(|data| records(data)).filter_map(|record| record["rev"].as_u64()).max().unwrap_or_default()
}

fn is_mended(machine: &Machine) -> Result<(), String> {
    let told = succeed(&Process::on(machine), &["repair"])?;
    if told.is_empty() { Ok(()) } else { Err(format!("it is repaired, and yet: {told}")) }
}

impl Damaged {
    /// Checks a context that a repair was begun on: nothing is gone, the next repair mends it, and
    /// it goes on.
    fn check(&self, machine: &Machine, before: &Files, mutant: Option<Mutant>) -> Result<(), String> {
        let process = || Process::on(machine).with_mutant(mutant);
        nothing_is_gone(before, &machine.files())?;
        succeed(&process(), REPAIR)?;
        nothing_is_gone(before, &machine.files())?;
        is_mended(machine)?;
        let read = succeed(&process(), &["get"])?;
        if serde_json::from_str(&read).ok() != serde_json::from_str::<Value>(self.document).ok() {
            return Err(format!("{read} is read"));
        }
        succeed(&process(), &["set", "probe", "1"])?;
        succeed(&process(), &["verify"])?;
        let log = records(&machine.log());
        let probes = log.iter().filter(|record| record["args"]["path"] == "probe").count();
        let last = log.last().ok_or("there is no record after a write")?;
        let document = machine.read(DOCUMENT).ok_or("there is no document after a write")?;
        if probes != 1 || last["args"]["path"] != "probe" || last["post"] != Value::String(sha256(&document)) {
            return Err(format!("what was written then is recorded {probes} times, and last is {last}"));
        }
        if machine.read(TEMPORARY).is_some() {
            return Err("the temporary file is left behind".to_owned());
        }
        // A number that somebody was told of is never that of another change.
        let (known, probe) = (newest(before), &last["rev"]);
        if probe.as_u64() > Some(known) {
            Ok(())
        } else {
            Err(format!("revision {known} was there, and {probe} came after it"))
        }
    }
}

/// Every byte of document and logs is in a file: where it was, kept aside, or, of a document
/// that is out of date, the change to it in a record.
fn nothing_is_gone(before: &Files, now: &Files) -> Result<(), String> {
    let secret = |files: &Files| files.values().any(|data| memchr::memmem::find(data, SECRET.as_bytes()).is_some());
    if secret(before) && !secret(now) {
        return Err("a redacted value is gone".to_owned());
    }
    for (path, data) in before {
        let name = path.to_string_lossy();
        let kept = if name.contains(".audit.") {
            is_kept(data, now)
        } else {
            path != Path::new(DOCUMENT) || now.values().any(|other| other == data) || is_recorded(data, now)
        };
        if !kept {
            return Err(format!("bytes of {name} are gone"));
        }
    }
    Ok(())
}

/// A file begins with these bytes; or with all but the last line, which was torn and is a file.
fn is_kept(log: &[u8], now: &Files) -> bool {
    let end = log.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let (lines, torn) = log.split_at(end);
    let begins = |bytes: &[u8]| now.values().any(|data| data.starts_with(bytes));
    begins(log) || begins(lines) && now.values().any(|data| data == torn)
}

/// Perhaps in another layout, where a person wrote it.
fn is_recorded(document: &[u8], now: &Files) -> bool {
    let canonical = Document::parse(document).map(|document| document.to_text()).unwrap_or_default();
    let digests = [document, &canonical].map(|text| Value::String(sha256(text)));
    now.values().flat_map(|data| records(data)).any(|record| digests.contains(&record["post"]))
}

/// A log that cannot have a second name is copied instead; who copies it dies too.
fn without_links() -> Row {
    let mut row = Row::new("a repair died where there are no hard links");
    for damaged in DAMAGED {
        let tried = Tried::new(damaged);
        let calls = calls_of(&tried.prepared.fork(), REPAIR);
        let Some(link) = calls.iter().position(|call| call.starts_with("link")) else { continue };
        let refused = Planned { call: link, fault: Fault::Error(Errno::OPNOTSUPP), lasting: false };
        let copying = Process::on(&tried.prepared.fork()).with_faults(&[refused]);
        row.count(succeed(&copying, REPAIR).map(drop).map_err(|why| format!("{}: {why}", damaged.name)));
        for call in link + 1..copying.calls().len() {
            let machine = tried.prepared.fork();
            let death = Planned { call, fault: Fault::Death, lasting: false };
            let ended = run(&Process::on(&machine).with_faults(&[refused, death]), REPAIR);
            row.count(
                tried.judge(&machine, &ended).map_err(|why| format!("{}, death at call {call}: {why}", damaged.name)),
            );
        }
    }
    row
}

/// A repair dies, and the one after it.
fn twice(extent: Extent) -> Row {
    let mut row = Row::new("a repair died, and the next one too");
    let step = extent.step(29, 7);
    for damaged in DAMAGED {
        let tried = Tried::new(damaged);
        let death = |call| Planned { call, fault: Fault::Death, lasting: false };
        for (one, name) in calls_of(&tried.prepared.fork(), REPAIR).iter().enumerate() {
            let half_way = tried.prepared.fork();
            drop(run(&Process::on(&half_way).with_faults(&[death(one)]), REPAIR));
            let second = calls_of(&half_way.fork(), REPAIR);
            for (two, next) in second.iter().enumerate().skip(one % step).step_by(step) {
                let machine = half_way.fork();
                let ended = run(&Process::on(&machine).with_faults(&[death(two)]), REPAIR);
                row.count(
                    tried
                        .judge(&machine, &ended)
                        .map_err(|why| format!("{}, deaths at {one} ({name}) and {two} ({next}): {why}", damaged.name)),
                );
            }
        }
    }
    row
}

fn power(extent: Extent) -> Row {
    let mut row = Row::new("the power was cut during a repair");
    for model in Model::ALL {
        for damaged in DAMAGED {
            damaged.cut_power(&mut row, model, extent.step(13, 4), None);
        }
    }
    row
}

/// A repair with a defect.
pub fn broken(row: &mut Row, mutant: Mutant) {
    for damaged in DAMAGED.iter().filter(|damaged| damaged.name.ends_with("no JSON")) {
        damaged.cut_power(row, Model::Posix, 1, Some(mutant));
    }
}

impl Damaged {
    /// Cuts the power at every point of a repair, and tries every `step`th state that may be found then.
    fn cut_power(&self, row: &mut Row, model: Model, step: usize, mutant: Option<Mutant>) {
        let prepared = self.prepare(model);
        let before = prepared.files();
        let machine = Machine::boot(model, &prepared.image(), 1);
        machine.keep_history();
        let repaired = succeed(&Process::on(&machine).with_mutant(mutant), REPAIR);
        repaired.expect("nothing happens to it");
        let mut seen = HashSet::new();
        for (point, disk) in machine.history().iter().enumerate() {
            for image in disk.images().into_iter().step_by(step) {
                if mutant.is_some() && !row.violations.is_empty() {
                    return;
                }
                if seen.insert(image.clone()) {
                    let checked = self.check(&Machine::boot(model, &image, 2), &before, mutant);
                    row.count(checked.map_err(|why| format!("{}, {}, point {point}: {why}", model.name(), self.name)));
                }
            }
        }
    }
}
