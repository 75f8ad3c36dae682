//! Checks who holds the lock, and whether locking works here.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Result;

use crate::commands::care::doctor::{Finding, Patient};
use crate::error::{Failure, Kind};
use crate::output::kind;
use crate::platform::child;
use crate::platform::machine;
use crate::store::file::lock::contention::{Whereabouts, held_by, see, whereabouts};
use crate::text::shell::shell_quoted;

const CHECK: &str = "lock";
const EXCLUSION: &str = "locking";

pub fn holder(patient: &Patient<'_>) -> Vec<Finding> {
    let file = shell_quoted(&patient.inspection.lock_path().to_string_lossy());
    vec![match patient.hold.holder() {
        Err(error) => Finding::failed(CHECK, &error),
        Ok(None) if patient.inspection.is_locked() => {
            Finding::advice(CHECK, "held by another program", format!("to see who has it open: fuser -v {file}"))
        }
        Ok(None) => Finding::fine(CHECK, "free"),
        Ok(Some(holder)) => {
            let (held, see) = (held_by(Some(&holder)), see(&holder, patient.inspection.lock_path()));
            if whereabouts(&holder) == Whereabouts::Gone {
                Finding::wrong(CHECK, held, see)
            } else {
                Finding::advice(CHECK, held, see)
            }
        }
    }]
}

/// Tests the lock with two processes: this one locks a new file, and a second one must fail to.
pub fn exclusion(patient: &Patient<'_>) -> Vec<Finding> {
    vec![match patient.inspection.locking_excludes(&mut another_gets_it) {
        Ok(true) => Finding::fine(EXCLUSION, "works: a second process could not take the lock that this one held"),
        Ok(false) => Finding::wrong(
            EXCLUSION,
            "does not work: a second process took the lock that this one held, so changes would be lost",
            "keep the context on a local file system",
        ),
        Err(error) if kind(&error) == Kind::Refused => Finding::advice(
            EXCLUSION,
            format!("not tested: {error:#}"),
            "run this as a user who may write here: ctx doctor",
        ),
        Err(error) => Finding::failed(EXCLUSION, &error),
    }]
}

fn another_gets_it(path: &Path) -> Result<bool> {
    let program =
        machine::own_program().map_err(|e| Failure::new(Kind::Io, format!("could not start a second process: {e}")))?;
    let words: Vec<OsString> = vec![program.into(), "doctor".into(), "--try-lock".into(), path.into()];
    match child::run(&words, &[], &crate::output::note)? {
        0 => Ok(true),
        1 => Ok(false),
        code => Err(Failure::new(Kind::Io, format!("the second process ended with exit code {code}")).into()),
    }
}
