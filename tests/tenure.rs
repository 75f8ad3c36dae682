//! What is common to `lease run` and `once`: a command under a lease.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::support::{CTX, Context};

/// Leaves behind who holds the lock until somebody writes to `release`, and ends with 7.
const LEAVES_A_HOLDER: &str = "mkfifo held release; \
     $CTX lock -- sh -c 'echo >held; read line <release' & \
     read line <held; exit 7";

fn leaving_a_holder(context: &Context, verb: &[&str]) -> Child {
    let mut command = context.command(&[verb, &["--ttl", "2s", "--", "sh", "-c", LEAVES_A_HOLDER]].concat());
    command.env("CTX", CTX).env("CTX_FILE", context.path("context.json"));
    command.stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn behind_the_command_the_lock_is_waited_for_however_short_the_lease_is() {
    for (verb, recorded) in [(&["lease", "run", "deploy"][..], "lease.released"), (&["once", "migrate"], "once.ended")]
    {
        let context = Context::with(r#"{"a":1}"#);
        let mut child = leaving_a_holder(&context, verb);
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let waiting = said.next().unwrap().unwrap();
        assert!(waiting.starts_with("ctx: waiting for ") && waiting.contains("`ctx lock"), "{waiting}");
        context.write("release", "\n");
        assert_eq!((child.wait().unwrap().code(), said.next().is_none()), (Some(7), true));
        assert_eq!(context.ops().last().unwrap(), recorded);
    }
}
