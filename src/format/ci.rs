//! Files by which a step of a CI job passes values on.

use std::fmt::Write as _;

use crate::format::unfit::Unfit;
use crate::format::variables::{Rules, Variable};

/// The outputs of a step.
const GITHUB_OUTPUT: Rules = Rules {
    is_part: |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
    wanted: "letters, digits, _ and -, not a digit first",
    taken: &[],
    prefixes: &[],
    why: "",
    others: &[],
    folds_case: true,
};

/// The environment of later steps: GitHub refuses these names, and the rest tell programs what to load.
const GITHUB_ENV: Rules = Rules {
    is_part: |c| c.is_ascii_alphanumeric() || c == '_',
    wanted: "letters, digits and _, not a digit first",
    taken: &["NODE_OPTIONS", "PATH", "BASH_ENV", "ENV", "IFS", "CI"],
    prefixes: &["GITHUB_", "RUNNER_", "LD_", "DYLD_", "BASH_FUNC_"],
    why: "GitHub or the shell obeys it",
    others: &[],
    folds_case: false,
};

/// dotenv reports of GitLab.
pub const GITLAB: Rules = Rules {
    is_part: |c| c.is_ascii_alphanumeric() || c == '_',
    wanted: "letters, digits and _, not a digit first",
    taken: &["PATH", "BASH_ENV", "ENV", "IFS", "CI"],
    prefixes: &["CI_", "GITLAB_", "LD_", "DYLD_", "BASH_FUNC_"],
    why: "GitLab or the shell obeys it",
    others: &[],
    folds_case: false,
};

/// The most that GitLab takes: bytes of a report, and variables of the highest plan.
const GITLAB_BYTES: usize = 5 * 1024;
const GITLAB_VARIABLES: usize = 150;

pub fn github_rules(environment: bool) -> &'static Rules {
    if environment { &GITHUB_ENV } else { &GITHUB_OUTPUT }
}

/// Each value stands between two lines with a mark that nobody can know before, so none can end early.
pub fn github(variables: &[Variable], random: &str) -> Result<String, Unfit> {
    let mut text = String::new();
    let mut mark = format!("ghadelimiter_{random}");
    while variables.iter().any(|variable| variable.value.contains(&mark)) {
        mark.push('_');
    }
    for Variable { name, value, path } in variables {
        if value.ends_with('\r') {
            return Err(Unfit::new(path, "it ends with a carriage return, which GitHub takes for the end of a line"));
        }
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name}<<{mark}\n{value}\n{mark}");
    }
    Ok(text)
}

/// GitLab knows no quotes and no escapes: a value is what stands behind `=`.
pub fn gitlab(variables: &[Variable]) -> Result<String, Unfit> {
    let (mut text, number) = (String::new(), variables.len());
    for (i, Variable { name, value, path }) in variables.iter().enumerate() {
        let fail = |why: &str| Err(Unfit::new(path, why));
        if value.contains(['\n', '\r']) {
            return fail("it has several lines, and a GitLab report has one a variable");
        }
        if value.trim() != value {
            return fail("it begins or ends with white space, which GitLab takes off");
        }
        let _ = writeln!(text, "{name}={value}");
        if text.len() > GITLAB_BYTES {
            return fail("with it the report is longer than the 5 KiB that GitLab takes");
        }
        if i >= GITLAB_VARIABLES {
            return fail(&format!("a GitLab report has at most {GITLAB_VARIABLES} variables, not {number}"));
        }
    }
    Ok(text)
}
