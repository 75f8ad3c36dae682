//! Arbitrary bytes where ctx expects its own: as document, log, lock file, path,
//! merge and patch. Nothing panics, reading changes nothing, and no byte that was
//! there is gone: it is understood, kept aside, or refused.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::KeyPath;
use ctxfile::internals::json::patch::Patch;
use serde_json::Value;

use crate::command::{DOCUMENT, Ended, LOCK, LOG, run, succeed};
use crate::report::{Extent, Row};
use crate::scenario::VERBS;
use crate::simulation::Machine;
use crate::simulation::disk::Files;
use crate::simulation::model::Model;
use crate::simulation::process::Process;
use crate::witness::{reads_change_nothing, records};

/// Numbers that look random and come again with the same seed (Marsaglia, 2003).
pub struct Xorshift(pub u64);

impl Xorshift {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// What parsers stumble over.
const TOKENS: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"{\"\":",
    b"null",
    b"-",
    b"1e999",
    b"\\ud800",
    b"\xff",
    b"\xef\xbb\xbf",
    b"/",
    b"~2",
    b".",
    b"[-1]",
    b"[99999999999999999999]",
    b"\"rev\":18446744073709551615",
    b"\"_ctx\":",
    b"\x1b[2J",
];

/// Every input that once was handled wrongly, and some that are right.
const DOCUMENTS: &[&[u8]] = &[
    include_bytes!("corpus/document/handoff.json"),
    include_bytes!("corpus/document/nested.json"),
    include_bytes!("corpus/document/numbers.json"),
    include_bytes!("corpus/document/utf-16.json"),
];
const PATHS: &str = include_str!("corpus/path/paths.txt");
const CHANGES: &str = include_str!("corpus/change/changes.jsonl");

fn mutated(random: &mut Xorshift, original: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(7) {
            0 => bytes.truncate(at),
            1 => bytes[at..end].fill(0),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            5 => bytes.rotate_left(at),
            _ => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
        }
    }
    bytes
}

/// One bit of each byte first, which makes another digit of a digit; then anything.
fn mutant_number(number: usize, random: &mut Xorshift, original: &[u8]) -> Vec<u8> {
    if number >= original.len() {
        return mutated(random, original);
    }
    let mut bytes = original.to_vec();
    bytes[number] ^= 1;
    bytes
}

/// Some seconds of each kind.
pub fn prove(extent: Extent) -> Vec<Row> {
    let rounds = extent.pick(1_500, 20_000);
    vec![
        files(DOCUMENT, "arbitrary bytes as the document", rounds),
        files(LOG, "arbitrary bytes in the log", rounds),
        files(LOCK, "arbitrary bytes in the lock file", rounds),
        paths(rounds * 20),
        changes(rounds * 4),
    ]
}

