mod kept;
mod moved;
mod part;

use crate::support::{Answer, Context};

/// What `undo` said, which is all that it puts out.
#[track_caller]
fn undone(answer: Answer, context: &Context) -> String {
    let Answer { code, stdout, stderr } = answer.normalized(context);
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    stderr
}

fn undo(context: &Context, arguments: &[&str]) -> String {
    undone(context.run(&[&["undo"], arguments].concat()), context)
}

fn a(context: &Context) -> String {
    context.run(&["get", "a"]).stdout.trim_end().to_owned()
}

#[test]
fn the_last_change_of_mine_is_taken_back_as_a_new_revision() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run_as("coder", &["set", "b", "1"]).done();
    assert_eq!(undo(&context, &["-m", "no"]), "ctx: revision 4 undoes 2 (set by planner at TIME)\n");
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"b\": 1\n}\n");
    let record = &context.records()[3];
    assert_eq!((&record["op"], &record["message"]), (&"undo".into(), &"no".into()));
    assert_eq!(record["args"].to_string(), r#"{"rev":2}"#);
    assert_eq!(record["patch"], context.records()[1]["undo"]);
    assert_eq!(undo(&context, &["--any"]), "ctx: revision 5 undoes 3 (set by coder at TIME)\n");
    context.run(&["verify"]).done();
}

#[test]
fn one_undo_after_another_goes_further_back_and_undoing_an_undo_is_to_redo() {
    let context = Context::with(r#"{"a":1}"#);
    for value in ["2", "3", "4"] {
        context.run(&["set", "a", value]).done();
    }
    undo(&context, &[]);
    undo(&context, &[]);
    assert_eq!(a(&context), "2");
    // The undo in revision 6 took back 3.
    assert_eq!(undo(&context, &["6"]), "ctx: revision 7 undoes 6 (undo by planner at TIME)\n");
    assert_eq!(a(&context), "3");
    // What was done again is the last change again.
    assert_eq!(undo(&context, &[]), "ctx: revision 8 undoes 3 (set by planner at TIME)\n");
    // A new change is undone first, and then what was left before.
    context.run(&["set", "a", "9"]).done();
    assert_eq!(undo(&context, &[]), "ctx: revision 10 undoes 9 (set by planner at TIME)\n");
    assert_eq!(undo(&context, &[]), "ctx: revision 11 undoes 2 (set by planner at TIME)\n");
    assert_eq!(undo(&context, &[]), "ctx: revision 12 undoes 1 (merge by planner at TIME)\n");
    context.run(&["get"]).prints("{}\n");
    context.run(&["undo"]).fails(
        1,
        "ctx: could not undo the last change of planner in context.json: there is no change left to undo\n\
         hint: to undo the last change by any agent: ctx -c context.json undo --any\n",
    );
    context.run(&["undo", "--any"]).fails(
        1,
        "ctx: could not undo the last change in context.json: there is no change left to undo\n\
         hint: ctx -c context.json log\n",
    );
}

#[test]
fn a_value_that_somebody_changed_since_is_not_taken_back() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a=2", "b=2"]).done();
    context.run_as("coder", &["set", "b", "3"]).done();
    context.run(&["undo"]).normalized(&context).fails(
        3,
        "ctx: could not undo the last change of planner in context.json: b: revision 2 left 2, found 3; \
         last changed by coder at TIME in revision 3\nhint: ctx -c context.json log --since 2 --path b\n",
    );
    assert_eq!(context.ops(), ["merge", "set", "set"]);
    context.run_as("coder", &["unset", "b"]).done();
    context.run(&["undo", "2"]).normalized(&context).fails(
        3,
        "ctx: could not undo revision 2 in context.json: b: revision 2 left 2, found nothing; \
         last changed by coder at TIME in revision 4\nhint: ctx -c context.json log --since 2 --path b\n",
    );
    // Whoever puts it right makes it possible again.
    context.run(&["set", "b", "2"]).done();
    undo(&context, &["2"]);
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"b\": 1\n}\n");
    let answer = context.run(&["undo", "2"]);
    assert_eq!(answer.code, 3, "it is undone already: {answer:?}");
}

