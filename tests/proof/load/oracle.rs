//! The log is the witness: every answer must be the one that the model gives at
//! its place in the log, and no place may contradict the order of time.

use std::time::Instant;

use serde_json::Value;

use super::arena::{Ending, Observation};
use super::command::Verb;
use super::model::{Outcome, attempt, find, path, same};
use super::replay::Replay;
use super::witness::{Witness, tell};

/// What was found.
pub struct Judgement {
    pub violations: Vec<String>,
    /// Of reads of the whole document with its revision: counted by themselves.
    pub reads: Vec<String>,
    /// Commands that were killed after they had made their change.
    pub killed_after_commit: usize,
    pub commits: usize,
}

/// Revisions that were known at instants.
struct Known(Vec<(Instant, u64)>);

impl Known {
    fn new(mut at: Vec<(Instant, u64)>) -> Self {
        at.sort_unstable();
        let mut newest = 0;
        for (_, rev) in &mut at {
            newest = newest.max(*rev);
            *rev = newest;
        }
        Self(at)
    }

    /// The newest revision known before an instant.
    fn before(&self, instant: Instant) -> u64 {
        let count = self.0.partition_point(|(at, _)| *at < instant);
        count.checked_sub(1).map_or(0, |last| self.0[last].1)
    }
}

pub fn judge(witness: &Witness) -> Judgement {
    let replay = Replay::of(witness);
    let observed = || witness.observations.iter().enumerate();
    // Nobody knows what became of a command that was killed while it waited for a flush, until the next one flushes.
    let answered = || observed().filter(|(_, o)| o.run.ending == Ending::Exited(0));
    let told = answered().filter_map(|(i, o)| Some((o.run.ended, *replay.revision_of.get(&i).or(named(o).as_ref())?)));
    let begun = observed().filter_map(|(i, o)| Some((o.run.started, *replay.revision_of.get(&i)?)));
    let (told, begun) = (Known::new(told.collect()), Known::new(begun.collect()));
    let (mut violations, mut reads) = (Vec::new(), Vec::new());
    for (i, observation) in observed() {
        let window = (told.before(observation.run.started), begun.before(observation.run.ended));
        let result = Answer { observation, replay: &replay, window }.check(i);
        let whole = matches!(observation.command.verb, Verb::GetAll);
        let place = if whole { &mut reads } else { &mut violations };
        let (low, high) = window;
        let when = format!("between revisions {low} and {high}");
        place.extend(result.err().map(|why| format!("{why}: {} {when}", tell(observation))));
    }
    if witness.verified.ending != Ending::Exited(0) {
        violations.push(format!("ctx verify says {:?}", witness.verified));
    }
    let is_killed = |i: &&usize| witness.observations[**i].run.ending == Ending::Killed;
    let killed_after_commit = replay.revision_of.keys().filter(is_killed).count();
    let commits = witness.records.len();
    violations.splice(0..0, replay.violations);
    Judgement { violations, reads, killed_after_commit, commits }
}

/// The revision that an answer names, if the command changed nothing.
fn named(observation: &Observation) -> Option<u64> {
    if observation.run.ending != Ending::Exited(0) {
        return None;
    }
    if matches!(observation.command.verb, Verb::GetAll) {
        let meta: Value = serde_json::from_str(&observation.run.stdout).ok()?;
        return meta.get("rev").map_or(Some(0), Value::as_u64);
    }
    let mut lines = observation.run.stderr.lines();
    lines.find_map(|line| line.strip_prefix("ctx: unchanged: revision ")?.parse().ok())
}

/// An answer, and what it is compared with.
struct Answer<'a> {
    observation: &'a Observation,
    replay: &'a Replay,
    /// The newest revision that somebody knew before the command, and the newest
    /// that may have been there when it ended.
    window: (u64, u64),
}

