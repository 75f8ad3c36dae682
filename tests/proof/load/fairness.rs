//! Whether those who came earlier are served earlier.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::arena::{Arena, Ending};
use crate::report::{Extent, Row};

const CLIENTS: usize = 8;

/// A commit: whose, when its command was started, and its revision.
struct Commit {
    client: usize,
    started: Instant,
    rev: usize,
}

pub fn prove(extent: Extent) -> Row {
    let total = extent.pick(400, 4000);
    let mut row = Row::new(format!("{CLIENTS} equal clients: nobody is left out"));
    let (arena, begun) = (Arena::new(), AtomicUsize::new(0));
    let mut commits = Vec::new();
    std::thread::scope(|scope| {
        let (arena, begun) = (&arena, &begun);
        let clients: Vec<_> =
            (0..CLIENTS).map(|client| scope.spawn(move || work(arena, client, begun, total))).collect();
        for client in clients {
            let (done, failures) = client.join().unwrap();
            commits.extend(done);
            row.violations.extend(failures);
        }
    });
    row.tried = commits.len();
    let shares: Vec<usize> = (0..CLIENTS).map(|c| commits.iter().filter(|commit| commit.client == c).count()).collect();
    if let Some(client) = shares.iter().position(|&share| share == 0) {
        row.violations.push(format!("client {client} got nothing, all others {shares:?}"));
    }
    row.figures.push(format!("shares {shares:?} of {}", commits.len()));
    row.figures.push(overtakings(&mut commits));
    row
}

fn work(arena: &Arena, client: usize, begun: &AtomicUsize, total: usize) -> (Vec<Commit>, Vec<String>) {
    let (mut commits, mut failures) = (Vec::new(), Vec::new());
    while begun.fetch_add(1, Ordering::Relaxed) < total {
        let run = arena.run(&["--wait", "60s", "incr", "n"]);
        match (run.ending, run.stdout.trim().parse()) {
            // Every revision is an increment, so the sum is the revision.
            (Ending::Exited(0), Ok(rev)) => commits.push(Commit { client, started: run.started, rev }),
            _ => failures.push(format!("client {client}: {run:?}")),
        }
    }
    (commits, failures)
}

/// By how many who came later each commit was overtaken.
fn overtakings(commits: &mut [Commit]) -> String {
    commits.sort_unstable_by_key(|commit| commit.rev);
    let overtaken_by = |(i, late): (usize, &Commit)| commits[..i].iter().filter(|c| c.started > late.started).count();
    let mut counts: Vec<usize> = commits.iter().enumerate().map(overtaken_by).collect();
    counts.sort_unstable();
    let at = |percent: usize| counts.get(counts.len() * percent / 101).copied().unwrap_or_default();
    format!("overtaken by later ones: median {}, p99 {}, max {}", at(50), at(99), at(100))
}
