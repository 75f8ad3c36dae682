//! Checks whether everyone with access to the document can use ctx with it.
//!
//! Readers need access to the directory, the log and its segments. Writers also need to write the
//! log, the lock and the directory.

use crate::commands::care::doctor::{Finding, word};
use crate::platform::permissions::{ENTER, Permissions, READ, WRITE, Who};
use crate::store::file::maintain::inspect::{Inspection, Rights};

const CHECK: &str = "permissions";

/// Returns a finding for each file that lacks a permission.
pub fn shut_out(inspection: &Inspection, document: &Rights) -> Vec<Finding> {
    let everybody: Vec<Who> = document.permissions.everybody((document.uid, document.gid)).collect();
    let may = |bits: u8| everybody.iter().copied().filter(move |&who| document.of(who) & bits == bits);
    let (writers, readers): (Vec<Who>, Vec<Who>) = (may(WRITE).collect(), may(READ).collect());
    // Group membership is not known here; an owner is assumed to be in the document's group.
    let own =
        |file: &Rights, who: Who| if who == Who::User(document.uid) { file.of(Who::Group(document.gid)) } else { 0 };
    let lacking = |file: &Rights, people: &[Who], bits: u8| -> Vec<Who> {
        people.iter().copied().filter(|&who| (file.of(who) | own(file, who)) & bits != bits).collect()
    };
    let mut findings = Vec::new();
    if let Some(directory) = inspection.directory() {
        let lack = lacking(&directory, &writers, WRITE | ENTER);
        findings.extend(told(document, &directory, &lack, "write to", || let_into(&directory, &lack, "rwx")));
        let lack = lacking(&directory, &readers, ENTER);
        let lack: Vec<Who> = lack.into_iter().filter(|who| !writers.contains(who)).collect();
        findings.extend(told(document, &directory, &lack, "read", || let_into(&directory, &lack, "x")));
        findings.extend(sticky(document, &directory, &writers));
    }
    let older = inspection.segments().unwrap_or_default();
    for file in inspection.log().iter().chain(&older) {
        let is_log = inspection.log().is_some_and(|log| log.path == file.path);
        let lack = lacking(file, &writers, if is_log { READ | WRITE } else { READ });
        findings.extend(told(document, file, &lack, "write to", || like(document, file, Permissions::beside)));
        if lack.is_empty() {
            let lack = lacking(file, &readers, READ);
            findings.extend(told(document, file, &lack, "read", || like(document, file, Permissions::beside)));
        }
    }
    if let Some(lock) = inspection.lock() {
        let lack = lacking(&lock, &writers, READ | WRITE);
        findings.extend(told(document, &lock, &lack, "write to", || like(document, &lock, Permissions::for_writers)));
    }
    findings
}

fn told(document: &Rights, file: &Rights, lack: &[Who], what: &str, hint: impl FnOnce() -> String) -> Option<Finding> {
    if lack.is_empty() {
        return None;
    }
    let why = format!(
        "{} may {what} {}, but {} does not let them (user {}, group {}, mode {:04o})",
        named(lack),
        document.path.display(),
        file.path.display(),
        file.uid,
        file.gid,
        file.mode
    );
    let finding = if what == "read" { Finding::advice } else { Finding::wrong };
    Some(finding(CHECK, why, hint()))
}

fn named(people: &[Who]) -> String {
    people.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

/// In a sticky directory, only the owner of a file can replace it.
fn sticky(document: &Rights, directory: &Rights, writers: &[Who]) -> Option<Finding> {
    let owners = [Who::User(document.uid), Who::User(directory.uid), Who::User(0)];
    let others: Vec<Who> = writers.iter().copied().filter(|who| !owners.contains(who)).collect();
    if others.is_empty() || !directory.is_sticky() {
        return None;
    }
    let why = format!(
        "{} may write to {}, but {} is sticky, so only user {} can replace it",
        named(&others),
        document.path.display(),
        directory.path.display(),
        document.uid
    );
    Some(Finding::wrong(CHECK, why, "keep the context in its own directory, without the sticky bit"))
}

/// Returns the command that gives somebody access to a directory; the first, if there are several.
fn let_into(directory: &Rights, people: &[Who], what: &str) -> String {
    let word = word(directory);
    match people.first() {
        Some(Who::Group(gid)) if *gid == directory.gid => format!("chmod g+{what} {word}"),
        Some(Who::Group(gid)) if what == "rwx" => format!("chgrp {gid} {word}; chmod g+rwxs {word}"),
        Some(Who::Group(gid)) => format!("setfacl -m g:{gid}:{what} {word}"),
        Some(Who::User(uid)) if *uid == directory.uid => format!("chmod u+{what} {word}"),
        Some(Who::User(uid)) => format!("setfacl -m u:{uid}:{what} {word}"),
        Some(Who::Other) | None => format!("chmod o+{what} {word}"),
    }
}

/// Returns the command that gives a file the permissions of the document.
fn like(document: &Rights, file: &Rights, part: fn(&Permissions) -> Permissions) -> String {
    let (word, document_word) = (word(file), word(document));
    let owner = format!("chown {}:{} {word}", document.uid, document.gid);
    if document.permissions.encoded().is_some() {
        return format!("{owner}; getfacl -p {document_word} | setfacl --set-file=- {word}");
    }
    format!("{owner}; chmod {:04o} {word}", part(&document.permissions).mode())
}
