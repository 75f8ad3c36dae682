//! The proof that nothing is lost: every call fails, the power is cut at every
//! point, processes are killed under load, bytes are altered; and the same
//! again with a store that is broken on purpose, which must be noticed.
//!
//! `cargo test --test proof` looks for some minutes, `cargo test --test proof --
//! --long` (or `CTX_PROOF=long cargo test`) for more, and `--thorough` at every state
//! of every disk. A word behind that picks proofs by name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a proof that cannot go on fails, and prints what it found"
)]

mod command;
mod compaction;
mod damage;
mod edits;
mod faults;
mod fuzz;
mod group;
mod images;
mod inherited;
mod lines;
mod load;
mod mutants;
mod power;
mod readers;
mod repair;
mod report;
mod scenario;
mod simulation;
mod together;
mod traced;
mod witness;

#[path = "../support/needs.rs"]
mod needs;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use report::{Extent, Row};
use simulation::model::Model;

/// The name by which a proof is picked, and what it does.
type Proof = (&'static str, fn(Extent) -> Vec<Row>);

/// Those that stay in memory, and can run beside each other.
const SIMULATED: &[Proof] = &[
    ("power on POSIX", |extent| power::prove(Model::Posix, extent)),
    ("power on ext4", |extent| power::prove(Model::Ext4, extent)),
    ("power on xfs", |extent| power::prove(Model::Xfs, extent)),
    ("power on btrfs", |extent| power::prove(Model::Btrfs, extent)),
    ("power again", power::cut_again),
    ("power and compaction", compaction::prove),
    ("power after faults", power::after_a_fault),
    ("faults", faults::prove),
    ("recovery again", faults::compound),
    ("repair", repair::prove),
    ("together", together::prove),
    ("group commit", group::prove),
    ("inherited lock", inherited::prove),
    ("readers", readers::prove),
    ("edits", edits::prove),
    ("fuzz", fuzz::prove),
    ("lines", lines::prove),
    ("mutants", mutants::prove),
];

/// Those that run the binary, and have the machine for themselves.
const REAL: &[Proof] =
    &[("strace", traced::prove), ("images", images::prove), ("load", load::prove), ("locked", load::locked::prove)];

/// How many violations of one kind are told; the first usually explains the others.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    let is_long = std::env::var_os("CTX_PROOF").is_some_and(|extent| extent == "long");
    let extent = match (has("--long") || is_long, has("--thorough")) {
        (_, true) => Extent::Thorough,
        (true, false) => Extent::Long,
        (false, false) => Extent::Bounded,
    };
    let picks: Vec<&String> = arguments.iter().filter(|a| !a.starts_with('-')).collect();
    let is_picked = |(name, _): &&Proof| picks.is_empty() || picks.iter().any(|pick| name.contains(pick.as_str()));
    let simulated: Vec<&Proof> = SIMULATED.iter().filter(is_picked).collect();
    let real = REAL.iter().filter(is_picked).flat_map(|(_, prove)| prove(extent));
    let rows: Vec<Row> = beside_each_other(&simulated, extent).into_iter().chain(real).collect();
    println!("| what was done | times | promises broken |\n|---|---|---|");
    for row in &rows {
        println!("{row}");
    }
    for row in &rows {
        for told in row.violations.iter().take(SHOWN).chain(&row.figures) {
            eprintln!("{}: {told}", row.kind);
        }
    }
    let is_kept = rows.iter().all(|row| row.violations.is_empty());
    let is_whole = tell_what_was_skipped(&rows) || std::env::var_os("CI").is_none();
    if is_kept && is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The line that counts what was skipped here and by the tests before. Whether nothing was.
fn tell_what_was_skipped(rows: &[Row]) -> bool {
    let mut lacks = needs::take_notes();
    lacks.extend(rows.iter().filter_map(|row| row.skipped.clone()));
    let summary = needs::summary(&lacks);
    if let Some(line) = &summary {
        println!("{line}");
    }
    summary.is_none()
}

fn beside_each_other(proofs: &[&Proof], extent: Extent) -> Vec<Row> {
    let next = AtomicUsize::new(0);
    let found: Vec<Mutex<Vec<Row>>> = proofs.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                // The last ones take longest, so they go first.
                while let Some((proof, rows)) = proofs
                    .len()
                    .checked_sub(next.fetch_add(1, Ordering::Relaxed) + 1)
                    .and_then(|i| Some((proofs.get(i)?, found.get(i)?)))
                {
                    let start = Instant::now();
                    *rows.lock().unwrap() = proof.1(extent);
                    eprintln!("{}: took {} s", proof.0, start.elapsed().as_secs());
                }
            });
        }
    });
    found.into_iter().flat_map(|rows| rows.into_inner().unwrap()).collect()
}