#[test]
fn what_others_did_elsewhere_is_no_reason_against_it() {
    let context = Context::with(r#"{"a":1,"o":{"x":1},"list":["i"]}"#);
    context.write(
        "lines",
        "{\"op\":\"set\",\"path\":\"o.x\",\"value\":2}\n{\"op\":\"append\",\"path\":\"list\",\"value\":\"mine\"}\n",
    );
    context.run(&["batch", "--from-file", "lines"]).done();
    context.run_as("coder", &["set", "o.y", "1"]).done();
    context.run_as("coder", &["append", "list", "theirs"]).done();
    context.run_as("coder", &["set", "list[0]", "I"]).done();
    undo(&context, &[]);
    let document = "{\n  \"a\": 1,\n  \"o\": {\n    \"x\": 1,\n    \"y\": 1\n  },\n  \"list\": [\n    \"I\",\n    \"theirs\"\n  ]\n}\n";
    context.run(&["get"]).prints(document);
}

#[test]
fn an_item_that_moved_is_not_mistaken_for_the_one_in_its_place() {
    let context = Context::with(r#"{"list":["a","b","c"]}"#);
    context.run(&["set", "list[1]", "same"]).done();
    context.run(&["set", "list[2]", "same"]).done();
    context.run_as("coder", &["unset", "list[0]"]).done();
    // Item 1 is still "same", but it is the one that was item 2.
    context.run(&["undo", "2"]).normalized(&context).fails(
        3,
        "ctx: could not undo revision 2 in context.json: list[1]: what revision 2 left is no longer there; \
         last changed by coder at TIME in revision 4\nhint: ctx -c context.json log --since 2 --path 'list[1]'\n",
    );
    undone(context.run_as("coder", &["undo"]), &context);
    undo(&context, &["2"]);
    context.run(&["get", "--json", "list[1]"]).prints("\"b\"\n");
}

#[test]
fn an_item_that_was_taken_out_is_put_back_where_it_was() {
    let context = Context::with(r#"{"list":["a","b","c"]}"#);
    context.run(&["unset", "list[1]"]).done();
    context.run_as("coder", &["set", "list[1]", "C"]).done();
    context.run_as("coder", &["append", "list", "d"]).done();
    undo(&context, &[]);
    assert_eq!(context.run(&["get", "list"]).stdout.split_whitespace().collect::<String>(), r#"["a","b","C","d"]"#);
}

#[test]
fn messages_and_what_has_no_patch_are_nothing_to_undo() {
    let context = Context::holding("{\"a\": 1}\n");
    context.run(&["emit", "done"]).done();
    let hint =
        |why: &str, rev: &str| format!("ctx: could not undo revision {rev} in context.json: revision {rev} {why}\n");
    context.run(&["undo", "2"]).fails(1, &hint("is a message, and changed nothing", "2"));
    let import = "took over a document that was there before its log, so what was before is not known";
    context.run(&["undo", "1"]).fails(3, &hint(import, "1"));
    let nothing = "ctx: could not undo the last change in context.json: there is no change left to undo\n";
    context.run(&["undo", "--any"]).fails(1, &format!("{nothing}hint: ctx -c context.json log\n"));
    context.remove("context.json.audit.jsonl");
    assert_eq!(context.run(&["-q", "set", "b", "1"]).code, 0);
    let gap = "came after the log was deleted, so what was before is not known";
    context.run(&["undo", "3"]).fails(3, &hint(gap, "3"));
    let begun = Context::empty();
    assert_eq!(begun.run(&["init"]).code, 0);
    let init = "began the document, so nothing was before it";
    begun.run(&["undo", "1"]).fails(3, &hint(init, "1"));
}

#[test]
fn a_revision_that_does_not_exist_is_a_no() {
    let context = Context::with(r#"{"a":1}"#);
    for rev in ["0", "7"] {
        context.run(&["undo", rev]).normalized(&context).fails(
            1,
            &format!(
                "ctx: could not undo revision {rev} in context.json: there is no revision {rev}: \
                 the oldest is 1, of TIME, and the newest 1\nhint: ctx -c context.json log\n"
            ),
        );
    }
}

#[test]
fn a_change_made_without_ctx_is_found_in_the_way_and_can_itself_be_undone() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run(&["set", "b", "2"]).done();
    context.write("context.json", "{\"a\": 5, \"b\": 2}\n");
    context.run(&["undo", "2"]).normalized(&context).fails(
        3,
        "ctx: could not undo revision 2 in context.json: a: revision 2 left 2, found 5; \
         last changed by unknown at TIME in revision 4\nhint: ctx -c context.json log --since 2 --path a\n",
    );
    undo(&context, &["3"]);
    assert_eq!(undo(&context, &["--any"]), "ctx: revision 6 undoes 4 (external by unknown at TIME)\n");
    undo(&context, &["2"]);
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"b\": 1\n}\n");
}

#[test]
fn a_dry_run_takes_a_change_made_without_ctx_for_the_last_one_too() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.write("context.json", "{\"a\": 2, \"b\": 5}\n");
    let before = context.log();
    let planned = context.run(&["undo", "--any", "--dry-run"]).done();
    assert_eq!(planned, "[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/b\",\n    \"value\": 1\n  }\n]\n");
    context.run(&["set", "b", "6", "--if-unchanged-since", "2", "--dry-run"]).normalized(&context).fails(
        3,
        "ctx: could not set b in context.json: b: expected no change since revision 2, found one in revision 3; \
         last changed by unknown at TIME in revision 3\nhint: ctx -c context.json log --since 2 --path b\n",
    );
    assert_eq!(context.log(), before);
    assert_eq!(undo(&context, &["--any"]), "ctx: revision 4 undoes 3 (external by unknown at TIME)\n");
    context.run(&["get", "b"]).prints("1\n");
    context.remove("context.json.audit.jsonl");
    let gone = context.run(&["undo", "--any", "--dry-run"]).normalized(&context);
    let done = context.run(&["undo", "--any"]).normalized(&context);
    assert_eq!((gone.code, gone.stdout.as_str()), (done.code, done.stdout.as_str()));
}

#[test]
fn a_change_that_only_moved_a_key_is_passed_over() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.write("lines", "{\"op\":\"unset\",\"path\":\"a\"}\n{\"op\":\"set\",\"path\":\"a\",\"value\":1}\n");
    context.run(&["batch", "--from-file", "lines"]).done();
    context.run(&["get"]).prints("{\n  \"b\": 1,\n  \"a\": 1\n}\n");
    assert_eq!(undo(&context, &[]), "ctx: revision 3 undoes 1 (merge by planner at TIME)\n");
}

#[test]
fn a_dry_run_prints_the_inverse_and_guards_hold() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    let patch = "[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/a\",\n    \"value\": 1\n  }\n]\n";
    context.run(&["undo", "--dry-run"]).prints(patch);
    assert_eq!(a(&context), "2");
    assert_eq!(context.run(&["undo", "--if-rev", "1"]).code, 3);
    context.run(&["-q", "undo", "--if-rev", "2", "--print-rev"]).prints("3\n");
    context
        .run(&["undo", "2", "--any"])
        .fails(2, "ctx: the argument '[POINT]' cannot be used with '--any'\nhint: usage: ctx undo <POINT>\n");
}

#[test]
fn of_8_who_undo_the_same_change_one_does() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let spawn = |_| scope.spawn(|| context.run(&["-q", "--wait", "60s", "undo", "2"]).code);
        let all: Vec<_> = (0..8).map(spawn).collect();
        all.into_iter().map(|undo| undo.join().unwrap()).collect()
    });
    assert_eq!(
        (codes.iter().filter(|code| **code == 0).count(), codes.iter().filter(|code| **code == 3).count()),
        (1, 7)
    );
    assert_eq!(context.ops(), ["merge", "set", "undo"]);
}
