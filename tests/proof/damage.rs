//! Contexts that are damaged in each way that `repair` knows.

use crate::command::{DOCUMENT, LOCK, LOG, run, succeed};
use crate::scenario::{SECRET, calls_of};
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;

/// A context, what happened to it, and what it is when it is mended.
pub struct Damaged {
    pub name: &'static str,
    /// What was done before, and then went wrong.
    damage: fn(&Machine),
    /// The document as JSON, after the repair.
    pub document: &'static str,
}

const fn damaged(name: &'static str, damage: fn(&Machine), document: &'static str) -> Damaged {
    Damaged { name, damage, document }
}

const NO_JSON: &[u8] = b"{\"n\": 3,";
const FOUR: &str = r#"{"n":4}"#;

pub const DAMAGED: &[Damaged] = &[
    damaged("the first record altered", |m| four(m, |m| alter(m, LOG, 1)), FOUR),
    damaged("a record altered", |m| four(m, |m| alter(m, LOG, 2)), FOUR),
    damaged("the last record altered", |m| four(m, |m| alter(m, LOG, 4)), FOUR),
    damaged("a record left out", |m| four(m, |m| lines(m, LOG, |lines| drop(lines.remove(1)))), FOUR),
    damaged("records taken from the end", |m| four(m, |m| lines(m, LOG, |lines| lines.truncate(2))), FOUR),
    damaged("the log cut within a record", |m| four(m, |m| change(m, LOG, |log| log.truncate(log.len() / 2))), FOUR),
    damaged(
        "garbage behind the last record",
        |m| four(m, |m| change(m, LOG, |log| log.extend_from_slice(b"garbage\n"))),
        FOUR,
    ),
    damaged(
        "a record altered, and the lock removed",
        |m| {
            four(m, |m| alter(m, LOG, 2));
            m.remove(LOCK);
        },
        FOUR,
    ),
    damaged(
        "a record altered, in another boot",
        |m| {
            four(m, |m| alter(m, LOG, 2));
            m.state().boot += 1;
        },
        FOUR,
    ),
    damaged("a document that is no JSON", |m| four(m, |m| m.put(DOCUMENT, NO_JSON)), FOUR),
    damaged(
        "a record altered, and a document that is no JSON",
        |m| {
            four(m, |m| alter(m, LOG, 4));
            m.put(DOCUMENT, NO_JSON);
        },
        r#"{"n":3}"#,
    ),
    damaged(
        "a record altered, and the document removed",
        |m| {
            four(m, |m| alter(m, LOG, 3));
            m.remove(DOCUMENT);
        },
        r#"{"n":2}"#,
    ),
    damaged(
        "a record altered, and the document edited",
        |m| {
            four(m, |m| alter(m, LOG, 2));
            m.put(DOCUMENT, b"{\"edited\": 1}");
        },
        r#"{"edited":1}"#,
    ),
    damaged(
        "a record altered, and a death before the rename",
        |m| {
            four(m, |_| {});
            die(m, &["set", "n", "5"]);
            alter(m, LOG, 2);
        },
        r#"{"n":5}"#,
    ),
    damaged(
        "a record altered before a whole state, and the document removed",
        |m| {
            four(m, |_| {});
            m.put(DOCUMENT, b"{\"edited\": 1}");
            write(m, &["set", "n", "5"]);
            alter(m, LOG, 2);
            m.remove(DOCUMENT);
        },
        r#"{"edited":1,"n":5}"#,
    ),
    damaged("a record altered, beside a redacted value", |m| redacted(m, |m| alter(m, LOG, 2)), REDACTED),
    damaged(
        "a record altered, and a death before the rename of a redacted value",
        |m| {
            write(m, &["set", "n", "1"]);
            write(m, &["set", "n", "4"]);
            die(m, &["set", "--redact", "s", SECRET]);
            alter(m, LOG, 1);
        },
        REDACTED,
    ),
    damaged("a segment altered", |m| rotated(m, |m| alter(m, SEGMENT, 1)), FOUR),
    damaged("a segment removed", |m| rotated(m, |m| m.remove(SEGMENT)), FOUR),
    damaged(
        "a segment in the place of another",
        |m| rotated(m, |m| m.put(SEGMENT, &m.read("/c/context.json.audit.000000000001.jsonl").expect("it is there"))),
        FOUR,
    ),
    damaged(
        "a segment altered, and a document that is no JSON",
        |m| {
            rotated(m, |m| alter(m, SEGMENT, 1));
            m.put(DOCUMENT, NO_JSON);
        },
        FOUR,
    ),
    damaged(
        "a segment altered, and the document edited, in another boot",
        |m| {
            rotated(m, |m| alter(m, SEGMENT, 1));
            m.put(DOCUMENT, b"{\"edited\": 1}");
            m.state().boot += 1;
        },
        r#"{"edited":1}"#,
    ),
    damaged("the log altered behind segments", |m| rotated(m, |m| alter(m, LOG, 1)), FOUR),
];

const SEGMENT: &str = "/c/context.json.audit.000000000002.jsonl";
const REDACTED: &str = r#"{"n":4,"s":"hunter2"}"#;

impl Damaged {
    pub fn prepare(&self, model: Model) -> Machine {
        let machine = Machine::new(model);
        (self.damage)(&machine);
        machine
    }
}

fn write(machine: &Machine, command: &[&str]) {
    succeed(&Process::on(machine), command).expect("nothing happens to it");
}

/// Four revisions, of which `n` is the number.
fn four(machine: &Machine, then: fn(&Machine)) {
    for n in ["1", "2", "3", "4"] {
        write(machine, &["set", "n", n]);
    }
    then(machine);
}

/// The same, each in a log of its own.
fn rotated(machine: &Machine, then: fn(&Machine)) {
    machine.rotate_at(1);
    four(machine, |_| {});
    machine.rotate_at(u64::MAX);
    then(machine);
}

fn redacted(machine: &Machine, then: fn(&Machine)) {
    four(machine, |_| {});
    write(machine, &["set", "--redact", "s", SECRET]);
    then(machine);
}

/// A command dies before the rename, which its record does not need.
fn die(machine: &Machine, command: &[&str]) {
    let calls = calls_of(&machine.fork(), command);
    let call = calls.iter().position(|call| call.starts_with("rename /c/.context.json.tmp")).expect("it is made");
    let death = Planned { call, fault: Fault::Death, lasting: false };
    drop(run(&Process::on(machine).with_faults(&[death]), command));
}

fn change(machine: &Machine, path: &str, edit: impl FnOnce(&mut Vec<u8>)) {
    let mut data = machine.read(path).expect("it is there");
    edit(&mut data);
    machine.put_in_place(path, &data);
}

fn lines(machine: &Machine, path: &str, edit: impl FnOnce(&mut Vec<Vec<u8>>)) {
    change(machine, path, |data| {
        let mut lines: Vec<Vec<u8>> = data.split_inclusive(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
        edit(&mut lines);
        *data = lines.concat();
    });
}

/// One bit of a record, counted from 1.
fn alter(machine: &Machine, path: &str, record: usize) {
    lines(machine, path, |lines| {
        let line = &mut lines[record - 1];
        let middle = line.len() / 2;
        line[middle] ^= 1;
    });
}
