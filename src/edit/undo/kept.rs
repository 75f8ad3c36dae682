//! Failures for changes that cannot be undone, with what to do instead.

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::redaction;
use crate::log::entry::{Entry, Revision};
use crate::text::shell::{shell_quoted, shell_word};

/// The failure that a change of what ctx keeps cannot be undone. `value` is the first place of the
/// user's that it changed too.
pub fn kept(entry: &Entry, value: Option<&Pointer>) -> Failure {
    let (rev, op) = (entry.link.rev, &entry.change.op);
    let marked: Vec<KeyPath> = entry.change.patch.0.iter().flat_map(redaction::marked_by).collect();
    if !marked.is_empty() {
        return redacted(rev, &marked);
    }
    let why = format!("revision {rev} ({op}) changed what ctx keeps in {RESERVED_KEY}, which cannot be undone");
    let failure =
        Failure::new(Kind::Conflict, why).fact("rev", rev.number()).fact("op", op.as_str()).hint(step_back(entry));
    match (value, rev.number().checked_sub(1)) {
        (Some(place), Some(before @ 1..)) => {
            let path = shell_word(&KeyPath::from(place));
            failure.hint(format!("to restore only values: ctx restore {before} --path {path}"))
        }
        _ => failure,
    }
}

/// The command that reverts a change of what ctx keeps.
pub fn step_back(entry: &Entry) -> String {
    let args = &entry.change.args;
    let word = |name: &str| shell_quoted(args.get(name).and_then(Value::as_str).unwrap_or_default());
    match entry.change.op.as_str() {
        "tag" if args.get("deleted").is_some() => {
            let rev = args.get("rev").and_then(Value::as_u64).unwrap_or_default();
            format!("to tag it again: ctx tag {} {rev}", word("name"))
        }
        "tag" => format!("to remove the tag: ctx tag --delete {}", word("name")),
        "policy.set" => format!("to remove the policy: ctx policy unset {}", word("path")),
        "policy.unset" => format!("to declare it again: ctx policy merge {} POLICY", word("path")),
        "policy.access" => "to set another rule, or none: ctx policy access --help".to_owned(),
        "schema.set" => format!("to remove the schema: ctx schema unset {}", word("path")),
        "schema.unset" => format!("to set it again: ctx schema set FILE {}", word("path")),
        "policy.limit" => "to declare another limit, or none: ctx policy limit --help".to_owned(),
        "log.retention" => "to set another retention, or none: ctx log retain --help".to_owned(),
        "authority.set" => "to remove the ranking: ctx authority unset".to_owned(),
        "authority.unset" => "to declare it again: ctx authority set AGENT...".to_owned(),
        "messages.read" => "to read the messages again: ctx messages".to_owned(),
        "tidied" => "what was removed is in the log: ctx task list --all, ctx handoff list --all, ctx vote list --all"
            .to_owned(),
        "tidy.retention" => "to set another retention, or none: ctx tidy retain --help".to_owned(),
        "vote.opened" => format!("to close the vote: ctx vote close {}", word("topic")),
        "vote.cast" if args.get("result").is_none() => {
            format!("to vote for another option: ctx vote cast {} OPTION", word("topic"))
        }
        op if op.starts_with("vote.") => {
            "the vote is closed; to vote again, open another one: ctx vote open --help".to_owned()
        }
        op if op.starts_with("task.") => "to change a task again: see `ctx task`".to_owned(),
        _ => "to change a lease or a handoff again: see `ctx lease` and `ctx handoff`".to_owned(),
    }
}

/// The failure that a change of redacted values cannot be undone.
pub fn redacted(rev: Revision, paths: &[KeyPath]) -> Failure {
    let named: Vec<String> = paths.iter().map(KeyPath::to_string).collect();
    let (is, its) = if paths.len() == 1 { ("is", "its value") } else { ("are", "their values") };
    let all = named.join(", ");
    let why = format!("revision {rev} cannot be undone: {all} {is} redacted, and the log has only hashes of {its}");
    let failure = Failure::new(Kind::Conflict, why).fact("rev", rev.number()).fact("paths", named);
    paths.iter().fold(failure, |failure, path| {
        failure.hint(format!("to set another value: ctx set --redact {} -", shell_word(path)))
    })
}
