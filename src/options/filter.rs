//! Filters in arguments, and running them.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::filter::message::{Fault, FaultKind, Question, Reply};
use crate::json;
use crate::json::key_path::KeyPath;
use crate::json::path_syntax::PathError;
use crate::options::value::read_json;
use crate::platform::child::worker::{Limits, Work, ask};
use crate::text::duration::parse_duration;
use crate::text::shell::{shell_quoted, shell_word};

/// The word that makes this program the process that runs a filter.
pub const WORD: &str = "__filter";

/// How long a filter may run, unless something else is said.
const TIME: Duration = Duration::from_secs(10);

/// How long a filter may run even if the command should give up sooner: it takes that long to start on a busy machine.
const LEAST: Duration = Duration::from_secs(1);

/// The most bytes of results, for a short input.
const RESULTS: usize = 64 * 1024 * 1024;

/// The address space that a filter may use for a short input, the stack of 256 MiB included.
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// As many bytes of memory a byte of a long input may need on top.
const MEMORY_PER_BYTE: u64 = 128;

/// The variables of a filter, and how long it may run.
#[derive(Args, Clone, Debug)]
pub struct FilterArgs {
    /// Give the filter the text VALUE as $NAME
    #[arg(long, num_args = 2, value_names = ["NAME", "VALUE"], allow_hyphen_values = true)]
    arg: Vec<String>,

    /// Give the filter JSON as $NAME
    #[arg(long, num_args = 2, value_names = ["NAME", "JSON"], allow_hyphen_values = true)]
    argjson: Vec<String>,

    /// Stop the filter after DURATION (exit code 4) [default: 10s]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,
}

/// A filter with its variables.
#[derive(Clone, Debug)]
pub struct Filter {
    pub text: String,
    variables: Vec<(String, String)>,
    time: Duration,
    /// When the command that it is part of gives up; `None` if that is not said, or the filter has its own time.
    end: Option<Instant>,
    /// The command that prints its input.
    shown_by: String,
    /// What helps a filter that needs longer.
    longer: &'static str,
}

impl FilterArgs {
    /// Whether one of the options is given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !self.arg.is_empty() || !self.argjson.is_empty() || self.timeout.is_some()
    }

    /// The filter with these variables.
    ///
    /// # Errors
    /// Fails if a name cannot be that of a variable, or is given twice, or JSON is not.
    pub fn filter(&self, text: &str) -> Result<Filter> {
        let mut variables: Vec<(String, String)> = Vec::new();
        let texts = self.arg.chunks_exact(2).map(|pair| (pair, false));
        for (pair, is_json) in texts.chain(self.argjson.chunks_exact(2).map(|pair| (pair, true))) {
            let [name, value] = pair else { continue };
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if name.is_empty() || !name.chars().all(is_name) || name.starts_with(|c: char| c.is_ascii_digit()) {
                let why = format!("{name:?} cannot be the name of a variable");
                return Err(Failure::new(Kind::Usage, why).hint("use letters, digits and _").into());
            }
            let name = format!("${name}");
            if variables.iter().any(|(other, _)| *other == name) {
                return Err(Failure::new(Kind::Usage, format!("the variable {name} is given twice")).into());
            }
            let value = if is_json { read_json(value.as_bytes(), &name)? } else { Value::from(value.as_str()) };
            variables.push((name, value.to_string()));
        }
        let time = self.timeout.unwrap_or(TIME);
        Ok(Filter { variables, time, longer: "--timeout DURATION", ..Filter::plain(text, None) })
    }
}

impl Filter {
    /// A filter without variables, which may run for the usual time, but not behind the end.
    #[must_use]
    pub fn plain(text: &str, end: Option<Instant>) -> Self {
        let longer = match end {
            Some(_) => "a longer --timeout, up to 10s for the filter",
            None => "ctx query --timeout DURATION; here it has 10s",
        };
        let (variables, shown_by) = (Vec::new(), format!("ctx query {}", shell_quoted(".")));
        Self { text: text.to_owned(), variables, time: TIME, end, shown_by, longer }
    }

    /// The filter, whose input a command prints.
    #[must_use]
    pub fn shown_by(self, command: String) -> Self {
        Self { shown_by: command, ..self }
    }

    /// The filter, whose input is the value at a path.
    #[must_use]
    pub fn on(self, path: &KeyPath, options: &str) -> Self {
        let path = if path.is_root() { String::new() } else { format!(" {}", shell_word(path)) };
        self.shown_by(format!("ctx query {}{path}{options}", shell_quoted(".")))
    }

    /// Fails if it is not a filter, without running it.
    ///
    /// # Errors
    /// As [`Filter::run`].
    pub fn check(&self) -> Result<()> {
        self.answered(self.text.clone(), String::new()).map(|_| ())
    }

    /// Runs it on JSON. Returns all of its results, or none.
    ///
    /// # Errors
    /// Fails if it is no filter, fails, or needs too long or too much.
    pub fn run(&self, input: String) -> Result<Vec<Value>> {
        let results = self.answered(self.text.clone(), input)?;
        results.iter().map(|result| Ok(json::parse(result.as_bytes())?)).collect()
    }

