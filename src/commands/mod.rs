//! The verbs: one file each, with arguments, help and implementation.

mod no_step;

/// Generates, from one line per subcommand of a verb, the enum, the dispatch, and the definition of the
/// verb with a single subcommand.
macro_rules! steps {
    ($($variant:ident $module:ident $args:ty,)*) => {
        /// The subcommands.
        #[derive(clap::Subcommand, Debug)]
        pub enum Step {
            $($variant($args),)*
        }

        impl Step {
            fn run(&self, context: &mut $crate::session::Context<'_>) -> anyhow::Result<$crate::commands::Answer> {
                match self {
                    $(Self::$variant(args) => $module::run(args, context),)*
                }
            }
        }

        /// Returns the definition of the verb with one subcommand: building all takes longer than most run.
        pub fn with_step(verb: clap::Command, step: &str) -> Option<clap::Command> {
            use clap::Args as _;
            let step = match step {
                $(stringify!($module) => <$args>::augment_args(clap::Command::new(stringify!($module))),)*
                _ => return None,
            };
            Some(Args::<$crate::commands::no_step::NoStep>::augment_args(verb).subcommand(step))
        }
    };
}

mod care;
mod clients;
mod data;
mod exchange;
mod history;
mod shell;
pub(crate) mod start;
pub(crate) mod together;

use anyhow::Result;
use clap::{Args as _, Subcommand};

use crate::output::Output;
use crate::session::Session;

/// The result of a command, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// The exit code of the command that was run.
    Code(u8),
}

/// Calls a verb with what it needs: an opened context, one that exists, the session alone, or the reference.
macro_rules! call {
    (context, $run:path, $args:ident, $session:ident, $out:ident, $reference:ident) => {
        $run($args, &mut $session.open($out)?)
    };
    (existing, $run:path, $args:ident, $session:ident, $out:ident, $reference:ident) => {{
        let mut context = $session.open($out)?;
        context.must_exist()?;
        $run($args, &mut context)
    }};
    (session, $run:path, $args:ident, $session:ident, $out:ident, $reference:ident) => {
        $run($args, $session, $out)
    };
    (manual, $run:path, $args:ident, $session:ident, $out:ident, $reference:ident) => {
        $run($args, $session, $reference, $out)
    };
    (reference, $run:path, $args:ident, $session:ident, $out:ident, $reference:ident) => {
        $run($args, $reference, $out)
    };
}

/// What verbs about the command line itself need of it.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Returns the definition of the whole command line.
    pub definition: fn() -> clap::Command,
    /// Returns the help page of a topic, or of a verb with its subverbs; `None` if there is none.
    pub page: fn(&[&str]) -> Option<String>,
    /// Serves a client in the Model Context Protocol until it closes its end.
    #[cfg(feature = "mcp")]
    pub serve: fn(&Serving, &Session) -> Result<()>,
}

/// What a server offers, and lets its client see and change.
#[cfg(feature = "mcp")]
pub use clients::mcp::Args as Serving;

/// What help lists of a verb, without building its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    pub name: &'static str,
    /// The folder that holds the verb: help groups verbs by it.
    pub group: &'static str,
    /// The first line of its help.
    pub about: &'static str,
}

