//! Rendering templates.

use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::error::{Failure, Kind};
use crate::json::template::{NotRendered, Question, render};
use crate::platform::child::worker::{Limits, Work, ask};
use crate::text::duration::parse_duration;

/// The word that makes this program the process that renders a template.
pub const WORD: &str = "__template";

/// How long a template may be rendered, unless something else is said.
const TIME: Duration = Duration::from_secs(10);

/// The longest output, in bytes.
const LONGEST: usize = 10 * 1024 * 1024;

/// The address space for a short object, the stack of 256 MiB included.
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// As many bytes of memory a byte of a long object may need on top.
const MEMORY_PER_BYTE: u64 = 128;

/// How long a template may be rendered.
#[derive(Args, Clone, Debug)]
pub struct TemplateArgs {
    /// Stop after DURATION (exit code 4) [default: 10s]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,
}

impl TemplateArgs {
    /// Renders a template with the JSON of the object at `path`; `name` is that of the template.
    ///
    /// # Errors
    /// Fails if it is no template, uses what is not there, or needs too long or too much.
    pub fn render(&self, (name, template): (&str, String), (path, object): (String, String)) -> Result<String> {
        let time = self.timeout.unwrap_or(TIME);
        let long = u64::try_from(object.len().saturating_add(template.len())).unwrap_or(u64::MAX);
        let memory = MEMORY.saturating_add(long.saturating_mul(MEMORY_PER_BYTE));
        // An output is sent as JSON.
        let answer = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_mul(8);
        let failed = |why: String| Failure::new(Kind::Io, format!("could not render {name}: {why}"));
        let bound = |why: String| Failure::new(Kind::BadData, format!("could not render {name}: {why}"));
        let question = serde_json::to_vec(&Question { template, object, path, most: LONGEST })?;
        let work = ask(WORD, question, Limits { time, memory, answer }).map_err(|e| failed(e.to_string()))?;
        Err(match work {
            Work::Done(answer) => {
                let reply: Result<String, NotRendered> =
                    serde_json::from_slice(&answer).map_err(|e| failed(e.to_string()))?;
                match reply {
                    Ok(text) => return Ok(text),
                    Err(why) => not_rendered(name, &why),
                }
            }
            Work::TimedOut => {
                let time = humantime::format_duration(time);
                let why = format!("could not render {name}: it was stopped after {time}");
                Failure::new(Kind::TimedOut, why).hint("if it only needs longer: --timeout DURATION")
            }
            Work::NoMemory => bound(format!("it needs more than {} MiB of memory", memory >> 20)),
            Work::NoStack => bound("it nests too deeply".to_owned()),
            Work::Died(said) => failed(said),
        }
        .into())
    }
}

fn not_rendered(name: &str, why: &NotRendered) -> Failure {
    let at = why.line.map(|line| format!(" at line {line}")).unwrap_or_default();
    let failure = Failure::new(Kind::BadData, format!("could not render {name}{at}: {}", why.why));
    let failure = if let Some(line) = why.line { failure.fact("line", line) } else { failure };
    if why.is_undefined { failure.hint("for text in its place: {{ NAME | default('TEXT') }}") } else { failure }
}

/// Renders a template, in the process that was started for it.
#[must_use]
pub fn serve(question: &[u8]) -> Vec<u8> {
    let reply = match serde_json::from_slice(question) {
        Ok(question) => render(&question),
        Err(e) => Err(NotRendered { line: None, why: e.to_string(), is_undefined: false }),
    };
    serde_json::to_vec(&reply).unwrap_or_default()
}
