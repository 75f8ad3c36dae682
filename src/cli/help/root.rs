//! The page of `ctx` itself: clap cannot group subcommands, so their list is written here, by hand. A test
//! compares it with the verbs.

use std::fmt::Write as _;

/// A group of verbs, those of one folder in `commands`: related ones share a line.
struct Group {
    heading: &'static str,
    rows: &'static [(&'static [&'static str], &'static str)],
}

const GROUPS: [Group; 8] = [
    Group {
        heading: "Start",
        rows: &[
            (&["init"], "create a context"),
            (&["overview", "brief"], "what is there, in few bytes; what is open and new for an agent"),
            (&["status", "whoami"], "the state of the context; which agent acts, and on what"),
        ],
    },
    Group {
        heading: "Data",
        rows: &[
            (&["get", "has", "keys", "namespaces"], "read values, test for them, list keys and namespaces"),
            (&["search"], "find values, keys and changes by their words"),
            (&["query", "update"], "ask with a jq filter; change a value by a filter or a command"),
            (&["set", "unset", "append", "incr", "mv", "cp"], "change, move and copy values"),
            (&["merge", "patch", "batch", "edit"], "change many values: an object, a patch, a list, in an editor"),
            (&["schema"], "what values must look like: set, check, infer, ..."),
        ],
    },
    Group {
        heading: "Exchange",
        rows: &[
            (&["import", "export"], "read and write YAML, TOML, dotenv, CSV, shell variables, ..."),
            (&["view", "render", "attach", "detach"], "the context of a task, templates; large files by hash"),
        ],
    },
    Group {
        heading: "Together",
        rows: &[
            (&["handoff"], "hand work over to an agent: create, next, complete, ..."),
            (&["task"], "queues of work for any worker: add, work, claim, complete, ..."),
            (&["vote"], "let agents choose one of several options"),
            (&["lock", "lease", "once"], "exclude others: for one command, for a time, for ever"),
            (&["wait", "watch"], "wait for a value, a handoff or a task; act on each change"),
            (&["emit", "messages", "agents"], "send and read messages; who is there"),
            (&["policy", "authority"], "how changes merge; whose value wins; what an agent may write"),
        ],
    },
    Group {
        heading: "Clients",
        rows: &[(
            &[
                "setup",
                "hook",
                "skill",
                #[cfg(feature = "mcp")]
                "mcp",
            ],
            "make coding agents use ctx: hooks, a skill, an MCP server",
        )],
    },
    Group {
        heading: "History",
        rows: &[
            (&["log", "show", "diff", "blame"], "who changed what, when and why"),
            (&["undo", "redo", "restore", "tag"], "take changes back, in a new revision; name a revision"),
        ],
    },
    Group {
        heading: "Care",
        rows: &[(&["doctor", "verify", "repair", "tidy"], "look for problems, prove the log, mend damage, tidy up")],
    },
    Group {
        heading: "Shell",
        rows: &[(
            &["help", "man", "completions", "merge-file"],
            "help, manual pages, completion; merge files, also for git",
        )],
    },
];

const START: &str = "\
Start here:
  ctx init                             create .ctx/context.json, found from every directory below
  ctx set build.status running         change a value; `ctx get build.status` prints it
  ctx log                              who changed what; `ctx undo` takes your last change back
  ctx task add fetch                   leave work for others; they run `ctx task claim`
  ctx help topics                      values, guards, conflicts, agents, environment, ...
";

const END: &str = "\
Exit codes: 0 done, 1 no, 2 usage, 3 conflict, 4 timed out, 5 bad data, 6 input/output, 7 refused
Help of a command: ctx help COMMAND    Options of every command: ctx help options";

/// Returns the template of the page.
#[must_use]
pub fn page() -> String {
    let row = |verbs: &[&str]| verbs.join(", ");
    let rows = || GROUPS.iter().flat_map(|group| group.rows);
    let width = rows().map(|(verbs, _)| row(verbs).len()).max().unwrap_or_default();
    let mut page = format!("{{about}}\n\n{{usage-heading}} {{usage}}\n\n{START}\n");
    for group in &GROUPS {
        // Writing to a string does not fail.
        let _ = writeln!(page, "{}:", group.heading);
        for (verbs, about) in group.rows {
            let _ = writeln!(page, "  {:<width$}  {about}", row(verbs));
        }
    }
    page.push('\n');
    page.push_str(END);
    page
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, Group};
    use crate::commands::Command;

    #[test]
    fn the_list_has_each_verb_once_in_the_group_of_its_folder() {
        let mut listed = Vec::new();
        for Group { heading, rows, .. } in &GROUPS {
            let verbs = rows.iter().flat_map(|(verbs, _)| *verbs);
            listed.extend(verbs.map(|verb| (*verb, heading.to_lowercase())));
        }
        let mut defined: Vec<_> = Command::VERBS.iter().map(|verb| (verb.name, verb.group.to_owned())).collect();
        listed.sort_unstable();
        defined.sort_unstable();
        assert_eq!(listed, defined, "a verb is missing in `GROUPS` of this file, or in another group");
    }
}
