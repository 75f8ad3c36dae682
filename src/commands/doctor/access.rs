//! Who may use the files, and what lies beside them that need not.

use super::{Finding, Patient};
use crate::model::shell::shell_quoted;
use crate::store::io_failure::move_away;
use crate::store::survey::Rights;

const CHECK: &str = "permissions";
const LEFT: &str = "left-overs";

/// What the owner of a file beside the document needs, whatever the document's mode is.
const OWN: u32 = 0o600;

pub fn permissions(patient: &Patient<'_>) -> Vec<Finding> {
    let survey = patient.survey;
    let mut findings = Vec::new();
    if let Some(directory) = survey.directory().filter(|directory| directory.mode & 0o1002 == 0o002) {
        let why = format!("everybody may replace files in {} (mode {:04o})", directory.path.display(), directory.mode);
        findings.push(Finding::wrong(CHECK, why, format!("chmod o-w {}", word(&directory))));
    }
    let Some(document) = survey.document() else {
        let why = format!("there is no {}", survey.document_path().display());
        if survey.directory().is_none() {
            let directory = shell_quoted(&survey.directory_path().to_string_lossy());
            let hint = format!("no change makes its directory: mkdir -p {directory}");
            return vec![Finding::wrong(CHECK, why, hint)];
        }
        findings.push(Finding::advice(CHECK, why, "the next change makes it"));
        return findings;
    };
    if document.mode & 0o002 != 0 {
        let why = format!("everybody may write to {} (mode {:04o})", document.path.display(), document.mode);
        findings.push(Finding::wrong(CHECK, why, format!("chmod o-w {}", word(&document))));
    }
    if document.mode & 0o400 == 0 {
        let why = format!("its owner may not read {} (mode {:04o})", document.path.display(), document.mode);
        findings.push(Finding::wrong(CHECK, why, format!("chmod u+rw {}", word(&document))));
    }
    match survey.sidecars() {
        Ok(sidecars) => findings.extend(sidecars.iter().filter_map(|sidecar| beside(sidecar, &document))),
        Err(error) => findings.push(Finding::failed(CHECK, &error)),
    }
    if findings.is_empty() {
        findings.push(Finding::fine(CHECK, format!("mode {:04o}, and nothing beside it is wider", document.mode)));
    }
    findings
}

fn beside(sidecar: &Rights, document: &Rights) -> Option<Finding> {
    let shown = sidecar.path.display();
    let mode = (document.mode & 0o777) | OWN;
    if sidecar.mode & !mode & 0o777 != 0 {
        let why = format!("{shown} has mode {:04o}, wider than the document's {:04o}", sidecar.mode, document.mode);
        return Some(Finding::wrong(CHECK, why, format!("chmod {mode:04o} {}", word(sidecar))));
    }
    let why = format!("{shown} belongs to user {}, and the document to {}", sidecar.uid, document.uid);
    let hint = format!("chown {} {}; or share with a group: ctx init --mode 0660", document.uid, word(sidecar));
    (sidecar.uid != document.uid).then(|| Finding::advice(CHECK, why, hint))
}

fn word(file: &Rights) -> String {
    shell_quoted(&file.path.to_string_lossy())
}

pub fn left_overs(patient: &Patient<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_busy = patient.store.holder().is_ok_and(|holder| holder.is_some());
    let in_the_way = patient.survey.in_the_way();
    for path in &in_the_way {
        let why = format!("{} is a directory, so changes that need a file there are refused", path.display());
        findings.push(Finding::wrong(LEFT, why, move_away(path)));
    }
    let temporary = patient.survey.temporary().filter(|file| !in_the_way.contains(&file.path.as_path()));
    if let Some(temporary) = temporary.filter(|_| !is_busy) {
        let why = format!("{} was left by a writer that died", temporary.path.display());
        findings.push(Finding::advice(LEFT, why, "leave it there: the next change makes use of it, or removes it"));
    }
    match patient.survey.kept() {
        Ok(kept) => findings.extend(kept.iter().map(|path| {
            let why = format!("{} holds what recovery replaced", path.display());
            Finding::advice(
                LEFT,
                why,
                format!("look at it, and remove it: rm {}", shell_quoted(&path.to_string_lossy())),
            )
        })),
        Err(error) => findings.push(Finding::failed(LEFT, &error)),
    }
    if findings.is_empty() {
        findings.push(Finding::fine(LEFT, "none"));
    }
    findings
}
