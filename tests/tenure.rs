//! What is common to `lease run` and `once`: a command under a lease.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::support::Context;

/// Ends with 7 once somebody holds the lock, until somebody writes to `release`.
const AWAITS_A_HOLDER: &str = "mkfifo held release; read line <held; exit 7";

const HOLDS: &str = "until [ -p release ]; do :; done; echo >held; read line <release";

fn awaiting_a_holder(context: &Context, verb: &[&str]) -> (Child, Child) {
    let mut command = context.command(&[verb, &["--ttl", "2s", "--", "sh", "-c", AWAITS_A_HOLDER]].concat());
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    context.run(&["wait", "_ctx.leases"]).done();
    (child, context.command(&["lock", "--", "sh", "-c", HOLDS]).spawn().unwrap())
}

#[test]
fn behind_the_command_the_lock_is_waited_for_however_short_the_lease_is() {
    for (verb, recorded) in [(&["lease", "run", "deploy"][..], "lease.released"), (&["once", "migrate"], "once.ended")]
    {
        let context = Context::with(r#"{"a":1}"#);
        let (mut child, mut holder) = awaiting_a_holder(&context, verb);
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let waiting = said.next().unwrap().unwrap();
        assert!(waiting.starts_with("ctx: waiting for ") && waiting.contains("`ctx lock"), "{waiting}");
        context.write("release", "\n");
        assert_eq!((child.wait().unwrap().code(), said.next().is_none()), (Some(7), true));
        assert_eq!(context.ops().last().unwrap(), recorded);
        assert_eq!(holder.wait().unwrap().code(), Some(0));
    }
}
