//! A holder of the lock that stands still, or dies, while others wait for it.

use super::arena::{Arena, Ending, Run, Running, signal};
use super::command::{Command, Verb};
use super::oracle::judge;
use super::signals;
use super::witness::Witness;
use crate::report::{Extent, Row};
use rustix::process::Signal;
use serde_json::Value;

/// So large a text that a process holds the lock long enough to be met there.
const LONG: usize = 100_000;

/// What times out while another one holds the lock, but for the readers, who find what is published.
const IMPATIENT: [&[&str]; 8] = [
    &["set", "a", "1"],
    &["incr", "n"],
    &["append", "list", "1"],
    &["merge", r#"{"a":1}"#],
    &["unset", "text"],
    &["handoff", "create", "*", "-m", "impatient"],
    &["get", "text"],
    &["get", "--meta", "--full", "."],
];

const WAITING: usize = 4;

/// How many processes are started to meet one of them while it holds the lock.
const TRIES: usize = 2000;

pub fn prove(extent: Extent) -> [Row; 2] {
    [stopped(extent), killed(extent)]
}

fn stopped(extent: Extent) -> Row {
    let mut row = Row::new(
        "the holder stands still: writers time out and change nothing, readers do not wait, and all go on after it",
    );
    let arena = Arena::new();
    let text = "x".repeat(LONG);
    let first = arena.run(&["set", "text", &text]);
    assert_eq!(first.ending, Ending::Exited(0), "{first:?}");
    let mut records = arena.records().len();
    for round in 0..extent.pick(4, 40) {
        let Some((holder, tries)) = stop_a_holder(&arena, round) else {
            row.violations.push(format!("round {round}: nobody was met holding the lock in {TRIES} tries"));
            return row;
        };
        let files = || (arena.text("context.json"), arena.text("context.json.audit.jsonl"));
        let before = files();
        for (words, run) in IMPATIENT.iter().zip(run_all(&arena, &IMPATIENT, "100ms")) {
            let timed_out = run.ending == Ending::Exited(4) && run.stdout.is_empty();
            let is_read = words[0] == "get" && is_published(&run, words, &before.0);
            row.count(if timed_out || is_read { Ok(()) } else { Err(format!("round {round}: {words:?}: {run:?}")) });
        }
        if files() != before {
            row.violations.push(format!("round {round}: something changed while the holder stood still"));
        }
        let waiting: Vec<Running> = (0..WAITING).map(|_| arena.start(&["--wait", "60s", "incr", "n"])).collect();
        signal(&holder.handle, Signal::CONT);
        let runs = std::iter::once(holder).chain(waiting).map(|running| arena.finish(running));
        let failed = runs.filter(|run| run.ending != Ending::Exited(0));
        row.violations.extend(failed.map(|run| format!("round {round}: after it went on: {run:?}")));
        records += tries + WAITING;
        if arena.records().len() != records {
            row.violations.push(format!("round {round}: {} records, not {records}", arena.records().len()));
        }
    }
    let verified = arena.run(&["verify"]);
    row.violations.extend((verified.ending != Ending::Exited(0)).then(|| format!("{verified:?}")));
    row
}

/// Whether a reader that did not wait printed what any tool reads.
fn is_published(run: &Run, words: &[&str], document: &str) -> bool {
    let document: Value = serde_json::from_str(document).expect("it is whole");
    let printed = match words {
        ["get", "text"] => document["text"] == run.stdout.trim_end(),
        _ => serde_json::from_str::<Value>(&run.stdout).is_ok_and(|meta| meta["value"] == document),
    };
    run.ending == Ending::Exited(0) && printed
}

/// Runs commands at once, each waiting so long for the lock.
fn run_all(arena: &Arena, commands: &[&[&str]], wait: &str) -> Vec<Run> {
    let started: Vec<Running> =
        commands.iter().map(|words| arena.start(&[&["--wait", wait], *words].concat())).collect();
    started.into_iter().map(|running| arena.finish(running)).collect()
}

/// A process that was stopped while it held the lock, and how many had to be
/// started until one was met there.
fn stop_a_holder(arena: &Arena, round: usize) -> Option<(Running, usize)> {
    for tries in 1..=TRIES {
        let running = arena.start(&["set", "round", &format!("{round}-{tries}")]);
        let holds = || arena.holder() == Some(running.pid);
        while !holds() && !running.has_ended() {
            std::thread::yield_now();
        }
        // It may have let go just before it stood still.
        if running.stop() && holds() {
            return Some((running, tries));
        }
        signal(&running.handle, Signal::CONT);
        let run = arena.finish(running);
        assert_eq!(run.ending, Ending::Exited(0), "{run:?}");
    }
    None
}

/// The oracle judges that nothing is lost; whoever was not killed must succeed.
fn killed(extent: Extent) -> Row {
    let mut row = Row::new("the holder is killed while 8 others wait: they all succeed");
    let (arena, seed) = (Arena::new(), 9);
    let mut observations = Vec::new();
    std::thread::scope(|scope| {
        let arena = &arena;
        let killer = scope.spawn(move || signals::kill_holders(arena, seed));
        let commands = extent.pick(100, 800);
        let client = move |client: usize| {
            let count = |sequence| {
                let verb = Verb::Incr { path: format!("n{}", sequence % 3), by: 1 };
                arena.observe(Command::new(&format!("client-{client}"), sequence, verb))
            };
            (0..commands).map(count).collect::<Vec<_>>()
        };
        let clients: Vec<_> = (0..9).map(|number| scope.spawn(move || client(number))).collect();
        observations = clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
        arena.close();
        killer.join().unwrap();
    });
    let witness = Witness::gather(&arena, observations);
    let judgement = judge(&witness);
    row.tried = witness.killed();
    row.violations = judgement.violations.into_iter().map(|why| format!("seed {seed}: {why}")).collect();
    if row.tried == 0 {
        row.violations.push("nobody was met holding the lock".to_owned());
    }
    let (all, done) = (witness.observations.len(), judgement.killed_after_commit);
    row.figures.push(format!("{all} commands, {} killed, {done} of them after their commit", witness.killed()));
    row
}
