//! The help of `ctx` itself. clap cannot group subcommands, so their list is written here, from a table:
//! building their definitions would take longer than all the rest.

use std::fmt::Write as _;

use crate::commands::{Command, Verb};

/// The groups: the folder in `commands`, and the heading of its verbs.
const GROUPS: [(&str, &str); 6] = [
    ("start", "Start and inspect a context"),
    ("data", "Read and change values"),
    ("together", "Coordinate agents"),
    ("history", "Examine and undo changes"),
    ("care", "Check and repair"),
    ("shell", "Integrate with shells and git"),
];

/// What `ctx --help` ends with.
pub const ENVIRONMENT_AND_EXIT_CODES: &str = "\
Environment:
  CTX_MAX_SIZE        Maximum size of the document [default: 10MiB]; `ctx policy limit` overrides it
  CTX_LOG_MAX         Size at which the log is rotated [default: 64MiB]
  CTX_LOG_COMPRESS    Size from which a rotated log is compressed, or off [default: 1MiB]
  CTX_SAFE_DIRECTORY  Directories whose context may belong to another user, separated by `:`
  CTX_AUDIT_KEY       Key of the HMAC in each log record; CTX_AUDIT_KEY_FILE names a file with it
  CTX_SECRETS         What to do about apparent credentials: warn, deny or off [default: warn]
  CTX_NOTIFY          Set to 0 to turn off the note about pending handoffs

Sizes are in bytes or have a unit, such as 500k, 20M or 1GiB: k, M, G, KiB, MiB and GiB are powers
of 1024; kB, MB and GB are powers of 1000.

Exit codes:
  0  success
  1  no: no such value, condition false, nothing pending
  2  usage error
  3  conflict: a guard failed, or another agent was first
  4  timed out
  5  bad data
  6  input/output error
  7  refused: permission, unsafe path or policy

Run `ctx COMMAND --help` for the help of a command.";

/// Makes the help of the whole command line list its verbs in groups.
pub fn grouped(command: clap::Command) -> clap::Command {
    let list = list();
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{list}Global options:\n{{options}}{{after-help}}"
    ))
}

fn list() -> String {
    let width = Command::VERBS.iter().map(|verb| verb.name.len()).max().unwrap_or_default();
    let mut list = String::new();
    for (folder, heading) in GROUPS {
        // Writing to a string does not fail.
        let _ = writeln!(list, "{heading}:");
        for Verb { name, about, .. } in Command::VERBS.iter().filter(|verb| verb.group == folder) {
            let _ = writeln!(list, "  {name:<width$}  {about}");
        }
        list.push('\n');
    }
    list
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use crate::cli::{Cli, parse};
    use crate::commands::Command;
    use crate::options::write::{MessageArgs, PathWriteArgs};

    const LONGEST_LINE: usize = 100;

    /// Calls `check` with `ctx` and each verb and subverb.
    fn walk(check: &mut impl FnMut(&str, &clap::Command)) {
        fn below(command: &clap::Command, name: &str, check: &mut impl FnMut(&str, &clap::Command)) {
            check(name, command);
            for verb in command.get_subcommands() {
                below(verb, &format!("{name} {}", verb.get_name()), check);
            }
        }
        let mut whole = grouped(Cli::whole());
        whole.build();
        below(&whole, "ctx", check);
    }

    fn each_help(check: &mut impl FnMut(&str, &str)) {
        walk(&mut |name, command| check(name, &command.clone().render_long_help().to_string()));
    }

    #[test]
    fn the_list_has_each_verb_once() {
        let help = grouped(Cli::whole()).render_help().to_string();
        for verb in Cli::whole().get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let start = format!("  {} ", verb.get_name());
            let found = help.lines().filter(|line| line.starts_with(&start)).count();
            assert_eq!(found, 1, "{} is listed {found} times", verb.get_name());
        }
    }

    #[test]
    fn the_table_of_verbs_says_what_their_definitions_say() {
        let whole = Cli::whole();
        let defined =
            whole.get_subcommands().map(|verb| (verb.get_name().to_owned(), verb.get_about().unwrap().to_string()));
        let table = Command::VERBS.iter().map(|verb| (verb.name.to_owned(), verb.about.to_owned()));
        assert_eq!(table.collect::<Vec<_>>(), defined.collect::<Vec<_>>());
        for verb in Command::VERBS {
            let definition = Command::definition(verb.name).unwrap();
            assert_eq!(
                (definition.get_name(), definition.get_about().unwrap().to_string().as_str()),
                (verb.name, verb.about)
            );
        }
    }

    #[test]
    fn the_heading_of_write_options_has_no_other_options() {
        use clap::Args as _;
        let write = MessageArgs::augment_args(PathWriteArgs::augment_args(clap::Command::new("write")));
        let is_write = |arg: &clap::Arg| write.get_arguments().any(|other| other.get_id() == arg.get_id());
        let heading = write.get_arguments().next().and_then(clap::Arg::get_help_heading);
        walk(&mut |name, command| {
            for arg in command.get_arguments().filter(|arg| arg.get_help_heading() == heading) {
                assert!(is_write(arg), "{name}: {}", arg.get_id());
            }
        });
    }

    #[test]
    fn lines_are_short() {
        each_help(&mut |name, help| {
            for line in help.lines() {
                assert!(line.len() <= LONGEST_LINE, "{name} --help: {line}");
            }
        });
    }

    #[test]
    fn examples_are_command_lines() {
        each_help(&mut |name, help| {
            let Some((_, examples)) = help.split_once("\nExamples:\n") else { return };
            // The shell splits them into words; what they run is not run.
            let script = format!("ctx() {{ printf '%s\\0' \"$@\"; printf '\\n'; }}\n{examples}");
            let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(!output.stdout.is_empty(), "{name}");
            for line in String::from_utf8(output.stdout).unwrap().lines() {
                let words = ["ctx"].into_iter().chain(line.split_terminator('\0'));
                let words: Vec<_> = words.map(Into::into).collect();
                assert!(parse(&words).is_ok(), "{name}: {line:?}");
            }
        });
    }
}
