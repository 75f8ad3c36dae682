//! Options of every command that do nothing in some: their use is an error, since something else was meant.

use clap::ArgMatches;
use clap::error::{Error, ErrorKind};
use clap::parser::ValueSource;

/// Options, by ID and name.
type Options = &'static [(&'static str, &'static str)];

const KEYS: Options = &[("namespace", "--namespace"), ("literal", "--literal")];
const WAITS: Options = &[("wait", "--wait"), ("no_wait", "--no-wait"), ("durability", "--durability")];
const DURABILITY: Options = &[("durability", "--durability")];
const NO_LOCK: Options = &[("no_lock", "--no-lock")];

/// Options, and the commands in which they do nothing, with their subcommands.
const RULES: [(Options, &[&str]); 5] = [
    // They take no paths, and run no command that does.
    (
        KEYS,
        &[
            "agents",
            "brief",
            "completions",
            "doctor",
            "handoff inbox",
            "handoff list",
            "help",
            "hook",
            "init",
            "lease list",
            "log compact",
            "man",
            "merge-file",
            "messages",
            "namespaces",
            "repair",
            "setup",
            "skill",
            "status",
            "tag list",
            "task collect",
            "task list",
            "task progress",
            "task show",
            "task wait",
            "verify",
            "vote list",
            "vote show",
            "vote wait",
        ],
    ),
    (&[("literal", "--literal")], &["patch", "whoami"]),
    // They use no context, or wait for nothing.
    (WAITS, &["completions", "help", "hook", "man", "merge-file", "skill", "whoami"]),
    // They only read, or write no context.
    (
        DURABILITY,
        &[
            "agents",
            "blame",
            "diff",
            "doctor",
            "get",
            "handoff inbox",
            "handoff list",
            "handoff show",
            "has",
            "keys",
            "lease list",
            "namespaces",
            "overview",
            "policy list",
            "render",
            "search",
            "setup",
            "show",
            "status",
            "tag list",
            "task collect",
            "task list",
            "task progress",
            "task show",
            "view",
            "vote list",
            "vote show",
            "wait",
        ],
    ),
    // They write, or use no context.
    (
        NO_LOCK,
        &[
            "append",
            "attach",
            "batch",
            "completions",
            "cp",
            "detach",
            "edit",
            "emit",
            "help",
            "import",
            "incr",
            "init",
            "lock",
            "man",
            "merge",
            "merge-file",
            "mv",
            "patch",
            "redo",
            "restore",
            "set",
            "setup",
            "skill",
            "undo",
            "unset",
            "whoami",
        ],
    ),
];

/// Refuses an option that does nothing in `verb`, which is the name of the verb and the subverb.
///
/// # Errors
/// Fails if the command line has such an option.
pub fn refuse(verb: &str, matches: &ArgMatches) -> Result<(), Error> {
    let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let is_below = |above: &str| verb.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let options = RULES.iter().filter(|(_, verbs)| verbs.iter().any(|verb| is_below(verb))).flat_map(|(all, _)| *all);
    match options.into_iter().find(|(id, _)| is_given(id)) {
        Some((_, name)) => {
            Err(Error::raw(ErrorKind::ArgumentConflict, format!("{name} does nothing in `ctx {verb}`: leave it out\n")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::cli::Cli;

    #[test]
    fn the_commands_exist() {
        for verb in RULES.iter().flat_map(|(_, verbs)| *verbs) {
            let mut whole = Cli::whole();
            let mut here = Some(&mut whole);
            for word in verb.split(' ') {
                here = here.and_then(|here| here.find_subcommand_mut(word));
            }
            assert!(here.is_some(), "{verb}");
        }
    }
}
