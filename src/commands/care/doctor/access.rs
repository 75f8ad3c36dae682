//! Checks the permissions of the files, and for leftover files.

use std::path::Path;

use crate::commands::care::doctor::everybody::shut_out;
use crate::commands::care::doctor::{Finding, Patient, word};
use crate::platform::io_failure::move_away;
use crate::store::file::maintain::inspect::{Inspection, Rights};
use crate::text::shell::shell_quoted;

const CHECK: &str = "permissions";
const LEFT: &str = "left-overs";

/// Up to this many kept files are listed by name.
const NAMED: usize = 20;

/// The mode bits that the owner of a file beside the document always needs.
const OWN: u32 = 0o600;

pub fn permissions(patient: &Patient<'_>) -> Vec<Finding> {
    let inspection = patient.inspection;
    let mut findings: Vec<Finding> = inspection.directory().as_ref().and_then(open_to_all).into_iter().collect();
    let Some(document) = inspection.document() else {
        let why = format!("there is no {}", inspection.document_path().display());
        if inspection.directory().is_none() {
            let directory = shell_quoted(&inspection.directory_path().to_string_lossy());
            let hint = format!("changes do not create its directory: mkdir -p {directory}");
            return vec![Finding::wrong(CHECK, why, hint)];
        }
        findings.push(Finding::advice(CHECK, why, "the next change creates it"));
        return findings;
    };
    if document.mode & 0o002 != 0 {
        let why = format!("everyone may write to {} (mode {:04o})", document.path.display(), document.mode);
        findings.push(Finding::wrong(CHECK, why, format!("chmod o-w {}", word(&document))));
    } else {
        findings.extend(shut_out(inspection, &document));
    }
    if document.mode & 0o400 == 0 {
        let why = format!("the owner cannot read {} (mode {:04o})", document.path.display(), document.mode);
        findings.push(Finding::wrong(CHECK, why, format!("chmod u+rw {}", word(&document))));
    }
    findings.extend(fixed(patient, &document));
    match inspection.sidecars() {
        Ok(sidecars) => {
            findings.extend(sidecars.iter().filter_map(|sidecar| wider(sidecar, &document, inspection.lock_path())));
        }
        Err(error) => findings.push(Finding::failed(CHECK, &error)),
    }
    if findings.is_empty() {
        findings.push(Finding::fine(
            CHECK,
            format!("mode {:04o}, and no file beside it is more permissive", document.mode),
        ));
    }
    findings
}

fn open_to_all(directory: &Rights) -> Option<Finding> {
    if directory.mode & 0o002 == 0 {
        return None;
    }
    let (shown, mode) = (directory.path.display(), directory.mode);
    if !directory.is_sticky() {
        let why = format!("everyone may replace files in {shown} (mode {mode:04o})");
        return Some(Finding::wrong(CHECK, why, format!("chmod o-w {}", word(directory))));
    }
    let why = format!(
        "everyone may make files in {shown} (mode {mode:04o}): whoever creates a file with a name that ctx needs blocks every change"
    );
    Some(Finding::advice(CHECK, why, "keep the context in its own directory"))
}

/// Checks whether the current user can replace the document, whatever the modes are.
fn fixed(patient: &Patient<'_>, document: &Rights) -> Option<Finding> {
    // Other checks report files that cannot be opened, and mounts.
    let hindrance = patient.inspection.hindrance().ok().flatten().filter(|_| !patient.inspection.is_mounted_file())?;
    let why = format!("{} cannot be replaced: {}", document.path.display(), hindrance.why);
    Some(Finding::wrong(CHECK, why, hindrance.hints.join("; ")))
}

fn wider(sidecar: &Rights, document: &Rights, lock: &Path) -> Option<Finding> {
    let shown = sidecar.path.display();
    let mode = (document.mode & 0o777) | OWN;
    if sidecar.mode & !mode & 0o777 != 0 {
        let why =
            format!("{shown} has mode {:04o}, more permissive than the document's {:04o}", sidecar.mode, document.mode);
        return Some(Finding::wrong(CHECK, why, format!("chmod {mode:04o} {}", word(sidecar))));
    }
    let mode = document.permissions.for_writers().mode();
    if sidecar.path == lock && sidecar.mode & !mode & 0o777 != 0 {
        let why =
            format!("{shown} has mode {:04o}: a user with read access only could block all writers", sidecar.mode);
        return Some(Finding::advice(CHECK, why, format!("chmod {mode:04o} {}", word(sidecar))));
    }
    None
}

pub fn left_overs(patient: &Patient<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_busy = patient.hold.holder().is_ok_and(|holder| holder.is_some());
    let in_the_way = patient.inspection.in_the_way();
    for path in &in_the_way {
        let why = format!("{} is a directory, so changes that need a file there are refused", path.display());
        findings.push(Finding::wrong(LEFT, why, move_away(path)));
    }
    let taken = taken(patient.inspection);
    for file in &taken {
        let (shown, uid) = (file.path.display(), file.uid);
        let why = format!("{shown} belongs to user {uid}, so changes by others that need a file there are refused");
        findings.push(Finding::wrong(LEFT, why, format!("as that user, or root: rm {}", word(file))));
    }
    let temporary = patient.inspection.temporary().filter(|file| !in_the_way.contains(&file.path));
    let temporary = temporary.filter(|file| taken.iter().all(|taken| taken.path != file.path));
    if let Some(temporary) = temporary.filter(|_| !is_busy) {
        let why = format!("{} was left by a writer that died", temporary.path.display());
        findings.push(Finding::advice(LEFT, why, "leave it: the next change uses or removes it"));
    }
    match patient.inspection.kept() {
        Ok(kept) if kept.len() > NAMED => {
            let directory = patient.inspection.directory_path();
            let why = format!("{} files in {} hold data that recovery replaced", kept.len(), directory.display());
            let word = shell_quoted(&directory.to_string_lossy());
            findings.push(Finding::advice(LEFT, why, format!("check them, then remove them: ls -lt {word}")));
        }
        Ok(kept) => findings.extend(kept.iter().map(|path| {
            let why = format!("{} holds data that recovery replaced", path.display());
            Finding::advice(
                LEFT,
                why,
                format!("check it, then remove it: rm {}", shell_quoted(&path.to_string_lossy())),
            )
        })),
        Err(error) => findings.push(Finding::failed(LEFT, &error)),
    }
    if findings.is_empty() {
        findings.push(Finding::fine(LEFT, "none"));
    }
    findings
}

/// Finds files with names that a writer needs, which belong to another user and which only that
/// user can remove.
fn taken(inspection: &Inspection) -> Vec<Rights> {
    let (Some(directory), Some(document)) = (inspection.directory(), inspection.document()) else { return Vec::new() };
    let is_taken = |file: &Rights| directory.is_sticky() && ![document.uid, directory.uid].contains(&file.uid);
    inspection.unpublished().into_iter().filter(is_taken).collect()
}
