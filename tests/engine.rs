//! A second engine: every verb that needs no file answers the same on an engine in memory, which has
//! nothing but compare-and-swap, as on the one over a file.

mod child;
mod memory;

use ctxfile::internals::store::volume::Volume;

use crate::engine::memory::Memory;
use crate::support::{Answer, Context};

/// Command lines for one context, over all verbs that need no file.
const LINES: &[&[&str]] = &[
    &["init"],
    &["status"],
    &["status", "--json"],
    &["set", "a.b", "1"],
    &["set", "a.b", "1"],
    &["set", "a.c=text", "n:=[1,2]", "-m", "why", "--print-rev"],
    &["set", "--ttl", "1h", "short", "x"],
    &["get"],
    &["get", "a.b"],
    &["get", "--meta", "a"],
    &["get", "missing"],
    &["get", "a", "--at", "2"],
    &["has", "a.b"],
    &["has", "missing"],
    &["keys"],
    &["namespaces"],
    &["append", "n", "3", "4"],
    &["incr", "count", "5"],
    &["incr", "a"],
    &["merge", "{\"a\":{\"d\":null},\"m\":{\"x\":1}}"],
    &["merge", "{\"m\":{\"y\":2}}", "--if-rev", "1"],
    &["set", "a.b", "2", "--if-value", "9"],
    &["set", "a.b", "1.0", "--if-unchanged-since", "2"],
    &["unset", "m.x"],
    &["unset", "missing"],
    &["set", "--dry-run", "a.b", "7"],
    &["set", "--redact", "token", "not-a-secret"],
    &["get", "token"],
    &["set", "token", "another"],
    &["log", "--json", "-n", "1"],
    &["emit", "build.done", "{\"ok\":true}"],
    &["emit", "ping", "--dry-run"],
    &["emit", "ping", "--if-rev", "1"],
    &["emit", "ping", "--print-rev"],
    &["log"],
    &["log", "--path", "a"],
    &["show", "3"],
    &["show", "99"],
    &["diff", "2", "3"],
    &["blame"],
    &["undo", "3"],
    &["undo", "99"],
    &["restore", "6", "--path", "a"],
    &["tag", "release", "2"],
    &["get", "a", "--at", "release"],
    &["policy", "merge", "n", "union"],
    &["policy", "limit", "20MiB"],
    &["policy", "list"],
    &["authority", "set", "planner", "builder"],
    &["authority"],
    &["lease", "acquire", "build", "--ttl", "1m"],
    &["lease", "list"],
    &["lease", "acquire", "build", "--ttl", "1m", "--no-wait"],
    &["lease", "release", "build", "--token", "99"],
    &["lease", "run", "deploy", "--ttl", "1m", "--", "true"],
    &["once", "migrate", "--", "true"],
    &["once", "migrate", "--", "true"],
    &["task", "add", "one", "two"],
    &["task", "list"],
    &["task", "claim"],
    &["task", "show", "one"],
    &["task", "progress"],
    &["task", "complete", "one", "--result", "done"],
    &["task", "wait", "one"],
    &["task", "collect"],
    &["task", "remove", "one"],
    &["handoff", "create", "builder", "--message", "Build it"],
    &["handoff", "create", "planner", "--message", "Plan it", "--entity", "n=1", "--artifact", BATCH],
    &["handoff", "next"],
    &["handoff", "note", "h29", "-m", "soon"],
    &["handoff", "next"],
    &["handoff", "next", "--wait", "10ms"],
    &["handoff", "complete", "h29", "--result", "planned", "--artifact", BATCH],
    &["handoff", "show", "h28"],
    &["handoff", "list"],
    &["handoff", "inbox"],
    &["agents"],
    &["wait", "a.b"],
    &["wait", "missing", "--timeout", "10ms"],
    &["watch", "--since", "0", "-n", "3"],
    &["watch", "--timeout", "10ms"],
    &["batch", "--from-file", BATCH],
    &["batch", "--from-file", BATCH, "--if-rev", "1"],
    &["get", "batched"],
    &["edit", "a"],
    &["edit", "a"],
    &["edit", "a", "--if-rev", "1"],
    &["get", "a"],
    &["vote", "open", "release", "--options", "ship,wait", "--voters", "planner,builder", "-m", "now?"],
    &["vote", "open", "release", "--options", "ship,stay", "--voters", "planner,builder"],
    &["vote", "cast", "release", "ship", "--json"],
    &["vote", "cast", "release", "ship", "--agent", "stranger"],
    &["vote", "wait", "release", "--timeout", "10ms"],
    &["vote", "cast", "release", "ship", "--agent", "builder"],
    &["vote", "wait", "release"],
    &["vote", "show", "release"],
    &["vote", "open", "late", "--options", "a,b", "--quorum", "2", "--until", "1ns"],
    &["vote", "wait", "late"],
    &["vote", "open", "shut", "--options", "a,b", "--quorum", "2"],
    &["vote", "close", "shut"],
    &["vote", "list"],
    &["get", "votes"],
    &["watch", "--type", "vote.*", "--since", "0", "-n", "2"],
];

