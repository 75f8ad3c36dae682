//! The log, interpreted by the model: the document at every revision, and what
//! each command should have answered.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::arena::{Ending, Observation};
use super::command::{Command, Verb};
use super::model::{Outcome, Path, attempt, path, same};
use super::patch;
use super::witness::{Witness, tell, tell_record};

/// What the log says, by the model.
pub struct Replay {
    /// The document at each revision, from 0, without what ctx keeps for itself.
    pub states: Vec<Value>,
    /// Which paths each revision changed.
    pub touched: Vec<Vec<Path>>,
    /// The revision of each observation that is in the log.
    pub revision_of: HashMap<usize, u64>,
    /// What each of those should have printed first.
    pub printed: HashMap<usize, String>,
    pub violations: Vec<String>,
    document: Value,
}

/// The text of a document, as it is published.
fn text_of(document: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(document).unwrap())
}

fn without_own(document: &Value) -> Value {
    let mut visible = document.clone();
    visible.as_object_mut().and_then(|members| members.shift_remove("_ctx"));
    visible
}

impl Replay {
    pub fn of(witness: &Witness) -> Self {
        let mut replay = Self {
            states: vec![json!({})],
            touched: vec![Vec::new()],
            revision_of: HashMap::new(),
            printed: HashMap::new(),
            violations: Vec::new(),
            document: json!({}),
        };
        let tags = witness.observations.iter().map(|o| o.command.tag.as_str());
        let by_tag: HashMap<&str, usize> = tags.zip(0..).collect();
        for record in &witness.records {
            replay.step(record, witness, &by_tag);
        }
        replay.check_handoffs(witness);
        if text_of(&replay.document) != witness.document {
            replay.violations.push(format!("the document is not the model's, but {:?}", witness.document));
        }
        replay
    }

    pub fn head(&self) -> u64 {
        u64::try_from(self.states.len() - 1).expect("a small number")
    }

    pub fn state(&self, rev: u64) -> Option<&Value> {
        self.states.get(usize::try_from(rev).ok()?)
    }

    fn violation(&mut self, what: &str, record: &Value) {
        self.violations.push(format!("{what}: record {}", tell_record(record)));
    }

    fn step(&mut self, record: &Value, witness: &Witness, by_tag: &HashMap<&str, usize>) {
        let rev = self.head() + 1;
        if record["rev"] != rev {
            self.violation(&format!("revision {rev} expected"), record);
        }
        let mut new = self.document.clone();
        if let Err(why) = patch::apply(&record["patch"], &mut new) {
            self.violation(&why, record);
        }
        let mut touched = Vec::new();
        match record["message"].as_str().and_then(|tag| by_tag.get(tag)) {
            None => self.violation("nobody ran the command of this record", record),
            Some(&index) => {
                touched = self.check_owner(record, rev, index, &witness.observations[index], &new);
            }
        }
        if record["post"] != hex(&Sha256::digest(text_of(&new))) {
            self.violation("post is not the digest of the model's document", record);
        }
        if record.get("state").is_some_and(|state| !same(state, &new)) {
            self.violation("state is not the model's document", record);
        }
        self.states.push(without_own(&new));
        self.touched.push(touched);
        self.document = new;
    }

    /// Compares the record with the command that it is of; the paths that it changed.
    fn check_owner(
        &mut self,
        record: &Value,
        rev: u64,
        index: usize,
        observation: &Observation,
        new: &Value,
    ) -> Vec<Path> {
        let command = &observation.command;
        if let Some(earlier) = self.revision_of.insert(index, rev) {
            self.violation(&format!("{} is in revision {earlier} already", command.tag), record);
        }
        if !matches!(observation.run.ending, Ending::Exited(0) | Ending::Killed) {
            self.violation(&format!("it failed, and is recorded: {}", tell(observation)), record);
        }
        if record["agent"] != command.agent.as_str() || record.get("recorded_by").is_some() {
            self.violation(&format!("it was run by {}", command.agent), record);
        }
        if !is_named_as(command, record, rev) {
            self.violation(&format!("it says a value other than {}", tell(observation)), record);
        }
        if command.is_handoff() {
            self.printed.extend(matches!(command.verb, Verb::Create { .. }).then(|| (index, format!("h{rev}"))));
            let visible = without_own(new);
            if self.states.last().is_some_and(|state| !same(state, &visible)) {
                self.violation("a handoff changed more than handoffs", record);
            }
            return vec![path("_ctx")];
        }
        let effect = attempt(command, &self.document, rev - 1, &self.touched);
        self.printed.extend(effect.printed.map(|text| (index, text)));
        match effect.outcome {
            Outcome::Changed(expected, touched) => {
                if !same(&expected, new) {
                    self.violation(&format!("the model gives {expected}, the patch {new}"), record);
                }
                touched
            }
            other => {
                self.violation(&format!("by the model it is {other:?}: {}", tell(observation)), record);
                Vec::new()
            }
        }
    }

    /// Of all who wanted a handoff one got it.
    fn check_handoffs(&mut self, witness: &Witness) {
        let mut accepted = HashSet::new();
        for record in witness.records.iter().filter(|record| record["op"] == "handoff.accepted") {
            if !accepted.insert(record["args"]["id"].to_string()) {
                self.violation("somebody had accepted it already", record);
            }
        }
    }
}

/// Whether `op` and `args` are those of the command.
fn is_named_as(command: &Command, record: &Value, rev: u64) -> bool {
    let path = command.path();
    let (op, args) = match &command.verb {
        Verb::Set { .. } => ("set", json!({"path": path})),
        Verb::Incr { by, .. } => ("incr", json!({"path": path, "by": by})),
        Verb::Append { items, .. } => ("append", json!({"path": path, "items": items.len()})),
        Verb::Merge { .. } => ("merge", json!({"path": ".", "strategy": "replace", "arrays": "replace"})),
        Verb::Unset { .. } => ("unset", json!({"paths": [path]})),
        Verb::Create { to } => ("handoff.created", json!({"id": format!("h{rev}"), "to": to})),
        Verb::Accept { id: Some(id) } => ("handoff.accepted", json!({"id": id, "expired": []})),
        Verb::Accept { id: None } => ("handoff.accepted", json!({"id": record["args"]["id"], "expired": []})),
        Verb::Complete { id } => ("handoff.completed", json!({"id": id, "expired": []})),
        Verb::Get { .. } | Verb::GetAll => return false,
    };
    record["op"] == op && record["args"] == args
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
