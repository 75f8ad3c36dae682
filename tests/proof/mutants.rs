//! The proof must be able to fail: one defect at a time, and it must be noticed.

use crate::faults::every_call;
use crate::power::{Setting, WORK};
use crate::report::{Extent, Row};
use crate::scenario::{RECOVERIES, VERBS};
use crate::simulation::fault::{Fault, Mutant};
use crate::simulation::model::Model;
use crate::together::{the_lock_is_removed, two_writers};
use crate::{compaction, edits, group, inherited, lines, repair};

/// A proof as a defect meets it.
type Prove = fn(&mut Row, Mutant);

/// One row for each defect: a violation if no proof noticed it.
pub fn prove(extent: Extent) -> Vec<Row> {
    Mutant::ALL.iter().map(|(mutant, name)| notice(*mutant, name, extent)).collect()
}

fn notice(mutant: Mutant, name: &str, extent: Extent) -> Row {
    let mut row = Row::new(format!("broken on purpose: {name}"));
    row.tried = 1;
    let proofs: [(&str, Prove); 10] = [
        ("another writer", writers),
        ("a lock that others inherit", inherited::broken),
        ("a removed lock", locks),
        ("a hostile command line", lines::broken),
        ("a process that died", deaths),
        ("an edit and a boot", edits::broken),
        ("a power cut", power_cuts),
        ("a power cut under a group of writers", group::broken),
        ("a power cut during a repair", repair::broken),
        ("a power cut during a compaction", compaction::broken),
    ];
    for (what, prove) in proofs {
        if extent == Extent::Bounded && !row.caught.is_empty() {
            break;
        }
        // Where nobody else is, it makes no difference whether anybody is kept out.
        let excludes = [Mutant::NoLock, Mutant::NoTurn, Mutant::LockThatEndedIsTrusted, Mutant::NoInodeCheck];
        if what.starts_with("a power cut") && excludes.contains(&mutant) {
            continue;
        }
        let mut found = Row::default();
        // A defect may well break what a proof takes for granted; that is noticing too.
        let whole = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| prove(&mut found, mutant)));
        if whole.is_err() || !found.violations.is_empty() {
            row.caught.push(what);
        }
    }
    if row.caught.is_empty() {
        row.violations.push("nothing noticed".to_owned());
    }
    row
}

fn deaths(row: &mut Row, mutant: Mutant) {
    for scenario in [&VERBS[2], &RECOVERIES[1]] {
        every_call(row, scenario, "full", Some(mutant), &[(Fault::Death, false), (Fault::DeathHalfWay, false)]);
    }
}

fn power_cuts(row: &mut Row, mutant: Mutant) {
    for plan in WORK {
        let setting =
            Setting { plan, durability: "full", model: Model::Posix, tells_boot: [true; 2], mutant: Some(mutant) };
        setting.for_each_cut(row, 1);
    }
}

fn writers(row: &mut Row, mutant: Mutant) {
    two_writers(row, &VERBS[2], Some(mutant));
}

fn locks(row: &mut Row, mutant: Mutant) {
    the_lock_is_removed(row, &VERBS[2], Some(mutant));
}
