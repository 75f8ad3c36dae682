//! All that is known of a run: what each command answered and when, the log, and
//! the document at the end.

use serde_json::Value;

use super::arena::{Arena, Ending, Observation, Run};
use super::command::{Command, Verb};

#[derive(Clone)]
pub struct Witness {
    pub observations: Vec<Observation>,
    /// The log.
    pub records: Vec<Value>,
    /// The document's text.
    pub document: String,
    /// `ctx verify` at the end.
    pub verified: Run,
}

impl Witness {
    /// Called when all processes have ended. The last of them may have died between
    /// its commit and its rename: a read tells it, and a write mends it.
    pub fn gather(arena: &Arena, mut observations: Vec<Observation>) -> Self {
        let write = Verb::Incr { path: "last".to_owned(), by: 1 };
        for (verb, sequence) in [Verb::GetAll, write, Verb::GetAll].into_iter().zip(1..) {
            observations.push(arena.observe(Command::new("last", sequence, verb)));
        }
        let verified = arena.run(&["verify"]);
        Self { observations, records: arena.records(), document: arena.text("context.json"), verified }
    }

    pub fn ended_as(&self, ending: impl Fn(Ending) -> bool) -> usize {
        self.observations.iter().filter(|o| ending(o.run.ending)).count()
    }

    pub fn killed(&self) -> usize {
        self.ended_as(|ending| ending == Ending::Killed)
    }
}

/// A command and its answer, for a message.
pub fn tell(observation: &Observation) -> String {
    let Observation { command, run } = observation;
    let words = command.arguments().join(" ");
    format!("`ctx {words}` (no. {}) {:?}, stdout {:?}, stderr {:?}", command.tag, run.ending, run.stdout, run.stderr)
}

/// A record without what is not needed to understand a message.
pub fn tell_record(record: &Value) -> String {
    let mut short = record.clone();
    if let Some(members) = short.as_object_mut() {
        for name in ["state", "undo", "at", "host", "boot", "uid", "prev", "post", "h", "v"] {
            members.shift_remove(name);
        }
    }
    short.to_string()
}
