//! The values of an argument or an option.

use clap::Arg;

use crate::cli::complete::candidate::{Candidate, Offer, subverbs, verbs};
use crate::cli::complete::document::{Known, agents};
use crate::cli::complete::scan::Scan;
use crate::cli::help;
use crate::commands::Command as Verb;
use crate::log::event_type;
use crate::session::Session;

/// Returns the values that an argument or an option may have; the word begins with `current`.
pub fn of(arg: &Arg, scan: &Scan, current: &str, session: &Session) -> Offer {
    let possible = arg.get_possible_values();
    if !possible.is_empty() {
        let word = |value: &clap::builder::PossibleValue| Candidate::new(value.get_name(), "");
        return Offer::Words(possible.iter().map(word).collect());
    }
    let step = |at: usize| scan.verb.get(at).map(String::as_str).unwrap_or_default();
    let (verb, step) = (step(0), step(1));
    let id = arg.get_id().as_str();
    let name = arg.get_value_names().and_then(<[_]>::first).map(clap::builder::Str::as_str).unwrap_or_default();
    let known = |of: &dyn Fn(&Known) -> Vec<Candidate>| Known::of(session).as_ref().map(of).unwrap_or_default();
    Offer::Words(match (verb, name) {
        (_, "FILE" | "CMD" | "BASE" | "OURS" | "THEIRS") => return Offer::Files,
        _ if id == "context" => return Offer::Files,
        ("man", "VERB") => words_below(scan, Vec::new()),
        ("help", _) => words_below(scan, topics()),
        _ if id == "namespace" => known(&|known| known.namespaces()),
        _ if id == "agent" => agents(session),
        ("handoff", "TO") => {
            let any = Candidate::new("*", "any agent");
            agents(session).into_iter().chain([any]).collect()
        }
        (_, "AGENT") => agents(session),
        ("watch", "TYPE") => event_type::NAMES.iter().map(|name| Candidate::new(*name, "")).collect(),
        (_, "QUEUE") => known(&|known| known.queues()),
        ("tag", "NAME") => known(&|known| known.kept("tags", &[])),
        ("mv" | "cp", "FROM" | "TO") => paths(scan, current, session),
        (_, "POINT" | "REV" | "FROM" | "TO") => known(&|known| known.points()),
        ("lease", "NAME") => known(&|known| known.kept("leases", &[])),
        ("vote", "TOPIC") if step != "open" => known(&|known| known.kept("votes", &[])),
        ("vote", "OPTION") => known(&|known| known.options(scan.arguments.first())),
        ("handoff", "ID") => known(&|known| known.kept("handoffs", of_handoff(step))),
        ("task" | "wait", "ID" | "TASK") => known(&|known| known.kept("tasks", of_task(step))),
        (_, "PATH" | "WORD") if id != "name_from" => paths(scan, current, session),
        _ => Vec::new(),
    })
}

/// Returns the topics of `ctx help`.
fn topics() -> Vec<Candidate> {
    help::topics().map(|(name, about)| Candidate::new(name, about)).collect()
}

/// Returns the paths; only the first word of `set` is one.
fn paths(scan: &Scan, current: &str, session: &Session) -> Vec<Candidate> {
    let is_value = scan.verb.first().is_some_and(|verb| verb == "set") && !scan.arguments.is_empty();
    match Known::of(session) {
        Some(known) if !is_value => known.paths(current, session),
        _ => Vec::new(),
    }
}

/// Returns the verbs, and `others`, or the subverbs of the verb before.
fn words_below(scan: &Scan, others: Vec<Candidate>) -> Vec<Candidate> {
    match scan.arguments.as_slice() {
        [] => verbs().into_iter().chain(others).collect(),
        [verb] => Verb::definition(verb).map(|verb| subverbs(&verb)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The statuses of handoffs that a step applies to; any if there is none.
fn of_handoff(step: &str) -> &'static [&'static str] {
    match step {
        "accept" | "ack" | "reject" => &["pending"],
        "complete" | "fail" | "release" | "steal" => &["accepted"],
        "cancel" | "note" => &["pending", "accepted"],
        _ => &[],
    }
}

/// The statuses of tasks that a step applies to; any if there is none.
fn of_task(step: &str) -> &'static [&'static str] {
    match step {
        "complete" | "fail" | "release" | "renew" | "steal" => &["running"],
        "cancel" => &["pending", "running"],
        "retry" => &["failed", "cancelled"],
        _ => &[],
    }
}
