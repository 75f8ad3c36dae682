//! A watch of the changes by which a value comes to pass a test.

use serde_json::{Value, json};

use super::{Watch, events};
use crate::support::{CTX, Context, answer};

fn turned(events: &[Value]) -> Vec<Value> {
    events.iter().map(|event| json!([event["rev"], event["path"], event["old"], event["new"]])).collect()
}

#[test]
fn an_event_is_told_when_a_value_comes_to_pass_and_not_while_it_stays() {
    let context = Context::empty();
    for change in [
        &["set", "build.status=red"][..],
        &["set", "build.status=green"],
        &["set", "build.by=ann"],
        &["set", "build.status=green", "n=1"],
        &["set", "build", "{\"status\":\"green\",\"n\":2}"],
        &["unset", "build.status"],
        &["set", "build.status=green"],
    ] {
        context.run(change);
    }
    let watch = |arguments: &[&str]| {
        turned(&events(&context.run(&[&["watch", "build.status", "--since", "0"], arguments].concat()).done()))
    };
    assert_eq!(
        watch(&["--eq", "green", "-n", "2"]),
        [json!([2, "build.status", "red", "green"]), json!([7, "build.status", null, "green"])]
    );
    assert_eq!(watch(&["--absent", "-n", "1"]), [json!([6, "build.status", "green", null])]);
    assert_eq!(
        watch(&["--exists", "-n", "2"]),
        [json!([1, "build.status", null, "red"]), json!([7, "build.status", null, "green"])]
    );
    // What came before is known although it is not asked for.
    let later = context.run(&["watch", "build.status", "--eq", "green", "--since", "2", "-n", "1"]).done();
    assert_eq!(turned(&events(&later)), [json!([7, "build.status", null, "green"])]);
}

#[test]
fn numbers_turn_by_value_in_a_watch_that_waits() {
    let context = Context::with(r#"{"n":1}"#);
    let mut watch = Watch::start(&context, &["n", "--ge", "3", "--since", "1"]);
    for _ in 0..4 {
        context.run(&["incr", "n"]);
    }
    context.run(&["set", "n", "0"]);
    context.run(&["set", "n", "9"]);
    assert_eq!(turned(&[watch.event(), watch.event()]), [json!([3, "n", 2, 3]), json!([7, "n", 0, 9])]);
    watch.signal(rustix::process::Signal::TERM);
    watch.end();
}

#[test]
fn a_command_gets_the_event_and_what_it_changes_itself_is_skipped() {
    let context = Context::with(r#"{"s":"red"}"#);
    context.run(&["set", "s", "green"]);
    let script = "cat; $CTX set s idle -q; $CTX set s green -q";
    let arguments = ["watch", "s", "--eq", "green", "--since", "0", "--timeout", "1s", "--", "sh", "-c", script];
    let mut command = context.command(&arguments);
    command.env("CTX", format!("{CTX} -c context.json"));
    let told = answer(command);
    assert_eq!((told.code, turned(&events(&told.stdout))), (4, vec![json!([2, "s", "red", "green"])]), "{told:?}");
    assert_eq!(context.records().len(), 4);
    let watches: Vec<_> = context.records().iter().map(|record| record["watch"].clone()).collect();
    assert!(watches[1].is_null() && watches[2].is_string() && watches[2] == watches[3], "{watches:?}");
    assert!(context.run(&["show", "3"]).done().contains("\nwatch: "));
}

#[test]
fn a_command_can_ask_for_its_own_changes() {
    let context = Context::with(r#"{"n":1}"#);
    let watch = |more: &[&str]| {
        let arguments = [&["watch", "n", "--since", "0", "-n", "3"], more, &["--exec", "$CTX incr n; echo $CTX_REV"]];
        let mut command = context.command(&arguments.concat());
        command.env("CTX", format!("{CTX} -q -c context.json"));
        answer(command).done()
    };
    assert_eq!(watch(&["--own"]), "2\n1\n3\n2\n4\n3\n");
}

#[test]
fn a_test_is_of_one_path_and_own_of_a_command() {
    let context = Context::with(r#"{"a":1}"#);
    for (named, paths) in [("0", &[][..]), ("2", &["a", "b"])] {
        context.run(&[&["watch"], paths, &["--eq", "1"]].concat()).fails(
            2,
            &format!(
                "ctx: a test such as --eq is of the value at one PATH; {named} are named\n\
                 hint: ctx -c context.json watch build.status --eq green\n\
                 hint: to run a command: ctx -c context.json watch build.status --eq green -- ./deploy.sh\n"
            ),
        );
    }
    context.run(&["watch", "a", "--own"]).fails(
        2,
        "ctx: --own is about the changes of a command, and there is none\n\
         hint: ctx -c context.json watch build --own -- CMD\n",
    );
}

#[test]
fn a_hash_is_not_tested_for_the_value_that_was_redacted() {
    let context = Context::empty();
    context.run_with_input(&["set", "--redact", "n", "-"], "5").done();
    context.run_with_input(&["set", "--redact", "n", "-"], "6").done();
    context.run(&["watch", "n", "--ne", "5", "--since", "0", "--timeout", "10ms"]).fails(
        4,
        "ctx: revision 1 was not tested: the log has only a hash of the value\n\
         ctx: revision 2 was not tested: the log has only a hash of the value\n\
         ctx: could not watch context.json: timed out after 10ms with 0 events\n\
         hint: to continue from here: ctx -c context.json watch --since 2\n",
    );
}
