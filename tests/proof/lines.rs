//! Command lines with hostile keys, names and values, one after another, with edits by hand
//! between them. Whatever they answer, the context can be read, verified and changed afterwards,
//! and is rebuilt from its log as such.

use ctxfile::internals::json::document::Document;
use serde_json::{Map, Value, json};

use crate::command::{DOCUMENT, Ended, run, run_line};
use crate::fuzz::Xorshift;
use crate::report::{Extent, Row};
use crate::simulation::Machine;
use crate::simulation::fault::{Mutant, STAND_IN};
use crate::simulation::model::Model;
use crate::simulation::process::Process;

/// Keys over which a reader, a path or a program may stumble.
const KEYS: &[&str] = &[
    "a",
    "o",
    "l",
    "n",
    "new",
    STAND_IN,
    "$serde_json::private::Number",
    "\\u0024serde_json::private::Number",
    "$serde_json::private::RawValue",
    "$redacted",
    "_ctx",
    "",
    " ",
    ".",
    "/",
    "~",
    "~2",
    "-",
    "--",
    "-x",
    "0",
    "01",
    "[0]",
    "a.b",
    "a=b",
    "a:=b",
    "\"",
    "'",
    "\\",
    "\\\"",
    "{",
    "\n",
    "\r\n",
    "\0",
    "\u{7f}",
    "\u{9b}31m",
    "\u{202e}x",
    "\u{2028}",
    "\u{feff}",
    "\u{e0041}",
    "e\u{301}",
    "once:a",
    "HEAD",
    "h1",
    "null",
    "1e999",
];

const NUMBERS: &[&str] = &["1", "-0", "0.1", "-1.50", "1e2", "1E+5", "1e-9", "18446744073709551616", "1e400", "0.0000"];

/// Where the oracle writes: a number of as many digits takes the place of another.
const PROBE: &str = "probe";

/// A line, as a person would have to type it.
type Line = Vec<String>;

struct Writer {
    random: Xorshift,
}

impl Writer {
    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.random.below(words.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.random.below(n) == 0
    }

    fn key(&mut self) -> String {
        match self.random.below(12) {
            0 => "k".repeat(self.random.below(300)),
            1 => format!("{}{}", self.one_of(KEYS), self.one_of(KEYS)),
            _ => self.one_of(KEYS).to_owned(),
        }
    }

    /// In one of the ways to write it; sometimes one that is none.
    fn path(&mut self) -> String {
        let (key, below) = (self.key(), self.key());
        let text = |key: &str| Value::from(key).to_string();
        match self.random.below(12) {
            0 => key,
            1 => format!("{key}.{below}"),
            2 => format!("/{}/{}", key.replace('~', "~0").replace('/', "~1"), below),
            3 => format!("[{}][{}]", text(&key), text(&below)),
            4 => format!("o[{}]", text(&below)),
            5 => format!(".{}.{}", text(&key), text(&below)),
            6 => vec!["d"; 98 + self.random.below(4)].join("."),
            7 => format!("l[{}]", self.one_of(&["0", "-1", "1", "99", "x"])),
            8 => self.one_of(&["o.x", "l", "n", "o", ".", "_ctx.policies", "a", PROBE]).to_owned(),
            _ => format!("[{}]", text(&key)),
        }
    }