impl Answer<'_> {
    fn check(&self, index: usize) -> Result<(), String> {
        let Observation { command, run } = self.observation;
        let Ending::Exited(code) = run.ending else { return self.check_order(index) };
        if code == 4 && !command.patient {
            return Ok(());
        }
        if code == 0 {
            self.check_talk()?;
        }
        match command.verb {
            Verb::GetAll => return self.check_read_all(code),
            Verb::Get { .. } => return self.check_read(code),
            _ => {}
        }
        if code != 0 {
            return self.check_refusal(code);
        }
        match (self.replay.revision_of.get(&index), named(self.observation)) {
            (Some(rev), None) => {
                self.check_order(index)?;
                self.check_output(*rev, self.replay.printed.get(&index).map(String::as_str))
            }
            (None, Some(rev)) => self.check_unchanged(rev),
            (None, None) => Err("acknowledged, and not in the log".to_owned()),
            (Some(rev), Some(_)) => Err(format!("said to be unchanged, and recorded in revision {rev}")),
        }
    }

    /// Who began after another one had ended has a later revision.
    fn check_order(&self, index: usize) -> Result<(), String> {
        match self.replay.revision_of.get(&index) {
            Some(&rev) if rev <= self.window.0 => Err(format!("recorded in the past, in revision {rev}")),
            _ => Ok(()),
        }
    }

    fn check_window(&self, rev: u64) -> Result<(), String> {
        let (low, high) = self.window;
        if (low..=high).contains(&rev) { Ok(()) } else { Err(format!("revision {rev} is not of its time")) }
    }

    /// Nothing is said but what may be found when another one died: half a record, or
    /// no document yet if it was the first.
    fn check_talk(&self) -> Result<(), String> {
        let begins = ["ctx: unchanged: revision ", "ctx: waiting for "];
        let missing = "the document was missing: ";
        let is_expected = |line: &str| {
            let first = line.split_once(missing).is_some_and(|(_, rest)| rest.contains(" revision 1 from "));
            first || line.contains("cut a torn record") || begins.iter().any(|begin| line.starts_with(begin))
        };
        match self.observation.run.stderr.lines().find(|line| !is_expected(line)) {
            Some(line) => Err(format!("unexpected talk {line:?}")),
            None => Ok(()),
        }
    }

    fn check_output(&self, rev: u64, printed: Option<&str>) -> Result<(), String> {
        let Observation { command, run } = self.observation;
        let mut lines: Vec<String> = run.stdout.lines().map(str::to_owned).collect();
        let last = if command.print_rev { lines.pop() } else { None };
        if last.is_some_and(|last| last != rev.to_string()) || (command.print_rev && run.stdout.is_empty()) {
            return Err(format!("it printed another revision than {rev}"));
        }
        let text = lines.join("\n");
        if let Verb::Accept { id } = &command.verb {
            let handoff: Value = serde_json::from_str(&text).unwrap_or_default();
            let is_mine = handoff["accepted_by"] == command.agent.as_str();
            let is_asked = id.as_ref().is_none_or(|id| handoff["id"] == id.as_str());
            return if is_mine && is_asked { Ok(()) } else { Err("it printed another handoff".to_owned()) };
        }
        if text == printed.unwrap_or_default() { Ok(()) } else { Err(format!("{printed:?} expected")) }
    }

    fn check_unchanged(&self, rev: u64) -> Result<(), String> {
        self.check_window(rev)?;
        if self.observation.command.is_handoff() {
            return self.check_output(rev, None);
        }
        let effect = self.attempt_at(rev).ok_or("no such revision")?;
        if effect.outcome != Outcome::Unchanged {
            return Err(format!("at revision {rev} it should be {:?}", effect.outcome));
        }
        self.check_output(rev, effect.printed.as_deref())
    }

    fn attempt_at(&self, rev: u64) -> Option<super::model::Effect> {
        let state = self.replay.state(rev)?;
        Some(attempt(&self.observation.command, state, rev, &self.replay.touched))
    }

    fn check_refusal(&self, code: i32) -> Result<(), String> {
        let (low, high) = self.window;
        if self.observation.command.is_handoff() {
            return if [1, 3].contains(&code) { Ok(()) } else { Err("unexpected failure".to_owned()) };
        }
        let is_right = |rev| self.attempt_at(rev).is_some_and(|e| e.outcome == Outcome::Refused(code));
        if (low..=high).any(is_right) { Ok(()) } else { Err("refused at no revision of its time".to_owned()) }
    }

    fn check_read(&self, code: i32) -> Result<(), String> {
        let Observation { command, run } = self.observation;
        let printed: Option<Value> = if code == 0 { serde_json::from_str(&run.stdout).ok() } else { None };
        let (low, high) = self.window;
        let is_right = |rev| {
            let held = self.replay.state(rev).and_then(|state| find(state, &path(command.path())));
            match (held, &printed) {
                (Some(held), Some(printed)) => same(held, printed),
                (held, printed) => held.is_none() && printed.is_none() && code == 1,
            }
        };
        if (low..=high).any(is_right) { Ok(()) } else { Err("at no revision of its time".to_owned()) }
    }

    fn check_read_all(&self, code: i32) -> Result<(), String> {
        let meta: Value = serde_json::from_str(&self.observation.run.stdout).unwrap_or_default();
        // Before the first change there is no context to read.
        if code == 1 && self.observation.run.stdout.is_empty() && self.window.0 == 0 {
            return Ok(());
        }
        let rev = named(self.observation).filter(|_| code == 0).ok_or("no document was printed")?;
        let is_of = |rev| self.replay.state(rev).is_some_and(|state| same(state, &meta["value"]));
        if !is_of(rev) {
            let (low, high) = self.window;
            let others: Vec<u64> = (low..=high).filter(|&rev| is_of(rev)).collect();
            return Err(format!("revision {rev} is named, and the value is that of {others:?}"));
        }
        if meta.get("edited_since").is_some() {
            return Err("nobody edited the document".to_owned());
        }
        self.check_window(rev)
    }
}
