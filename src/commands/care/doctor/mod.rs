//! `ctx doctor`: check a context and its environment.

mod access;
mod everybody;
mod kept;
mod lock;
mod log;
mod place;

use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;
use serde_json::json;

use crate::commands::Answer;
use crate::error::Failure;
use crate::output::Output;
use crate::session::{Context, Session};
use crate::store::capability::hold::Hold;
use crate::store::capability::verify::Verify;
use crate::store::file::maintain::inspect::{Inspection, Rights, gets_lock};
use crate::store::required;
use crate::text::shell::shell_path;

/// Check the context and its environment for problems
///
/// Checks file system, permissions, leftover files, lock, what ctx keeps, clock and log. Prints one line per
/// check: fine, advice or wrong, with a hint. Exits with 1 if anything is wrong. Does not wait
/// for the lock and does not change the context.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx doctor
  ctx doctor --json")]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,

    /// Act as the second process of the lock test: try to lock FILE
    #[arg(long, value_name = "FILE", hide = true, conflicts_with = "json")]
    try_lock: Option<PathBuf>,
}

/// The verdict on a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Fine,
    /// It works, but could be improved.
    Advice,
    Wrong,
}

/// The result of a check, with a hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Finding {
    check: &'static str,
    verdict: Verdict,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Finding {
    fn fine(check: &'static str, text: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Fine, text: text.into(), hint: None }
    }

    fn advice(check: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Advice, text: text.into(), hint: Some(hint.into()) }
    }

    fn wrong(check: &'static str, text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Wrong, text: text.into(), hint: Some(hint.into()) }
    }

    /// The finding for a check that could not be made.
    fn failed(check: &'static str, error: &anyhow::Error) -> Self {
        let hint = error.downcast_ref::<Failure>().and_then(|failure| failure.hints().first().cloned());
        Self { check, verdict: Verdict::Wrong, text: format!("{error:#}"), hint }
    }
}

/// Returns the path of a file, quoted for a shell.
fn word(file: &Rights) -> String {
    shell_path(&file.path)
}

/// The input of the checks.
struct Patient<'p> {
    context: &'p Context<'p>,
    hold: &'p dyn Hold,
    verify: &'p dyn Verify,
    inspection: &'p Inspection,
}

/// Runs all checks, in the order of the output.
const CHECKS: [fn(&Patient<'_>) -> Vec<Finding>; 12] = [
    place::file_system,
    place::mounted,
    access::permissions,
    access::left_overs,
    lock::holder,
    lock::exclusion,
    kept::weight,
    kept::attached,
    kept::access,
    kept::schemas,
    log::clock,
    log::chain,
];

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    if let Some(path) = &args.try_lock {
        return Ok(if gets_lock(path)? { Answer::Yes } else { Answer::No });
    }
    // A held lock is a finding, so there is no reason to wait for it.
    let context = session.open_without_waiting(out)?;
    let needs = "be examined by doctor";
    let (hold, verify) = (required(context.store.hold(), needs)?, required(context.store.verify(), needs)?);
    let inspection = Inspection::of(&context.file)?;
    let patient = Patient { context: &context, hold, verify, inspection: &inspection };
    let findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(&patient)).collect();
    let wrong = findings.iter().any(|finding| finding.verdict == Verdict::Wrong);
    let Context { file, out, .. } = context;
    if args.json {
        out.json(&json!({"file": file.display().to_string(), "fine": !wrong, "checks": findings}))?;
        return Ok(if wrong { Answer::No } else { Answer::Yes });
    }
    for Finding { check, verdict, text, hint } in findings {
        let (word, color) = match verdict {
            Verdict::Fine => ("fine  ", "32"),
            Verdict::Advice => ("advice", "33"),
            Verdict::Wrong => ("wrong ", "31"),
        };
        let rest = format!(" {check}: {text}");
        out.painted_line(&[out.paint(color, word), out.paint("", &rest)])?;
        if let Some(hint) = hint {
            out.line(&format!("       hint: {hint}"))?;
        }
    }
    Ok(if wrong { Answer::No } else { Answer::Yes })
}
