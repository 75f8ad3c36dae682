//! Commands, and the states that they start from: those that ctx leaves, those
//! that crashes and power cuts leave, and those that people make.

use crate::command::{DOCUMENT, LOCK, LOG, TEMPORARY, succeed};
use crate::simulation::Machine;
use crate::simulation::fault::{Fault, Planned};
use crate::simulation::model::Model;
use crate::simulation::process::Process;

/// A redacted value: the log never holds it.
pub const SECRET: &str = "hunter2";

/// One command and what it finds.
pub struct Scenario {
    pub name: &'static str,
    /// What was done before, successfully.
    before: &'static [&'static [&'static str]],
    /// What then went wrong, or what a person did.
    then: fn(&Machine),
    /// The command under test.
    pub command: &'static [&'static str],
    /// The document that it finds is one that ctx wrote.
    pub whole: bool,
    /// A person had a hand in it.
    pub edited: bool,
    /// A person took the only file away that held a redacted value.
    pub loses: bool,
}

const SEED: &[&str] = &["set", "a=1", "n=1", "list:=[1]", "drop=x"];
const EMIT: &[&str] = &["emit", "topic", r#"{"x":1}"#];
const REQUEST: &[&str] = &["handoff", "create", "b", "-m", "work"];
const TRANSFER: &[&str] = &["handoff", "create", "b", "-m", "work", "--transfer", "a"];
const REDACT: &[&str] = &["set", "--redact", "a", SECRET];
const RENAME: &str = "rename /c/.context.json.tmp";
const FLUSH: &str = "flush /c/context.json.audit";
const ANCHOR: &str = "write /c/context.json.lock";
const BATCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proof/corpus/change/batch.jsonl");
const ACCEPT: &[&str] = &["handoff", "accept", "h2", "--agent", "b"];

const fn verb(
    name: &'static str,
    before: &'static [&'static [&'static str]],
    command: &'static [&'static str],
) -> Scenario {
    Scenario { name, before, then: |_| {}, command, whole: true, edited: false, loses: false }
}

/// What is found where the last record was a message.
const fn found_after_emit(name: &'static str, then: fn(&Machine), whole: bool, edited: bool) -> Scenario {
    Scenario { before: &[SEED, &["set", "a", "2"], EMIT], ..found(name, then, whole, edited) }
}

/// What is found where `a` is redacted; the dead writer's value is too.
const fn found_redacted(name: &'static str, then: fn(&Machine), whole: bool, edited: bool) -> Scenario {
    Scenario { before: &[SEED, REDACT], loses: !whole, ..found(name, then, whole, edited) }
}

/// What a message finds.
const fn emit_found(name: &'static str, then: fn(&Machine), whole: bool, edited: bool) -> Scenario {
    Scenario { command: EMIT, ..found(name, then, whole, edited) }
}

/// The log is long enough when the command begins.
const fn rotating(name: &'static str, command: &'static [&'static str]) -> Scenario {
    Scenario {
        name,
        before: &[SEED, &["set", "a", "2"]],
        then: |m| m.rotate_at(1),
        command,
        whole: true,
        edited: false,
        loses: false,
    }
}

const fn found(name: &'static str, then: fn(&Machine), whole: bool, edited: bool) -> Scenario {
    let command = &["set", "after", "1"];
    Scenario { name, before: &[SEED, &["set", "a", "2"]], then, command, whole, edited, loses: false }
}

/// Every verb that writes.
pub const VERBS: &[Scenario] = &[
    verb("init", &[], &["init"]),
    verb("a first set", &[], &["set", "a", "1"]),
    verb("set", &[SEED], &["set", "a", "2"]),
    verb("unset", &[SEED], &["unset", "drop"]),
    verb("append", &[SEED], &["append", "list", "2"]),
    verb("incr", &[SEED], &["incr", "n"]),
    verb("merge", &[SEED], &["merge", r#"{"a":null,"m":{"x":1}}"#]),
    verb("batch", &[SEED], &["batch", "--from-file", BATCH]),
    verb("a first set --redact", &[], REDACT),
    verb("set --redact", &[SEED], REDACT),
    verb("set of what is redacted", &[SEED, REDACT], &["set", "a", "hunter2 again"]),
    verb("set beside what is redacted", &[SEED, REDACT], &["set", "n", "2"]),
    verb("unset of what is redacted", &[SEED, REDACT], &["unset", "a"]),
    verb("emit beside what is redacted", &[SEED, REDACT], EMIT),
    verb("a first emit", &[], EMIT),
    verb("emit", &[SEED], EMIT),
    rotating("set that rotates the log", &["set", "a", "3"]),
    rotating("emit that rotates the log", EMIT),
    Scenario {
        then: |m| {
            m.rotate_at(1);
            m.compress();
        },
        ..rotating("set that rotates the log, which is then compressed", &["set", "a", "3"])
    },
    verb("emit after emit", &[SEED, EMIT], EMIT),
    verb("set after emit", &[SEED, EMIT], &["set", "a", "2"]),
    verb("handoff create", &[SEED], REQUEST),
    verb("handoff accept", &[SEED, REQUEST], ACCEPT),
    verb("handoff accept with a transfer", &[SEED, TRANSFER], ACCEPT),
    verb("handoff ack", &[SEED, REQUEST], &["handoff", "ack", "h2", "--agent", "b"]),
    verb("handoff release", &[SEED, TRANSFER, ACCEPT], &["handoff", "release", "h2", "--agent", "b"]),
    verb(
        "handoff create --supersedes",
        &[SEED, REQUEST, ACCEPT],
        &["handoff", "create", "c", "-m", "on", "--supersedes", "h2", "--agent", "b"],
    ),
    verb("handoff reject", &[SEED, REQUEST], &["handoff", "reject", "h2", "--agent", "b", "--reason", "no"]),
    verb("handoff complete", &[SEED, REQUEST, ACCEPT], &["handoff", "complete", "h2", "--agent", "b"]),
    verb("handoff fail", &[SEED, REQUEST, ACCEPT], &["handoff", "fail", "h2", "--agent", "b", "--reason", "no"]),
    verb("handoff cancel", &[SEED, REQUEST], &["handoff", "cancel", "h2"]),
    verb("set over what ended", &[SEED, &["set", "gone", "1", "--ttl", "1ns"]], &["set", "a", "2", "--ttl", "1h"]),
    verb("task add", &[SEED], &["task", "add", "t", "u"]),
    verb("task claim", &[SEED, &["task", "add", "t"]], &["task", "claim"]),
    verb("lease acquire", &[SEED], &["lease", "acquire", "l", "--ttl", "1h"]),
];

/// Every state that recovery knows.
pub const RECOVERIES: &[Scenario] = &[
    found("after a death before the rename", |m| die(m, RENAME, Fault::Death), true, false),
    found("after a death within a record", |m| die(m, "append", Fault::DeathHalfWay), true, false),
    found("after a death before the log was flushed", |m| die(m, FLUSH, Fault::Death), true, false),
    found("after the document was removed", |m| m.remove(DOCUMENT), false, false),
    found("after the document was emptied", |m| m.put(DOCUMENT, b""), false, false),
    found("after the document became NUL bytes", |m| m.put(DOCUMENT, &[0; 30]), false, false),
    found("after an edit by hand", |m| m.put(DOCUMENT, b"{\"edited\": 1}"), false, true),
    found("after the log was removed", |m| m.remove(LOG), true, true),
    found("after log and lock were removed", |m| [LOG, LOCK].iter().for_each(|f| m.remove(f)), false, true),
    found("after the lock was removed", |m| m.remove(LOCK), true, false),
    found(
        "after a death before the new log had its name",
        |m| die_rotating(m, "rename /c/.context.json.audit.tmp"),
        true,
        false,
    ),
    found("after a death between the new log and the document", |m| die_rotating(m, RENAME), true, false),
    found(
        "after a death before the rotated log was linked, and a copy in the way",
        |m| {
            die_rotating(m, "link");
            m.put("/c/context.json.audit.000000000002.jsonl", b"in the way");
        },
        true,
        false,
    ),
    found("after a death before a compaction", |m| die_compacting(m, "link"), true, false),
    found("after a death within a compaction", |m| die_compacting(m, "unlink /c/context.json.audit.00"), true, false),
    found("after a death at the end of a compaction", |m| die_compacting(m, "flush directory"), true, false),
    found_after_emit("after a message and a death before the rename", |m| die(m, RENAME, Fault::Death), true, false),
    found_after_emit(
        "after a message and a death within a record",
        |m| die(m, "append", Fault::DeathHalfWay),
        true,
        false,
    ),
    found_after_emit("after a message, and the document was removed", |m| m.remove(DOCUMENT), false, false),
    found_after_emit("after a message and an edit by hand", |m| m.put(DOCUMENT, b"{\"edited\": 1}"), false, true),
    found_after_emit(
        "after a message, and log and lock were removed",
        |m| [LOG, LOCK].iter().for_each(|f| m.remove(f)),
        false,
        true,
    ),
    found("after a death before the anchor of a message", |m| die_emitting(m, ANCHOR), true, false),
    found("after a death before the flush of a message", |m| die_emitting(m, FLUSH), true, false),
    emit_found("a message after a death before the rename", |m| die(m, RENAME, Fault::Death), true, false),
    emit_found("a message after a death within a record", |m| die(m, "append", Fault::DeathHalfWay), true, false),
    emit_found("a message after the document was emptied", |m| m.put(DOCUMENT, b""), false, false),
    emit_found("a message after an edit by hand", |m| m.put(DOCUMENT, b"{\"edited\": 1}"), false, true),
    emit_found("a message after the log was removed", |m| m.remove(LOG), true, true),
    found_redacted("after a redacted death before the rename", |m| die(m, RENAME, Fault::Death), true, false),
    found_redacted("after a redacted death within a record", |m| die(m, "append", Fault::DeathHalfWay), true, false),
    found_redacted("after a redacted death before the log was flushed", |m| die(m, FLUSH, Fault::Death), true, false),
    found_redacted("after a redacted death beside the value", |m| die_beside(m, RENAME), true, false),
    Scenario {
        before: &[],
        ..found_redacted(
            "after a redacted death before the first rename",
            |m| die_at_first(m, REDACT, RENAME),
            true,
            false,
        )
    },
    Scenario {
        command: EMIT,
        ..found_redacted("a message after a redacted death", |m| die(m, RENAME, Fault::Death), true, false)
    },
    found_redacted("after a redacted document was removed", |m| m.remove(DOCUMENT), false, false),
    found_redacted("after a redacted document was emptied", |m| m.put(DOCUMENT, b""), false, false),
    found_redacted("after an edit by hand of a redacted document", edit_redacted, true, true),
    found_redacted("after a redacted document's log was removed", |m| m.remove(LOG), true, true),
    found_redacted(
        "after a redacted document's log and lock were removed",
        |m| [LOG, LOCK].iter().for_each(|f| m.remove(f)),
        true,
        true,
    ),
    found_redacted("after a redacted document's lock was removed", |m| m.remove(LOCK), true, false),
    found_redacted(
        "after a redacted death, and the lock was removed",
        |m| {
            die(m, RENAME, Fault::Death);
            m.remove(LOCK);
        },
        true,
        false,
    ),
    found_redacted(
        "after a redacted death, and the document was removed",
        |m| {
            die(m, RENAME, Fault::Death);
            m.remove(DOCUMENT);
        },
        true,
        false,
    ),
    found("after something was left in the temporary file", |m| m.put(TEMPORARY, b"{"), true, false),
];

/// A `set` dies at the first call that begins so.
fn die(machine: &Machine, at: &str, fault: Fault) {
    let command = ["set", "a", "3", "-m", "died"];
    let calls = calls_of(&machine.fork(), &command);
    die_at(machine, &command, calls.iter().position(|call| call.starts_with(at)), fault);
}

/// Whoever comes next rotates the log too.
fn die_rotating(machine: &Machine, at: &str) {
    machine.rotate_at(1);
    die(machine, at, Fault::Death);
}

/// A compaction of three logs dies at the last call that begins so.
fn die_compacting(machine: &Machine, at: &str) {
    machine.rotate_at(1);
    for value in ["3", "4"] {
        succeed(&Process::on(machine), &["set", "a", value]).expect("nothing happens to it");
    }
    let command = ["log", "compact", "--keep", "1"];
    let calls = calls_of(&machine.fork(), &command);
    die_at(machine, &command, calls.iter().rposition(|call| call.starts_with(at)), Fault::Death);
}

/// A `set` of something else dies at the first call that begins so.
fn die_beside(machine: &Machine, at: &str) {
    die_at_first(machine, &["set", "n", "3", "-m", "died"], at);
}

fn die_at_first(machine: &Machine, command: &[&str], at: &str) {
    let calls = calls_of(&machine.fork(), command);
    die_at(machine, command, calls.iter().position(|call| call.starts_with(at)), Fault::Death);
}

/// A person changes a redacted value, and one beside it.
fn edit_redacted(machine: &Machine) {
    let text = String::from_utf8(machine.read(DOCUMENT).expect("it is there")).expect("ctx wrote it");
    let edited = text.replace(SECRET, "hunter2 by hand").replace("\"n\": 1", "\"n\": 7");
    machine.put(DOCUMENT, edited.as_bytes());
}

/// An `emit` dies at the last call that begins so.
fn die_emitting(machine: &Machine, at: &str) {
    let command = ["emit", "topic", "-m", "died"];
    let calls = calls_of(&machine.fork(), &command);
    die_at(machine, &command, calls.iter().rposition(|call| call.starts_with(at)), Fault::Death);
}

fn die_at(machine: &Machine, command: &[&str], call: Option<usize>, fault: Fault) {
    let call = call.expect("the call is made");
    let process = Process::on(machine).with_faults(&[Planned { call, fault, lasting: false }]);
    drop(crate::command::run(&process, command));
    assert!(process.is_dead());
}

/// The calls of a command that nothing happens to.
pub fn calls_of(machine: &Machine, command: &[&str]) -> Vec<String> {
    let process = Process::on(machine);
    succeed(&process, command).expect("nothing happens to it");
    process.calls()
}

impl Scenario {
    /// A machine in the state that the command finds.
    pub fn prepare(&self, model: Model) -> Machine {
        let machine = Machine::new(model);
        for command in self.before {
            succeed(&Process::on(&machine), command).expect("nothing happens to it");
        }
        (self.then)(&machine);
        machine
    }
}