/// Operations for `batch`, one a line.
const BATCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engine/batch.jsonl");

/// What an answer says of the engine, and not of the document.
fn comparable(answer: Answer, context: &Context) -> Answer {
    let mut answer = answer.normalized(context);
    let lines = answer.stdout.lines().filter(|line| !line.starts_with("lock ") && !line.starts_with("pid: "));
    answer.stdout = lines.map(of_document).collect::<Vec<String>>().join("\n");
    answer
}

/// A line without what a record says of the process and of the files of its engine.
fn of_document(line: &str) -> String {
    let Ok(serde_json::Value::Object(mut record)) = serde_json::from_str(line) else { return line.to_owned() };
    for name in ["pid", "boot", "published", "replaced", "lineage"] {
        record.shift_remove(name);
    }
    serde_json::Value::Object(record).to_string()
}

#[test]
fn every_verb_that_needs_no_file_answers_the_same_on_both_engines() {
    let (file, memory) = (Context::empty(), Context::empty());
    let on_file = child::run("file", file.directory(), LINES);
    let in_memory = child::run("memory", memory.directory(), LINES);
    assert_eq!((on_file.len(), in_memory.len()), (LINES.len(), LINES.len()));
    for ((line, on_file), in_memory) in LINES.iter().zip(on_file).zip(in_memory) {
        assert_ne!(on_file.code, 2, "ctx {}: {}", line.join(" "), on_file.stderr);
        assert_eq!(comparable(in_memory, &memory), comparable(on_file, &file), "ctx {}", line.join(" "));
    }
    assert_eq!(memory.files(), ["answers.json"], "it is in memory alone");
}

#[test]
fn a_verb_that_needs_a_capability_says_which_one_the_engine_lacks() {
    let context = Context::empty();
    let lines: &[&[&str]] =
        &[&["lock", "--", "true"], &["log", "compact", "--keep", "1"], &["repair"], &["verify"], &["doctor"]];
    let answers = child::run("memory", context.directory(), lines);
    let said: Vec<(i32, String)> = answers
        .into_iter()
        .map(|answer| (answer.code, answer.stderr.lines().next().unwrap_or_default().to_owned()))
        .collect();
    let lacks = |what: &str| (2, format!("ctx: the engine of this context cannot {what}"));
    assert_eq!(
        said,
        [
            lacks("hold its lock while a command runs"),
            lacks("drop old records"),
            lacks("find or repair damage"),
            lacks("verify its records"),
            lacks("be examined by doctor"),
        ]
    );
}

#[test]
fn threads_that_race_on_the_engine_in_memory_lose_no_update() {
    const THREADS: usize = 8;
    const TIMES: usize = 40;
    let memory = Memory::default();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..TIMES {
                    let volume: Box<dyn Volume> = Box::new(memory.clone());
                    let (code, _) = child::run_on(volume, ["--quiet", "incr", "n"].into_iter());
                    assert_eq!(code, 0);
                }
            });
        }
    });
    let get = |line: &[&str]| child::run_on(Box::new(memory.clone()), line.iter().copied()).1;
    assert_eq!(get(&["get", "n"]).trim(), (THREADS * TIMES).to_string());
    let revisions = get(&["log", "--json", "-n", "0"]).lines().count();
    assert!(revisions == 0 || revisions == THREADS * TIMES);
}

#[test]
fn who_waits_reads_the_document_only_when_what_it_waits_for_changed() {
    let memory = Memory::default();
    let run = |line: &[&str]| child::run_on(Box::new(memory.clone()), line.iter().copied());
    assert_eq!(run(&["--quiet", "set", "n", "0"]).0, 0);
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| run(&["wait", "there", "--value"]));
        while memory.reads() < 2 {
            std::thread::yield_now();
        }
        for n in ["1", "2", "3"] {
            assert_eq!(run(&["--quiet", "set", "n", n]).0, 0);
        }
        assert_eq!(run(&["--quiet", "set", "there", "yes"]).0, 0);
        assert_eq!(waiter.join().unwrap(), (0, "yes\n".to_owned()));
    });
    assert_eq!(memory.reads(), 3, "at first, when the watch had started, and when the value was there");
}
