//! The commands that clients run, as data: the words that the binary gets, and
//! what the model interprets.

use serde_json::Value;

/// What a command does.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    Set {
        path: String,
        value: Value,
    },
    Incr {
        path: String,
        by: i64,
    },
    Append {
        path: String,
        items: Vec<Value>,
    },
    Merge {
        object: Value,
    },
    Unset {
        path: String,
    },
    Get {
        path: String,
    },
    /// The whole document, with the revision that it is of.
    GetAll,
    Create {
        to: String,
    },
    /// A handoff by its id, or the next one.
    Accept {
        id: Option<String>,
    },
    Complete {
        id: String,
    },
}

/// A condition for a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Guard {
    Revision(u64),
    Absent,
    Exists,
    Value(Value),
    UnchangedSince(u64),
}

/// One command of one client.
#[derive(Clone, Debug)]
pub struct Command {
    pub agent: String,
    /// The message of its record: no other command has the same.
    pub tag: String,
    pub verb: Verb,
    pub guards: Vec<Guard>,
    pub print_rev: bool,
    pub durability: &'static str,
    /// Waits for the lock as long as it takes, rather than not at all.
    pub patient: bool,
}

impl Command {
    pub fn new(agent: &str, sequence: usize, verb: Verb) -> Self {
        let (agent, tag) = (agent.to_owned(), format!("{agent}-{sequence}"));
        Self { agent, tag, verb, guards: Vec::new(), print_rev: false, durability: "full", patient: true }
    }

    pub fn is_read(&self) -> bool {
        matches!(self.verb, Verb::Get { .. } | Verb::GetAll)
    }

    pub fn is_handoff(&self) -> bool {
        matches!(self.verb, Verb::Create { .. } | Verb::Accept { .. } | Verb::Complete { .. })
    }

    /// The path that guards are about.
    pub fn path(&self) -> &str {
        match &self.verb {
            Verb::Set { path, .. }
            | Verb::Incr { path, .. }
            | Verb::Append { path, .. }
            | Verb::Unset { path }
            | Verb::Get { path } => path,
            _ => ".",
        }
    }

    /// The words behind `ctx`.
    pub fn arguments(&self) -> Vec<String> {
        let mut words = vec!["--agent".to_owned(), self.agent.clone()];
        words.extend(if self.patient {
            vec!["--wait".to_owned(), "60s".to_owned()]
        } else {
            vec!["--no-wait".to_owned()]
        });
        words.extend(self.verb.words());
        if self.is_read() {
            return words;
        }
        words.extend(["-m".to_owned(), self.tag.clone()]);
        words.extend(["--durability".to_owned(), self.durability.to_owned()]);
        words.extend(self.guards.iter().flat_map(Guard::words));
        words.extend(self.print_rev.then(|| "--print-rev".to_owned()));
        words
    }
}

impl Verb {
    fn words(&self) -> Vec<String> {
        let mut values = Vec::new();
        let fixed: Vec<&str> = match self {
            Self::Set { path, value } => {
                values.push(word(value));
                vec!["set", path]
            }
            Self::Incr { path, by } => {
                values.push(by.to_string());
                vec!["incr", path]
            }
            Self::Append { path, items } => {
                values.extend(items.iter().map(word));
                vec!["append", path]
            }
            Self::Merge { object } => {
                values.push(object.to_string());
                vec!["merge"]
            }
            Self::Unset { path } => vec!["unset", path],
            Self::Get { path } => vec!["get", "--json", path],
            Self::GetAll => vec!["get", "--meta", "--full", "."],
            Self::Create { to } => vec!["handoff", "create", to],
            Self::Accept { id } => vec!["handoff", "accept", "--raw", id.as_deref().unwrap_or("--next")],
            Self::Complete { id } => vec!["handoff", "complete", id],
        };
        fixed.into_iter().map(str::to_owned).chain(values).collect()
    }
}

impl Guard {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Revision(rev) => vec!["--if-rev".to_owned(), rev.to_string()],
            Self::Absent => vec!["--if-absent".to_owned()],
            Self::Exists => vec!["--if-exists".to_owned()],
            Self::Value(value) => vec!["--if-value".to_owned(), word(value)],
            Self::UnchangedSince(rev) => vec!["--if-unchanged-since".to_owned(), rev.to_string()],
        }
    }
}

/// A value as a word of the command line: texts as they are. Those that are used
/// here are no JSON, so that they are taken for text.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