    /// Runs it on each item of an array. Returns an array for each, of all its results.
    ///
    /// # Errors
    /// As [`Filter::run`].
    pub fn run_on_each(&self, items: &[Value]) -> Result<Vec<Value>> {
        // By itself first: within brackets another text may be a filter too.
        self.check()?;
        let results = self.answered(format!(".[] | [({}\n)]", self.text), serde_json::to_string(items)?)?;
        results.iter().map(|result| Ok(json::parse(result.as_bytes())?)).collect()
    }

    /// Runs it on JSON, and tells whether its last result is neither false nor null.
    ///
    /// # Errors
    /// As [`Filter::run`].
    pub fn holds(&self, input: String) -> Result<bool> {
        Ok(is_true(self.run(input)?.last()))
    }

    fn answered(&self, filter: String, input: String) -> Result<Vec<String>> {
        let length = input.len();
        let most = RESULTS.max(length.saturating_mul(2));
        let per_byte = u64::try_from(length).unwrap_or(u64::MAX).saturating_mul(MEMORY_PER_BYTE);
        // Results are sent as text within text.
        let answer = u64::try_from(most).unwrap_or(u64::MAX).saturating_mul(8);
        let left = self.end.map(|end| end.saturating_duration_since(Instant::now()).max(LEAST));
        let time = left.map_or(self.time, |left| left.min(self.time));
        let limits = Limits { time, memory: MEMORY.saturating_add(per_byte), answer };
        let question = Question { filter, variables: self.variables.clone(), input, most };
        let failed = |why: String| Failure::new(Kind::Io, format!("the filter could not be run: {why}"));
        let work = ask(WORD, serde_json::to_vec(&question)?, limits).map_err(|e| failed(e.to_string()))?;
        let bound = |why: String| Failure::new(Kind::BadData, why).fact("filter", self.text.as_str());
        Err(match work {
            Work::Done(answer) => match serde_json::from_slice(&answer).map_err(|e| failed(e.to_string()))? {
                Reply::Results(results) => return Ok(results),
                Reply::Fault(fault) => self.failure(fault),
            },
            Work::TimedOut => {
                let time = humantime::format_duration(Duration::from_millis(millis(time)));
                let why = format!("the filter was stopped after {time}");
                Failure::new(Kind::TimedOut, why)
                    .fact("filter", self.text.as_str())
                    .hint(format!("it may loop for ever; if it only needs longer: {}", self.longer))
            }
            Work::NoMemory => bound(format!("the filter needs more than {} MiB of memory", limits.memory >> 20)),
            Work::NoStack => bound("the filter, or what it works on, nests too deeply".to_owned()),
            Work::Died(said) => failed(said),
        }
        .into())
    }

    fn failure(&self, fault: Fault) -> Failure {
        let Fault { kind, why, at, hint } = fault;
        let failure = match (kind, at) {
            (FaultKind::Invalid, Some(offset)) => {
                let shown = PathError { input: self.text.clone(), offset, reason: why, suggestion: None };
                Failure::new(Kind::Usage, format!("the filter is not valid: {shown}")).fact("offset", offset)
            }
            (FaultKind::Invalid, None) => Failure::new(Kind::Usage, format!("the filter is not valid: {why}")),
            (FaultKind::Failed, _) => Failure::new(Kind::BadData, format!("the filter failed: {why}")),
            (FaultKind::NotJson | FaultKind::Bound, _) => Failure::new(Kind::BadData, why),
        };
        let failure = failure.fact("filter", self.text.as_str());
        match (kind, hint) {
            (_, Some(hint)) => failure.hint(hint),
            (FaultKind::Invalid, None) if at == Some(0) && is_bare_word(&self.text) => {
                failure.hint(format!("for the value at the path {0}: ctx get {0}", self.text))
            }
            (FaultKind::Invalid, None) => failure.hint("the language is that of jq: ctx help query"),
            (FaultKind::Failed, None) => failure.hint(format!("to see what it works on: {}", self.shown_by)),
            _ => failure,
        }
    }
}

/// Whole milliseconds.
fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Whether a filter is but a word, which may have been meant as a path.
fn is_bare_word(filter: &str) -> bool {
    filter.starts_with(|c: char| c.is_ascii_alphabetic())
        && filter.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a result is there, and neither false nor null.
#[must_use]
pub fn is_true(result: Option<&Value>) -> bool {
    !matches!(result, None | Some(Value::Null | Value::Bool(false)))
}

/// Runs a filter, in the process that was started for it.
#[must_use]
pub fn serve(question: &[u8]) -> Vec<u8> {
    let reply = match serde_json::from_slice(question) {
        Ok(question) => crate::filter::served(&question),
        Err(e) => Reply::Fault(Fault::new(FaultKind::Failed, e.to_string())),
    };
    serde_json::to_vec(&reply).unwrap_or_default()
}
