//! `ctx lock`, with writers that it runs and leaves behind, and signals for all of them: the
//! one that holds the lock, its command, and whoever inherited the lock.

use std::collections::HashMap;

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open};
use serde_json::{Value, json};

use super::arena::{Arena, Ending, can_signal, signal};
use super::random::Random;
use crate::report::{Extent, Row};

const CLIENTS: usize = 6;

/// One step that reads and writes, and then some that write at once, the last of which is
/// left behind. What each answered is in a file of its own.
const SCRIPT: &str = r#"
run() { tag=$1; shift; "$CTX_BINARY" -c context.json --wait 60s "$@" -m "$tag" >/dev/null 2>"said-$tag"; echo $? >"code-$tag"; }
n=$("$CTX_BINARY" -c context.json --wait 60s get n) && run "$0-1" set n $((n + 1))
run "$0-2" incr n &
run "$0-3" incr n
run "$0-4" incr n &
"#;

/// How a change ended, as its file or its process says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Code(i32),
    /// It was killed, or who would have written it down.
    Nothing,
}

pub fn prove(extent: Extent) -> Vec<Row> {
    let kind = "`ctx lock` and all that it runs, under SIGTERM and SIGKILL: nothing is lost";
    if !can_signal() {
        return vec![Row::skipped(kind, "processes have no descriptors on this system")];
    }
    let mut row = Row::new(kind);
    let (arena, seed, rounds) = (Arena::new(), 11, extent.pick(25, 200));
    let first = arena.run(&["set", "n", "0"]);
    assert_eq!(first.ending, Ending::Exited(0), "{first:?}");
    let mut said = HashMap::new();
    let mut signals = 0;
    std::thread::scope(|scope| {
        let arena = &arena;
        let killer = scope.spawn(move || disturb(arena, seed));
        let work = move |client| (0..rounds).flat_map(|round| work(arena, client, round)).collect::<Vec<_>>();
        let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(move || work(client))).collect();
        said.extend(clients.into_iter().flat_map(|client| client.join().unwrap()));
        arena.close();
        signals = killer.join().unwrap();
    });
    // Who was killed may have left somebody behind who still has its lock.
    let last = arena.run(&["--wait", "60s", "lock", "--", "true"]);
    row.violations.extend((last.ending != Ending::Exited(0)).then(|| format!("the lock was not given back: {last:?}")));
    let records = arena.records();
    for (tag, ended) in &mut said {
        if let Ok(code) = std::fs::read_to_string(arena.path(&format!("code-{tag}"))) {
            *ended = code.trim().parse().map_or(Said::Nothing, Said::Code);
        }
        row.count(judge(&arena, &records, tag, *ended).map_err(|why| format!("seed {seed}: {tag} {ended:?}: {why}")));
    }
    row.violations.extend(steps(&records).map(|why| format!("seed {seed}: {why}")));
    let verified = arena.run(&["verify"]);
    row.violations.extend((verified.ending != Ending::Exited(0)).then(|| format!("seed {seed}: {verified:?}")));
    let ended = |code| said.values().filter(|ended| **ended == Said::Code(code)).count();
    let (done, refused) = (ended(0), ended(3));
    row.figures.push(format!("{signals} signals; {done} changes done, {refused} refused since their lock had ended"));
    vec![row]
}

/// One round of a client: the tags of its changes, and what is known of them.
fn work(arena: &Arena, client: usize, round: usize) -> Vec<(String, Said)> {
    let tag = format!("c{client}-{round}");
    if (client + round).is_multiple_of(3) {
        let run = arena.run(&["--wait", "60s", "incr", "n", "-m", &tag]);
        let said = if let Ending::Exited(code) = run.ending { Said::Code(code) } else { Said::Nothing };
        // A signal that ended it is no exit code.
        return vec![(tag, if said == Said::Code(-Signal::TERM.as_raw()) { Said::Nothing } else { said })];
    }
    let script = format!("CTX_BINARY='{}'\n{SCRIPT}", env!("CARGO_BIN_EXE_ctx"));
    arena.run(&["--wait", "60s", "lock", "--", "sh", "-c", &script, &tag]);
    (1..=4).map(|step| (format!("{tag}-{step}"), Said::Nothing)).collect()
}

/// Whether a change is recorded if and only if it says so.
fn judge(arena: &Arena, records: &[Value], tag: &str, ended: Said) -> Result<(), String> {
    let times = records.iter().filter(|record| record["message"] == tag).count();
    let said = arena.text(&format!("said-{tag}"));
    match (ended, times) {
        // By the last two the shell tells that a signal ended it.
        (Said::Code(0), 1) | (Said::Nothing | Said::Code(137 | 143), 0 | 1) => Ok(()),
        (Said::Code(3), 0) if said.contains("does not hold") => Ok(()),
        _ => Err(format!("it is recorded {times} times, and said {said:?}")),
    }
}

/// Each record goes one step on from the one before: so a step that reads and writes lost
/// nothing either.
fn steps(records: &[Value]) -> impl Iterator<Item = String> {
    records.iter().skip(1).zip(1..).filter_map(|(record, n): (&Value, u64)| {
        let expected = json!([{"op": "replace", "path": "/n", "value": n}]);
        (record["patch"] != expected).then(|| format!("step {n} is {}", super::witness::tell_record(record)))
    })
}

/// Sends signals to processes at random, as long as the arena is open; how many.
fn disturb(arena: &Arena, seed: u64) -> usize {
    let (mut random, mut sent) = (Random::new(seed), 0);
    while arena.await_starts(arena.starts() + 1 + random.below(2)) {
        super::signals::wait_somewhat(&mut random);
        let running = arena.running();
        if running.is_empty() {
            continue;
        }
        let (pid, handle) = random.pick(&running).clone();
        let how = *random.pick(&[Signal::TERM, Signal::KILL]);
        let below = descendants(pid);
        if below.is_empty() || random.is_one_in(3) {
            signal(&handle, how);
        } else {
            let victim = *random.pick(&below);
            let Some(handle) = Pid::from_raw(victim).and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok()) else {
                continue;
            };
            // It is that one, unless its number went to another meanwhile.
            if !descendants(pid).contains(&victim) {
                continue;
            }
            signal(&handle, how);
        }
        sent += 1;
    }
    sent
}

/// All processes that one began and that have not ended, and those that they began.
fn descendants(pid: u32) -> Vec<i32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children: Vec<i32> = children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect();
    let below = children.iter().filter_map(|child| u32::try_from(*child).ok()).flat_map(descendants);
    children.iter().copied().chain(below.collect::<Vec<_>>()).collect()
}
