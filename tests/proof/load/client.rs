//! Clients that choose their commands at random, on a handful of paths, so that
//! they collide.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::arena::{Ending, Observation};
use super::command::{Command, Guard, Verb};
use super::random::Random;

const PLACES: [&str; 8] = ["colour", "o.a", "o.b", "job.state", "list", "n", "o.deep.er", "o"];
const COUNTERS: [&str; 4] = ["n", "n", "job.tries", "o.count"];
const LISTS: [&str; 3] = ["list", "list", "job.steps"];

/// Handoffs stay in the document, which is read and written as a whole.
const HANDOFFS: usize = 60;

/// What the clients tell each other: a guard that is never met proves little.
#[derive(Default)]
pub struct Shared {
    revision: AtomicU64,
    turn: AtomicI64,
    created: AtomicUsize,
    handoffs: Mutex<Vec<String>>,
}

/// One client.
pub struct Client<'s> {
    agent: String,
    clients: usize,
    random: Random,
    sequence: usize,
    /// A revision that it saw, perhaps long ago.
    seen: u64,
    accepted: Vec<String>,
    shared: &'s Shared,
}

impl<'s> Client<'s> {
    pub fn new(number: usize, clients: usize, seed: u64, shared: &'s Shared) -> Self {
        let random = Random::new(seed ^ (u64::try_from(number).expect("a small number") << 32));
        let agent = format!("client-{number}");
        Self { agent, clients, random, sequence: 0, seen: 0, accepted: Vec::new(), shared }
    }

    /// The next command.
    pub fn choose(&mut self) -> Command {
        let (verb, guards) = match self.random.below(40) {
            0..=5 => (self.set(), Vec::new()),
            6..=11 => (self.incr(), Vec::new()),
            12..=15 => (self.append(), Vec::new()),
            16..=19 => (self.merge(), Vec::new()),
            20..=22 => (Verb::Unset { path: self.place() }, Vec::new()),
            23..=26 => (Verb::GetAll, Vec::new()),
            27..=28 => (Verb::Get { path: self.place() }, Vec::new()),
            29..=31 => self.take_turn(),
            32 => (Verb::Set { path: "claim".to_owned(), value: self.agent.clone().into() }, vec![Guard::Absent]),
            33 => (Verb::Unset { path: "claim".to_owned() }, vec![Guard::Value(self.agent.clone().into())]),
            34 => (self.set(), vec![Guard::Revision(self.shared.revision.load(Ordering::Relaxed))]),
            35 => (self.merge(), vec![Guard::UnchangedSince(self.revision())]),
            36 => (self.set(), vec![Guard::UnchangedSince(self.revision())]),
            37 => (self.incr(), vec![Guard::Exists]),
            _ => (self.handoff(), Vec::new()),
        };
        self.sequence += 1;
        let mut command = Command::new(&self.agent, self.sequence, verb);
        command.guards = guards;
        command.print_rev = self.random.is_one_in(2);
        command.durability = *self.random.pick(&["full", "full", "log", "fast"]);
        command
    }

    /// Remembers what the answer told.
    pub fn learn(&mut self, observation: &Observation) {
        if observation.run.ending != Ending::Exited(0) {
            return;
        }
        let (stdout, shared) = (&observation.run.stdout, self.shared);
        match &observation.command.verb {
            Verb::GetAll => {
                let meta: Value = serde_json::from_str(stdout).unwrap_or_default();
                self.seen = meta["rev"].as_u64().unwrap_or_default();
                shared.revision.fetch_max(self.seen, Ordering::Relaxed);
                shared.turn.fetch_max(meta["value"]["turn"].as_i64().unwrap_or_default(), Ordering::Relaxed);
            }
            Verb::Set { path, value } if path == "turn" => {
                shared.turn.fetch_max(value.as_i64().unwrap_or_default(), Ordering::Relaxed);
            }
            Verb::Create { .. } => {
                shared.handoffs.lock().unwrap().extend(stdout.lines().next().map(str::to_owned));
            }
            Verb::Accept { .. } => {
                let mut values = serde_json::Deserializer::from_str(stdout).into_iter::<Value>();
                let handoff = values.next().and_then(Result::ok).unwrap_or_default();
                self.accepted.extend(handoff["id"].as_str().map(str::to_owned));
            }
            _ if observation.command.print_rev => {
                let printed = stdout.lines().last().and_then(|line| line.parse().ok());
                shared.revision.fetch_max(printed.unwrap_or_default(), Ordering::Relaxed);
            }
            _ => {}
        }
    }

    /// Its own old revision, or the newest that anybody was told.
    fn revision(&mut self) -> u64 {
        if self.random.is_one_in(4) { self.seen } else { self.shared.revision.load(Ordering::Relaxed) }
    }

    fn place(&mut self) -> String {
        (*self.random.pick(&PLACES)).to_owned()
    }

    fn set(&mut self) -> Verb {
        let path = self.place();
        let value = match path.as_str() {
            "o" => json!({"a": self.random.below(3)}),
            "list" => json!([]),
            "n" => json!(self.random.below(100)),
            _ => self.value(),
        };
        Verb::Set { path, value }
    }

    fn value(&mut self) -> Value {
        let number = self.random.below(4);
        let values = [
            json!(number),
            json!("red"),
            json!("green"),
            json!(true),
            Value::Null,
            json!([number]),
            json!({"x": number}),
        ];
        self.random.pick(&values).clone()
    }

    fn incr(&mut self) -> Verb {
        Verb::Incr { path: (*self.random.pick(&COUNTERS)).to_owned(), by: *self.random.pick(&[1, 1, 1, 5, -3, 0]) }
    }

    fn append(&mut self) -> Verb {
        let items = (0..=self.random.below(2)).map(|_| self.value()).collect();
        Verb::Append { path: (*self.random.pick(&LISTS)).to_owned(), items }
    }

    fn merge(&mut self) -> Verb {
        let (value, number) = (self.value(), self.random.below(5));
        let objects = [
            json!({"o": {"a": value, "b": number}}),
            json!({"colour": value, "job": {"state": null}}),
            json!({"o": {"deep": {"er": value, "gone": null}}, "list": [number]}),
            json!({"job": {"tries": number, "steps": []}}),
            json!({"o": null}),
            json!({}),
        ];
        Verb::Merge { object: self.random.pick(&objects).clone() }
    }

    /// Compare and swap: of all who know the same turn one takes the next.
    fn take_turn(&mut self) -> (Verb, Vec<Guard>) {
        let turn = self.shared.turn.load(Ordering::Relaxed);
        let guard = if turn == 0 { Guard::Absent } else { Guard::Value(turn.into()) };
        (Verb::Set { path: "turn".to_owned(), value: (turn + 1).into() }, vec![guard])
    }

    fn handoff(&mut self) -> Verb {
        let known = self.shared.handoffs.lock().unwrap().clone();
        match self.random.below(5) {
            0 | 1 if self.shared.created.fetch_add(1, Ordering::Relaxed) < HANDOFFS => {
                let to = self.random.below(self.clients);
                Verb::Create { to: if self.random.is_one_in(2) { "*".to_owned() } else { format!("client-{to}") } }
            }
            2 if !known.is_empty() => Verb::Accept { id: Some(self.random.pick(&known).clone()) },
            3 if !self.accepted.is_empty() => Verb::Complete { id: self.random.pick(&self.accepted).clone() },
            _ => Verb::Accept { id: None },
        }
    }
}
