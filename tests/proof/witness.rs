//! What must hold of a context, whatever happened to it: the log is the witness.

use serde_json::Value;

use crate::command::{DOCUMENT, LOG, TEMPORARY, run, succeed};
use crate::scenario::SECRET;
use crate::simulation::Machine;
use crate::simulation::fault::Mutant;
use crate::simulation::process::Process;

/// What a context may be found to be.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Expected {
    /// The log begins with these bytes.
    pub log: Vec<u8>,
    /// Each revision that was acknowledged is there, up to this one.
    pub acknowledged: u64,
    /// Nobody asked for a later revision than this.
    pub asked_for: u64,
    /// At every instant, any tool reads a whole document.
    pub whole: bool,
    /// The first rename may be lost with the power: the log has what it published.
    pub after_a_power_cut: bool,
    /// A person edited the document, or removed the log: one record may say so.
    pub edited: bool,
    /// The log that there would be if nothing had happened; what is read is part of it.
    pub reference: Option<Vec<u8>>,
    /// The document of each revision from 0 on, if they are known.
    pub documents: Option<Vec<Value>>,
    /// Nothing was ever flushed: refusing to guess is an answer too.
    pub may_refuse: bool,
    /// What nobody flushed may be such that only a repair tells what it was.
    pub may_need_repair: bool,
    /// A redacted value may be lost: a person took the only file away that had it.
    pub may_lose: bool,
    pub mutant: Option<Mutant>,
}

/// The digest that `sha256sum` prints.
pub fn sha256(bytes: &[u8]) -> String {
    ctxfile::internals::log::digest::Digest::of(bytes).to_string()
}

/// The records of a log that end with a newline and are JSON.
pub fn records(log: &[u8]) -> Vec<Value> {
    log.split_inclusive(|&b| b == b'\n')
        .filter(|line| line.ends_with(b"\n"))
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}

fn number(record: &Value) -> u64 {
    record["rev"].as_u64().unwrap_or_default()
}

/// Checks a context that nobody uses now, by reading it, by writing to it, and by
/// looking at its files without ctx. The revision that it was at.
///
/// # Errors
/// The first promise that is broken.
pub fn check(machine: &Machine, expected: &Expected) -> Result<u64, String> {
    let raw = machine.read(DOCUMENT);
    let process = || Process::on(machine).with_mutant(expected.mutant);
    let mut read = succeed(&process(), &["get", "--meta", "--full", "."]);
    if read.as_ref().is_err_and(|why| expected.may_need_repair && why.contains("could not read")) {
        match succeed(&process(), &["repair", "--yes"]) {
            Err(why) if !expected.may_refuse => return Err(why),
            _ => read = succeed(&process(), &["get", "--meta", "--full", "."]),
        }
    }
    let text = match &read {
        Ok(text) => text,
        Err(why) if expected.may_refuse && why.contains("could not read") => return Ok(0),
        Err(why) => return Err(why.clone()),
    };
    if text.contains("$redacted") && !expected.may_lose {
        return Err(format!("a redacted value is lost: {text}"));
    }
    let meta: Value = serde_json::from_str(text).map_err(|e| format!("get printed {text}: {e}"))?;
    // The last change of the document is older, where a message came after it.
    let status = succeed(&process(), &["status", "--json"])?;
    let status: Value = serde_json::from_str(&status).map_err(|e| format!("status printed {status}: {e}"))?;
    let found = status["rev"].as_u64().unwrap_or_default();
    if let Some(documents) = &expected.documents {
        let exact = usize::try_from(found).ok().and_then(|rev| documents.get(rev)) == Some(&meta["value"]);
        let known = documents.contains(&meta["value"]);
        if !(exact || expected.edited && known) {
            return Err(format!("what is read is not revision {found}: {text}"));
        }
    }
    if found < expected.acknowledged {
        return Err(format!("revision {} was acknowledged, and {found} is read", expected.acknowledged));
    }
    if found > expected.asked_for {
        return Err(format!("revision {found} is read, and only {} were asked for", expected.asked_for));
    }
    if expected.whole {
        check_raw(machine, raw.as_deref(), expected)?;
    }
    succeed(&process(), &["set", "probe", "1"])?;
    succeed(&process(), &["verify"])?;
    check_log(machine, expected, found)?;
    let log = machine.read(LOG).unwrap_or_default();
    if memchr::memmem::find(&log, SECRET.as_bytes()).is_some() {
        return Err("the log holds what is redacted".to_owned());
    }
    if machine.read(TEMPORARY).is_some() {
        return Err("the temporary file is left behind".to_owned());
    }
    let document = machine.read(DOCUMENT).ok_or("there is no document after a write")?;
    let log = machine.log();
    let post = records(&log).last().map(|record| record["post"].clone());
    if post != Some(Value::String(sha256(&document))) {
        return Err("the document is not that of the last record".to_owned());
    }
    Ok(found)
}

