//! Each row of the table of recovery, from the files that a crash leaves.

mod edited;
mod first;
mod log;
mod lost;
mod put_back;
mod rename;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;

use ctxfile::internals::log::digest::Digest;

use crate::support::Context;

const DOCUMENT: &str = "context.json";
const LOG: &str = "context.json.audit.jsonl";
const LOCK: &str = "context.json.lock";
const TEMPORARY: &str = ".context.json.tmp";

/// `a` is 1 in revision 1 and 2 in revision 2.
fn two_revisions() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context
}

fn bytes(context: &Context) -> BTreeMap<String, Vec<u8>> {
    context.files().into_iter().map(|name| (name.clone(), std::fs::read(context.path(&name)).unwrap())).collect()
}

/// Reading prints the value, says this, and writes nothing.
#[track_caller]
fn reads(context: &Context, value: &str, says: &str) {
    let before = bytes(context);
    context.run(&["get", "a"]).prints_and_says(&format!("{value}\n"), says);
    assert_eq!(bytes(context), before);
}

/// The next write says this, leaves these ops, and everything is sound.
#[track_caller]
fn writes(context: &Context, says: &str, ops: &[&str]) {
    context.run(&["set", "b", "1"]).prints_and_says("", says);
    assert_eq!(context.ops(), ops);
    assert!(!context.files().contains(&TEMPORARY.to_owned()));
    context.run(&["get", "b"]).prints("1\n");
    is_sound(context);
}

/// Log and document fit together, byte for byte.
#[track_caller]
fn is_sound(context: &Context) {
    let records = context.records();
    let (first, last) = (&records[0]["rev"], &records[records.len() - 1]["rev"]);
    let sound = format!("{DOCUMENT}: revisions {first} to {last} are sound, {last}:DIGEST\n");
    context.run(&["verify"]).normalized(context).prints(&sound);
}

/// Reading and writing are refused with this, and nothing but the holder of the lock is written.
#[track_caller]
fn is_refused(context: &Context, why: &str) {
    let before = bytes(context);
    context.run(&["get", "a"]).fails(5, &format!("ctx: {why}"));
    assert_eq!(bytes(context), before);
    context.run(&["set", "a", "3"]).fails(5, &format!("ctx: could not set a in {DOCUMENT}: {why}"));
    let without_lock = |mut files: BTreeMap<String, Vec<u8>>| {
        files.remove(LOCK);
        files
    };
    assert_eq!(without_lock(bytes(context)), without_lock(before));
}

/// Every record as if another boot had written it, with a chain that holds; the
/// anchor too, or no anchor.
fn in_another_boot(context: &Context, anchor: bool) {
    written_otherwise(context, anchor, str::to_owned);
}

/// As after a power cut that took back the rename of the last record: the document is the very
/// file that was replaced, which somebody cannot put back, with its time of change.
fn as_the_file_that_was_replaced(context: &Context, anchor: bool) {
    let metadata = std::fs::metadata(context.path(DOCUMENT)).unwrap();
    let ctime = metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec();
    let rev = format!(",\"rev\":{},", context.records().len());
    written_otherwise(context, anchor, |line| match line.split_once(",\"ctime\":") {
        Some((before, after)) if line.contains(&rev) => {
            format!("{before},\"ctime\":{ctime}}}{}", after.split_once('}').unwrap().1)
        }
        _ => line.to_owned(),
    });
}

/// Makes of the document what a power cut leaves of a file: other bytes, and the same times.
fn tear(context: &Context, text: impl AsRef<[u8]>) {
    let modified = std::fs::metadata(context.path(DOCUMENT)).unwrap().modified().unwrap();
    context.write(DOCUMENT, text);
    let file = std::fs::File::options().write(true).open(context.path(DOCUMENT)).unwrap();
    file.set_modified(modified).unwrap();
}

/// Every record as another boot wrote it, and otherwise.
fn written_otherwise(context: &Context, anchor: bool, otherwise: impl Fn(&str) -> String) {
    const OTHER: &str = "00000000-0000-0000-0000-000000000000";
    let boot = context.records()[0]["boot"].as_str().unwrap().to_owned();
    let mut said = context.lock_line(0).replace(&boot, OTHER);
    let mut prev = Digest::NONE;
    let mut log = String::new();
    for (line, record) in context.log().lines().zip(context.records()) {
        let line = otherwise(&line.replace(&boot, OTHER));
        let line = line.replace(record["prev"].as_str().unwrap(), &prev.to_string());
        let body = &line[..line.len() - 72];
        prev = Digest::of(body.as_bytes());
        log.extend([body, ",\"h\":\"", &prev.to_string(), "\"}\n"]);
        said = said.replace(record["h"].as_str().unwrap(), &prev.to_string());
    }
    context.write(LOG, log);
    if anchor {
        context.write_lock_line(0, &said);
    } else {
        context.remove(LOCK);
    }
}
