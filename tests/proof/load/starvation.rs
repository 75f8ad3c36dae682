//! Readers that never pause, and a writer among them.

use std::time::Duration;

use super::arena::{Arena, Ending};
use crate::report::{Extent, Row};

const READERS: usize = 4;

pub fn prove(extent: Extent) -> [Row; 1] {
    let writes = extent.pick(200, 1000);
    let mut row = Row::new(format!("{READERS} readers that never pause do not starve a writer"));
    for readers in [READERS, 0] {
        let (durations, reads) = write_among(readers, writes, &mut row);
        row.figures.push(format!("a writer among {readers} readers ({reads} reads): {}", summary(durations)));
    }
    [row]
}

fn write_among(readers: usize, writes: usize, row: &mut Row) -> (Vec<Duration>, usize) {
    let arena = Arena::new();
    let first = arena.run(&["set", "n", "first"]);
    assert_eq!(first.ending, Ending::Exited(0), "{first:?}");
    std::thread::scope(|scope| {
        let arena = &arena;
        let readers: Vec<_> = (0..readers).map(|_| scope.spawn(|| read_until_closed(arena))).collect();
        let mut durations = Vec::new();
        for i in 0..writes {
            let run = arena.run(&["--wait", "60s", "set", "n", &i.to_string()]);
            durations.push(run.ended - run.started);
            row.count(if run.ending == Ending::Exited(0) { Ok(()) } else { Err(format!("write {i}: {run:?}")) });
        }
        arena.close();
        let mut reads = 0;
        for reader in readers {
            let (count, failures) = reader.join().unwrap();
            reads += count;
            row.violations.extend(failures);
        }
        (durations, reads)
    })
}

fn read_until_closed(arena: &Arena) -> (usize, Vec<String>) {
    let (mut count, mut failures) = (0, Vec::new());
    while !arena.is_closed() {
        let run = arena.run(&["--wait", "60s", "get", "n"]);
        count += 1;
        if run.ending != Ending::Exited(0) {
            failures.push(format!("a reader: {run:?}"));
        }
    }
    (count, failures)
}

/// Median, 99th percentile and maximum.
fn summary(mut durations: Vec<Duration>) -> String {
    durations.sort_unstable();
    let at = |percent: usize| {
        let index = (durations.len() * percent / 100).min(durations.len() - 1);
        durations[index].as_secs_f64() * 1000.0
    };
    format!("median {:.1} ms, p99 {:.1} ms, max {:.1} ms", at(50), at(99), at(100))
}