    /// As a value of JSON.
    fn json(&mut self) -> String {
        match self.random.below(8) {
            0 => nested(94 + self.random.below(9)),
            1 => self.object(1),
            2 => format!("[{}]", vec![self.one_of(NUMBERS); self.random.below(200)].join(",")),
            3 => Value::from(self.key().repeat(1 + self.random.below(9))).to_string(),
            4 => self.one_of(&["null", "true", "{}", "[]", "\"\"", "{\"a\":1,\"a\":2}", "[1,]"]).to_owned(),
            _ => self.one_of(NUMBERS).to_owned(),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        let members = (0..=self.random.below(3)).map(|_| {
            let key = Value::from(self.key()).to_string();
            let value = if depth > 4 || self.one_in(2) { self.json_leaf() } else { self.object(depth + 1) };
            format!("{key}:{value}")
        });
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    fn json_leaf(&mut self) -> String {
        if self.one_in(3) { nested(90 + self.random.below(12)) } else { self.one_of(NUMBERS).to_owned() }
    }

    fn value(&mut self) -> String {
        match self.random.below(4) {
            0 => self.key().replace('-', "_"),
            _ => self.json(),
        }
    }

    fn number(&mut self) -> String {
        self.random.below(9).to_string()
    }

    /// One command line, without what is common to all.
    fn line(&mut self) -> Line {
        let mut line = self.verb();
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (key, message) = (self.key(), self.value());
        for (chance, options) in [
            (6, words(&["--literal"])),
            (6, words(&["-N", &key])),
            (3, words(&["--force"])),
            (8, words(&["-m", &message])),
            (8, words(&["--durability", "fast"])),
            (20, words(&["--dry-run"])),
        ] {
            if self.one_in(chance) {
                line.splice(0..0, options);
            }
        }
        line
    }

    fn verb(&mut self) -> Line {
        let (path, other, name, value, json, number) =
            (self.path(), self.path(), self.key(), self.value(), self.json(), self.number());
        let ttl = self.one_of(&["1ns", "1h", "10m"]).to_owned();
        let pair = format!("{path}{}{value}", self.one_of(&["=", ":="]));
        let policy = self.one_of(&["replace", "append", "union", "max", "min", "sum", "once", "deny"]).to_owned();
        let line: &[&str] = match self.random.below(34) {
            0 | 1 => &["set", &path, &value],
            2 => &["set", &pair],
            3 => &["set", "--json", &path, &json],
            4 | 5 => &["set", "--redact", &path, &value],
            6 | 7 => &["set", "--ttl", &ttl, &path, &value],
            8 => &["set", "--base", &number, "--on-conflict", "replace", &path, &value],
            9 => &["append", "--json", &path, &json],
            10 => &["append", "--unique", &path, &value, &value],
            11 => &["incr", &path, self.one_of(NUMBERS)],
            12 | 13 => &["merge", "--into", &path, &self.object(0)],
            14 => &["merge", "--arrays", "union", &self.object(0)],
            15 => &["unset", "--ignore-missing", &path, &other],
            16 => &["handoff", "create", "*", "-m", &value, "--set", &pair, "--key", &name],
            17 => &["handoff", "create", "b", "-m", "x", "--transfer", &path, "--payload", &json],
            18 => &["handoff", "create", "b", "-m", "x", "--ref", &path, "--next", &value, "--expires", &ttl],
            19 => &["handoff", "accept", "--next"],
            20 => &["handoff", "complete", "h2", "--result", &json],
            21 => &["lease", "acquire", &name, "--ttl", &ttl],
            22 => &["task", "add", &name, "--queue", self.one_of(KEYS), "--payload", &value],
            23 => &["task", "claim", "--queue", &name],
            24 => &["task", "complete", &name, "--result", &value],
            25 => &["tag", &name],
            26 => &["tag", "--move", &name, &number],
            27 => &["policy", "merge", &path, &policy],
            28 => &["policy", "limit", self.one_of(&["1k", "3k", "0", "10MiB", "lots"])],
            29 => &["emit", &name, &json],
            30 => &["restore", &number, "--path", &path],
            31 => &["restore", &number],
            32 => &["undo", &number],
            _ => &["log", "compact", "--keep", "1"],
        };
        line.iter().map(ToString::to_string).collect()
    }

    /// A document as a person or another tool leaves it: compact, deep, or laid out by others.
    fn edited(&mut self, machine: &Machine) -> Option<Vec<u8>> {
        let mut root: Value = serde_json::from_slice(&machine.read(DOCUMENT)?).ok()?;
        let key = self.key();
        let value = serde_json::from_str(&self.json()).unwrap_or_else(|_| json!([[{}]]));
        // What ctx keeps in it is not what is tried here.
        root.as_object_mut().filter(|_| key != "_ctx")?.insert(key, value);
        let text = if self.one_in(2) { root.to_string() } else { format!("{root:#}\n\n") };
        Some(text.into_bytes()).filter(|text| Document::parse(text).is_ok())
    }
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

/// Some seconds, or minutes.
pub fn prove(extent: Extent) -> Vec<Row> {
    let mut row = Row::new("command lines with hostile keys and names");
    let (mut accepted, mut refused) = (0, 0);
    for seed in 1..=extent.pick(700, 20_000) {
        let (told, answers) = case(seed, None);
        row.count(told.map_err(|why| format!("seed {seed}: {why}")));
        accepted += answers.iter().filter(|accepted| **accepted).count();
        refused += answers.iter().filter(|accepted| !**accepted).count();
    }
    if accepted < refused / 9 {
        row.violations.push(format!("only {accepted} lines were accepted, and {refused} refused"));
    }
    vec![row]
}

/// The same with a store that checks nothing that it publishes.
pub fn broken(row: &mut Row, mutant: Mutant) {
    if mutant == Mutant::NoCheck {
        for seed in 1..=200 {
            row.count(case(seed, Some(mutant)).0);
        }
    }
}

/// Some lines on one machine: what is broken, if something is, and which lines were accepted.
fn case(seed: u64, mutant: Option<Mutant>) -> (Result<(), String>, Vec<bool>) {
    let mut writer = Writer { random: Xorshift(0xA076_1D64_78BD_642F ^ seed) };
    let machine = Machine::new(Model::Ext4);
    let process = || Process::on(&machine).with_mutant(mutant);
    let begun = run(&process(), &["merge", r#"{"a":1,"o":{"x":1},"l":[1,2],"n":1,"probe":1000}"#]);
    assert!(matches!(begun, Ended::Well(_)), "nothing is hostile yet: {begun:?}");
    if writer.one_in(4) {
        machine.rotate_at(4000);
    }
    let (mut lines, mut answers) = (Vec::new(), Vec::new());
    for number in 0..=writer.random.below(5) {
        if writer.one_in(6)
            && let Some(text) = writer.edited(&machine)
        {
            lines.push(vec!["(edited)".to_owned(), String::from_utf8_lossy(&text).into_owned()]);
            machine.put(DOCUMENT, &text);
        }
        let line = writer.line();
        let ended = run_line(&process(), &line);
        lines.push(line);
        answers.push(matches!(ended, Ended::Well(_)));
        let judged = match ended {
            Ended::Well(_) | Ended::NotCommitted(_) => sound(&machine, 1000 + number),
            ended => Err(format!("{ended:?}")),
        };
        if let Err(why) = judged {
            return (Err(format!("{why}, after {}", shown(&lines))), answers);
        }
    }
    machine.remove(DOCUMENT);
    let rebuilt = sound(&machine, 2000);
    (rebuilt.map_err(|why| format!("{why}, rebuilt from the log after {}", shown(&lines))), answers)
}

/// As they would be typed, with what takes too much room cut short.
fn shown(lines: &[Line]) -> String {
    let word = |word: &String| format!("{:?}", word.chars().take(200).collect::<String>());
    let line = |line: &Line| format!("`ctx {}`", line.iter().map(word).collect::<Vec<_>>().join(" "));
    lines.iter().map(line).collect::<Vec<_>>().join(", ")
}

/// The context can be read, changed and verified.
fn sound(machine: &Machine, number: usize) -> Result<(), String> {
    let process = || Process::on(machine);
    let well = |words: &[&str]| match run(&process(), words) {
        Ended::Well(printed) => Ok(printed),
        ended => Err(format!("`ctx {}` says {ended:?}", words.join(" "))),
    };
    let before: Map<String, Value> = serde_json::from_str(&well(&["get"])?).map_err(|e| e.to_string())?;
    let number = number.to_string();
    match run(&process(), &["set", "--force", PROBE, &number]) {
        Ended::Well(_) => {}
        // It is not there any more, or not as large, and the document may not grow.
        Ended::NotCommitted(why) if why.contains("more than the limit") && !is_as_large(&before) => return Ok(()),
        ended => return Err(format!("`ctx set --force {PROBE} {number}` says {ended:?}")),
    }
    let read = well(&["get", PROBE])?;
    if read.trim_end() != number {
        return Err(format!("{PROBE} is {read:?}, and {number} was put there"));
    }
    well(&["verify"]).map(drop)
}

fn is_as_large(document: &Map<String, Value>) -> bool {
    document.get(PROBE).is_some_and(|value| value.to_string().len() >= 4)
}