/// Any tool that reads the document finds one of those that were published.
fn check_raw(machine: &Machine, raw: Option<&[u8]>, expected: &Expected) -> Result<(), String> {
    let Some(raw) = raw else {
        let gone = expected.acknowledged > 0 && !expected.after_a_power_cut;
        return if gone { Err("there is no document".to_owned()) } else { Ok(()) };
    };
    serde_json::from_slice::<Value>(raw).map_err(|e| format!("the document is not whole: {e}: {raw:?}"))?;
    let digest = Value::String(sha256(raw));
    let log = machine.log();
    if records(&log).iter().any(|record| record["post"] == digest) || expected.edited {
        Ok(())
    } else {
        Err("the document is none that a record names".to_owned())
    }
}

fn check_log(machine: &Machine, expected: &Expected, found: u64) -> Result<(), String> {
    machine.read(LOG).ok_or("there is no log after a write")?;
    let log = machine.log();
    if !log.starts_with(&expected.log) {
        return Err("records that were there are not there any more".to_owned());
    }
    if let Some(reference) = &expected.reference {
        let read = usize::try_from(found).unwrap();
        if !lines(&log, read).eq(lines(reference, read)) {
            return Err(format!("the records up to revision {found} are not those that were written"));
        }
    }
    let records = records(&log);
    let is_compacted = records.iter().any(|record| record["op"] == "log.compacted");
    let first = if expected.edited || is_compacted { records.first().map_or(1, number) } else { 1 };
    for (record, rev) in records.iter().zip(first..) {
        if number(record) != rev {
            return Err(format!("record {rev} has revision {}", record["rev"]));
        }
    }
    let allowed = usize::from(expected.edited);
    let strangers: Vec<&Value> = records.iter().filter(|record| is_stranger(record)).collect();
    if strangers.len() > allowed {
        return Err(format!("nobody edited the document, but the log says {}", strangers[allowed]["op"]));
    }
    let last = records.last().map(number).unwrap_or_default();
    if last < found {
        return Err(format!("revision {found} was read, and then {last} is the last"));
    }
    Ok(())
}

fn lines(log: &[u8], count: usize) -> impl Iterator<Item = &[u8]> {
    log.split_inclusive(|&b| b == b'\n').take(count)
}

/// How many changes are recorded behind the records that were there before, not
/// counting what people did and the probe of [`check`].
pub fn times_recorded(machine: &Machine, before: &[u8]) -> usize {
    let log = machine.log();
    let new = records(log.get(before.len()..).unwrap_or_default());
    new.iter().filter(|record| !is_stranger(record) && record["args"]["path"] != "probe").count()
}

/// Whether a record says that something happened without ctx.
fn is_stranger(record: &Value) -> bool {
    matches!(record["op"].as_str(), Some("external" | "gap" | "import"))
}

/// Reads without looking at what comes out: it must neither panic nor change a file.
pub fn reads_change_nothing(machine: &Machine) -> Result<(), String> {
    let before = machine.files();
    for arguments in [&["get"][..], &["verify"], &["log"], &["status"]] {
        if run(&Process::on(machine), arguments) == crate::command::Ended::Panicked {
            return Err(format!("`ctx {}` panicked", arguments.join(" ")));
        }
    }
    if machine.files() == before { Ok(()) } else { Err("reading changed a file".to_owned()) }
}
