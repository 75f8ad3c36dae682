//! A signal that was ignored when ctx began stays ignored, by ctx and by its command.

use rustix::process::Signal;

use super::{Run, VERBS};
use crate::support::{CTX, Context};

/// A verb that a shell starts which ignores a signal.
fn ignoring(context: &Context, name: &str, verb: &[&str], script: &str) -> Run {
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &format!("trap '' {name}; exec \"$0\" \"$@\""), CTX, "-c", "context.json"]);
    command.args(verb).arg(script).current_dir(context.directory()).env("CTX_AGENT", "planner");
    let mut run = Run::of(command);
    assert_eq!(run.line(), "ready\n");
    run
}

#[test]
fn an_ignored_signal_stays_ignored() {
    for verb in VERBS {
        for (signal, name) in [(Signal::HUP, "HUP"), (Signal::INT, "INT"), (Signal::TERM, "TERM")] {
            let context = Context::with(r#"{"a":1}"#);
            // Its own signal would end it, if it were not ignored.
            let script = format!("echo ready; until [ -e go ]; do :; done; kill -{name} $$; echo survived");
            let mut run = ignoring(&context, name, verb, &script);
            run.signal(signal);
            context.write("go", "");
            assert_eq!((run.rest().as_str(), run.code()), ("survived\n", Some(0)), "{verb:?} {name}");
        }
    }
}

#[test]
fn a_command_whose_ctx_ignored_the_end_of_children_has_an_exit_code() {
    let context = Context::with(r#"{"a":1}"#);
    let mut run = ignoring(&context, "CHLD", VERBS[0], "echo ready; exit 7");
    assert_eq!(run.code(), Some(7));
}
