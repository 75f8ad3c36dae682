//! Who may use the files, and what lies beside them that need not.

use super::{Finding, Patient};
use crate::model::shell::shell_quoted;
use crate::store::survey::Rights;

const CHECK: &str = "permissions";
const LEFT: &str = "left-overs";

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
    for sidecar in survey.sidecars() {
        findings.extend(beside(&sidecar, &document));
    }
    if findings.is_empty() {
        findings.push(Finding::fine(CHECK, format!("mode {:04o}, and nothing beside it is wider", document.mode)));
    }
    findings
}

fn beside(sidecar: &Rights, document: &Rights) -> Option<Finding> {
    let shown = sidecar.path.display();
    if sidecar.mode & !document.mode & 0o777 != 0 {
        let why = format!("{shown} has mode {:04o}, wider than the document's {:04o}", sidecar.mode, document.mode);
        return Some(Finding::wrong(CHECK, why, format!("chmod {:04o} {}", document.mode, word(sidecar))));
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
    if let Some(temporary) = patient.survey.temporary().filter(|_| !is_busy) {
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
