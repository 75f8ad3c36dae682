//! Checks what ctx keeps in the document, and how soon the document will be full.

use crate::commands::care::doctor::{Finding, Patient};
use crate::kept::access::{Rule, check_whole};
use crate::kept::collection::Kept as _;
use crate::kept::schema::{Declared, misfits};
use crate::kept::tidied::weight::Weight;
use crate::session::attached::{Problem, problems};

const CHECK: &str = "kept";
const ATTACHED: &str = "attached";
const ACCESS: &str = "access";
const SCHEMA: &str = "schema";

/// A limit that is nearer than this gets advice, in days.
const SOON: i64 = 30;

/// Whether the rules of access can be read: without them a server lets nobody in.
pub fn access(patient: &Patient<'_>) -> Vec<Finding> {
    let Ok(snapshot) = patient.context.store.read() else { return Vec::new() };
    match check_whole(&snapshot.document).and_then(|()| Rule::all(&snapshot.document)) {
        Ok(rules) if rules.is_empty() => Vec::new(),
        Ok(_) => vec![Finding::fine(ACCESS, "the rules can be read")],
        Err(error) => vec![Finding::failed(ACCESS, &error)],
    }
}

/// Whether what is there fits the schemas: an edit without ctx may have broken them.
pub fn schemas(patient: &Patient<'_>) -> Vec<Finding> {
    let Ok(snapshot) = patient.context.store.read() else { return Vec::new() };
    let found = Declared::all(&snapshot.document).and_then(|all| Ok((all.len(), misfits(&snapshot.document, &all)?)));
    match found {
        Ok((0, _)) => Vec::new(),
        Ok((_, found)) => match found.named.first() {
            None => vec![Finding::fine(SCHEMA, "what is there fits the schemas".to_owned())],
            Some(first) => vec![Finding::wrong(SCHEMA, first.text(), "to see all: ctx schema check")],
        },
        Err(error) => vec![Finding::wrong(SCHEMA, format!("{error:#}"), "to see the schemas: ctx schema show --json")],
    }
}

pub fn weight(patient: &Patient<'_>) -> Vec<Finding> {
    let context = patient.context;
    // A document that cannot be read is the finding of another check.
    let Ok(snapshot) = context.store.read() else { return Vec::new() };
    let (history, now) = (context.store.as_ref(), context.session.now());
    let weighed = Weight::of(&snapshot.document, history, (snapshot.size, context.max_size), now);
    let Ok(Some(weight)) = weighed else { return Vec::new() };
    let is_near = snapshot.size > weight.limit.bytes() / 2 || weight.days.is_some_and(|days| days < SOON);
    vec![if is_near {
        let hint = "to remove what has ended: ctx tidy --older-than 1h; to see what stays: ctx tidy retain";
        Finding::advice(CHECK, weight.text(), hint)
    } else {
        Finding::fine(CHECK, weight.text())
    }]
}

pub fn attached(patient: &Patient<'_>) -> Vec<Finding> {
    let context = patient.context;
    let (Some(files), Ok(snapshot)) = (context.store.attach(), context.store.read()) else { return Vec::new() };
    let (count, wrong) = problems(files, &snapshot.document);
    let told = |Problem { path, why, hint }: &Problem| {
        Finding::wrong(ATTACHED, format!("the file at {path}: {why}"), hint.as_str())
    };
    match (count, wrong.as_slice()) {
        (0, _) => Vec::new(),
        (_, []) => vec![Finding::fine(ATTACHED, format!("{count} attached, as they were"))],
        (_, wrong) => wrong.iter().map(told).collect(),
    }
}
