//! The proof that nothing is lost: every call fails, the power is cut at every
//! point, processes are killed under load, bytes are altered; and the same
//! again with a store that is broken on purpose, which must be noticed.
//!
//! `cargo test --test proof` looks for about a minute, `cargo test --release
//! --test proof -- --thorough` at everything. A word after `--` picks proofs by name.

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
mod faults;
mod power;
mod report;
mod scenario;
mod simulation;
mod witness;

use std::process::ExitCode;

use report::{Extent, Row};

/// The name by which a proof is picked, and what it does.
type Proof = (&'static str, fn(Extent) -> Vec<Row>);

const PROOFS: &[Proof] = &[("faults", faults::prove), ("power", power::prove)];

/// How many violations of one kind are told; the first usually explains the others.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let extent = if arguments.iter().any(|a| a == "--thorough") { Extent::Thorough } else { Extent::Bounded };
    let picks: Vec<&String> = arguments.iter().filter(|a| !a.starts_with('-')).collect();
    let mut violated = false;
    println!("| what was done | times | promises broken |\n|---|---|---|");
    for (name, prove) in PROOFS {
        if !picks.is_empty() && !picks.iter().any(|pick| name.contains(pick.as_str())) {
            continue;
        }
        for row in prove(extent) {
            println!("{row}");
            for violation in row.violations.iter().take(SHOWN) {
                eprintln!("{}: {violation}", row.kind);
            }
            for figure in &row.figures {
                eprintln!("{}: {figure}", row.kind);
            }
            violated |= !row.violations.is_empty();
        }
    }
    if violated { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