/// A context with some history, in this boot or in another.
fn context(boot: u32) -> Machine {
    let before = Machine::new(Model::Ext4);
    let said = [&["set", "a=1", "b=2"][..], &["merge", r#"{"c":{"d":[1,2]}}"#], &["handoff", "create", "x", "-m", "y"]];
    for command in said.into_iter().chain([VERBS[2].command]) {
        assert!(matches!(run(&Process::on(&before), command), Ended::Well(_)), "nothing happens to it");
    }
    if boot == 1 { before } else { Machine::boot(Model::Ext4, &before.image(), boot) }
}

fn files(path: &str, kind: &str, rounds: usize) -> Row {
    let mut row = Row::new(kind);
    let machines = [context(1), context(2)];
    for seed in 0..rounds {
        let mut random = Xorshift(0x9E37_79B9_7F4A_7C15 ^ (u64::try_from(seed).unwrap() + 1));
        let machine = machines[random.below(2)].fork();
        let original = machine.read(path).unwrap_or_default();
        let original = if path == DOCUMENT { DOCUMENTS[random.below(DOCUMENTS.len())].to_vec() } else { original };
        let bytes = mutant_number(seed, &mut random, &original);
        if path == LOCK {
            machine.put_in_place(path, &bytes);
        } else {
            machine.put(path, &bytes);
        }
        let judged = catch_unwind(AssertUnwindSafe(|| judge(&machine, path)));
        row.count(
            judged
                .unwrap_or_else(|_| Err("it panicked".to_owned()))
                .map_err(|why| format!("seed {seed}: {why}: {}", bytes.escape_ascii())),
        );
    }
    row
}

fn judge(machine: &Machine, path: &str) -> Result<(), String> {
    reads_change_nothing(machine)?;
    if path == LOCK {
        let read = succeed(&Process::on(machine), &["status", "--json"])?;
        if read.matches(r#""rev": 4"#).count() != 2 || succeed(&Process::on(machine), &["get", "a"])? != "2\n" {
            return Err(format!("the lock file is advice, and yet {read} is read"));
        }
    }
    let before = machine.files();
    let ended = run(&Process::on(machine), &["set", "probe", "1"]);
    match &ended {
        Ended::Well(_) => nothing_is_gone(&before, &machine.files())?,
        Ended::NotCommitted(why) if why.contains("could not") => {
            let now = machine.files();
            let others = |files: &Files| files.iter().filter(|(p, _)| !p.ends_with(LOCK)).count();
            if others(&before) != others(&now)
                || before.iter().any(|(p, d)| !p.ends_with("context.json.lock") && now.get(p) != Some(d))
            {
                return Err(format!("it was refused, and a file changed: {why}"));
            }
        }
        other => return Err(format!("{other:?}")),
    }
    if path == LOCK {
        let log = records(&machine.log());
        let revisions: Vec<u64> = log.iter().filter_map(|record| record["rev"].as_u64()).collect();
        let contiguous = revisions.iter().zip(1..).all(|(found, wanted)| *found == wanted);
        if !matches!(ended, Ended::Well(_)) || !contiguous || log.len() != 5 {
            return Err(format!("the lock file is advice, and yet: {ended:?}, revisions {revisions:?}"));
        }
    }
    Ok(())
}

/// What was in the document is in it now, in the log, or kept aside; what was in
/// the log is a part of it, or kept aside.
fn nothing_is_gone(before: &Files, now: &Files) -> Result<(), String> {
    let file = |image: &Files, path: &str| image.get(std::path::Path::new(path)).cloned().unwrap_or_default();
    let kept_aside = |bytes: &[u8]| now.values().any(|data| data == bytes);
    let log = file(before, LOG);
    let log_now = file(now, LOG);
    let common = log.iter().zip(&log_now).take_while(|(a, b)| a == b).count();
    let line_end = log[..common].iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let rest = &log[line_end..];
    if !(common == log.len() || kept_aside(rest)) {
        return Err(format!("{} bytes of the log are gone", rest.len()));
    }
    let document = file(before, DOCUMENT);
    let parsed = Document::parse(&document).ok().map(|document| document.to_text());
    let recorded = |text: &[u8]| {
        let digest = crate::witness::sha256(text);
        records(&log_now).iter().any(|record| record["post"] == Value::String(digest.clone()))
    };
    let kept = document.is_empty() || parsed.is_some_and(|text| recorded(&text)) || kept_aside(&document);
    if kept { Ok(()) } else { Err("the document's content is gone".to_owned()) }
}

/// What parses is printed in one canonical form, which parses to the same path.
fn paths(rounds: usize) -> Row {
    let mut row = Row::new("arbitrary text as a path");
    let known: Vec<&str> = PATHS.lines().collect();
    for seed in 0..rounds {
        let mut random = Xorshift(0xD1B5_4A32_D192_ED03 ^ (u64::try_from(seed).unwrap() + 1));
        let original = known[random.below(known.len())];
        let bytes = if seed < known.len() { known[seed].into() } else { mutated(&mut random, original.as_bytes()) };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let judged = catch_unwind(|| match text.parse::<KeyPath>() {
            Err(e) => {
                if e.to_string().is_empty() {
                    Err("it says nothing".to_owned())
                } else {
                    Ok(())
                }
            }
            Ok(path) => match path.to_string().parse::<KeyPath>() {
                Ok(again) if again == path => Ok(()),
                again => Err(format!("{path} reads back as {again:?}")),
            },
        });
        let judged = judged.unwrap_or_else(|_| Err("it panicked".to_owned()));
        row.count(judged.map_err(|why| format!("seed {seed}: {text:?}: {why}")));
    }
    row
}

/// A merge or patch applies as a whole or not at all, and its inverse takes it back.
fn changes(rounds: usize) -> Row {
    let mut row = Row::new("arbitrary text as a merge or a patch");
    let known: Vec<&str> = CHANGES.lines().collect();
    for seed in 0..rounds {
        let mut random = Xorshift(0x94D0_49BB_1331_11EB ^ (u64::try_from(seed).unwrap() + 1));
        let original = known[random.below(known.len())].as_bytes();
        let bytes = if seed < known.len() { known[seed].into() } else { mutated(&mut random, original) };
        let judged = catch_unwind(|| apply(&bytes)).unwrap_or_else(|_| Err("it panicked".to_owned()));
        row.count(judged.map_err(|why| format!("seed {seed}: {}: {why}", bytes.escape_ascii())));
    }
    row
}

fn apply(bytes: &[u8]) -> Result<(), String> {
    let Ok(input) = ctxfile::internals::json::parse(bytes) else { return Ok(()) };
    let start = Document::parse(DOCUMENTS[1]).map_err(|e| e.to_string())?;
    if let Ok(patch) = Patch::from_json(input.clone()) {
        let mut document = start.clone();
        match document.apply(&patch) {
            Err(_) if document == start => {}
            Err(e) => return Err(format!("{patch:?} failed with {e} and changed the document")),
            Ok(undo) => {
                let back = document.apply(&undo);
                if back.is_err() || document != start {
                    return Err(format!("the inverse of {patch:?} does not take it back: {back:?}"));
                }
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let machine = context(1);
        let ended = run(&Process::on(&machine), &["merge", "--", text]);
        if ended == Ended::Panicked {
            return Err("merge panicked".to_owned());
        }
    }
    Ok(())
}
