//! Who reads waits for no `ctx lock`: what is published is whole.

use super::{UNTIL_THE_INPUT_ENDS, holding};
use crate::support::Context;

#[test]
fn who_reads_is_not_kept_waiting_by_a_lock() {
    let context = Context::with(r#"{"n":0}"#);
    for options in [&[][..], &["--shared"]] {
        let (mut child, _output) = holding(&context, options, UNTIL_THE_INPUT_ENDS);
        for (arguments, printed) in [(&["get", "n"][..], "0\n"), (&["has", "n"], ""), (&["keys"], "n\n")] {
            context.run(&[&["--no-wait"], arguments].concat()).prints(printed);
            context.run(&[&["--no-lock"], arguments].concat()).prints(printed);
        }
        for reading in [&["log"][..], &["verify"], &["show", "1"], &["blame", "n"], &["status"]] {
            context.run(&[&["--no-wait"], reading].concat()).done();
        }
        assert_eq!(context.run(&["--no-wait", "set", "n", "1"]).code, 4);
        drop(child.stdin.take());
        child.wait().unwrap();
    }
}

#[test]
fn who_reads_sees_each_step_that_is_made_under_a_lock() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "$CTX incr n >/dev/null; echo held; read line; $CTX incr n >/dev/null; echo again; read line";
    let (mut child, mut output) = holding(&context, &[], script);
    context.run(&["--no-wait", "get", "n"]).prints("1\n");
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, b"\n").unwrap();
    std::io::BufRead::read_line(&mut output, &mut String::new()).unwrap();
    context.run(&["--no-wait", "get", "n"]).prints("2\n");
    drop(input);
    child.wait().unwrap();
}