/// Generates, from one line per verb, the enum, the dispatch, and the definition of a single verb.
macro_rules! verbs {
    ($($(#[$if:meta])? $variant:ident $group:ident $module:ident $needs:ident $name:literal $about:literal,)*) => {
        /// The verbs.
        #[derive(Subcommand, Debug)]
        pub enum Command {
            $($(#[$if])? $variant($group::$module::Args),)*
        }

        impl Command {
            /// Runs the verb.
            ///
            /// # Errors
            /// Fails as the verb does.
            pub fn run(&self, session: &Session, out: &mut Output, reference: &Reference) -> Result<Answer> {
                match self {
                    $($(#[$if])? Self::$variant(args) => call!($needs, $group::$module::run, args, session, out, reference),)*
                }
            }

            /// All verbs, in the order of their definitions.
            pub const VERBS: &[Verb] =
                &[$($(#[$if])? Verb { name: $name, group: stringify!($group), about: $about },)*];

            /// Returns the definition of one verb. Building all of them takes longer than most verbs run.
            #[must_use]
            pub fn definition(verb: &str) -> Option<clap::Command> {
                match verb {
                    $($(#[$if])? $name => Some(<$group::$module::Args>::augment_args(clap::Command::new($name))),)*
                    _ => None,
                }
            }

            /// As [`Command::definition`], with one subcommand only; `None` if the verb has none of this name.
            #[must_use]
            pub fn with_step(verb: &str, step: &str) -> Option<clap::Command> {
                match verb {
                    "handoff" => together::handoff::with_step(clap::Command::new("handoff"), step),
                    "lease" => together::lease::with_step(clap::Command::new("lease"), step),
                    "schema" => data::schema::with_step(clap::Command::new("schema"), step),
                    "task" => together::task::with_step(clap::Command::new("task"), step),
                    "vote" => together::vote::with_step(clap::Command::new("vote"), step),
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    Init start init session "init" "Create a context",
    Get data get context "get" "Print values",
    Has data has existing "has" "Test whether values exist",
    Keys data keys existing "keys" "List the keys of an object or array",
    Namespaces data namespaces existing "namespaces" "List the namespaces: top-level objects, for use with -N",
    Search data search existing "search" "Search the document, or its history",
    Query data query existing "query" "Query the document with a jq filter",
    Set data set context "set" "Set one or more values",
    Unset data unset context "unset" "Remove values",
    Update data update context "update" "Change a value by a jq filter or a command",
    Append data append context "append" "Append items to an array",
    Incr data incr context "incr" "Increment a number",
    Merge data merge context "merge" "Merge a JSON object into the document",
    MergeFile shell merge_file session "merge-file" "Merge three files; usable as a git merge driver",
    Mv data mv context "mv" "Move a value to another path",
    Cp data cp context "cp" "Copy a value to another path",
    Batch data batch context "batch" "Apply many changes as one revision",
    Import exchange import context "import" "Import files of other formats into the document",
    Export exchange export existing "export" "Print values in the format of another program",
    Patch data patch context "patch" "Apply a JSON Patch (RFC 6902)",
    Edit data edit context "edit" "Edit a value, or the whole document, in $VISUAL or $EDITOR",
    Schema data schema context "schema" "Manage schemas: what values must look like",
    Policy together policy context "policy" "Manage merge policies, the size limit and what agents may write",
    Authority together authority context "authority" "Show or set the ranking of agents",
    View exchange view existing "view" "Print values with parameters merged in, and write nothing",
    Render exchange render existing "render" "Print a template filled in with the document",
    Attach exchange attach context "attach" "Keep a copy of a file beside the document, and refer to it",
    Detach exchange detach context "detach" "Remove the reference to a file that was attached",
    Handoff together handoff context "handoff" "Hand work over to another agent",
    Lease together lease context "lease" "Manage leases: locks with an expiry that outlive a process",
    Lock together lock context "lock" "Run a command while holding the lock",
    Once together once context "once" "Run a command once, however many processes ask for it",
    Log history log context "log" "Show the log of changes, newest last",
    Show history show existing "show" "Show one change",
    Diff history diff existing "diff" "Show the differences between two states",
    Blame history blame existing "blame" "Show which change set each value",
    Undo history undo context "undo" "Undo a change, in a new revision",
    Redo history redo context "redo" "Take back an undo, in a new revision",
    Restore history restore context "restore" "Restore an earlier state, in a new revision",
    Tag history tag context "tag" "Name a revision",
    Verify care verify context "verify" "Verify the log and the document",
    Repair care repair existing "repair" "Diagnose and repair a damaged context",
    Tidy care tidy existing "tidy" "Remove ended handoffs, tasks, votes, leases and `once` results from the document",
    Wait together wait context "wait" "Wait for a value, a handoff or a task",
    Watch together watch context "watch" "Print events as they happen",
    Doctor care doctor session "doctor" "Check the context and its environment for problems",
    Emit together emit context "emit" "Send a message to other agents, or to watchers",
    Messages together messages existing "messages" "Read the messages that other agents sent to you, or to everybody",
    Agents together agents existing "agents" "List the agents in the log, most recently seen first",
    Status start status session "status" "Show the status of the context",
    Overview start overview existing "overview" "Show what is there, in a bounded number of bytes",
    Brief start brief existing "brief" "Tell an agent what it needs to know when it starts",
    Whoami start whoami session "whoami" "Show which agent and which context commands here use",
    Hook clients hook session "hook" "Tell an agent what is open and new, when its client runs this as a hook",
    Setup clients setup session "setup" "Make a client tell its agents of ctx: hooks, the MCP server, the skill",
    Skill clients skill session "skill" "Print the skill: what an agent should know of ctx",
    #[cfg(feature = "mcp")]
    Mcp clients mcp manual "mcp" "Serve an agent in the Model Context Protocol (MCP), over standard input and output",
    Task together task context "task" "Manage queues of tasks, each claimed by exactly one worker",
    Vote together vote context "vote" "Let agents choose one of several options by vote",
    Help shell help reference "help" "Print the help of a command or a topic",
    Completions shell completions session "completions" "Print or install a shell completion script",
    Man shell man manual "man" "Open the manual page of ctx or of a command",
}
