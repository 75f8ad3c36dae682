use crate::support::Context;

#[test]
fn each_value_is_of_the_change_that_wrote_it() {
    let context = Context::with(r#"{"a":1,"b":{"c":1}}"#);
    context.run_as("coder", &["set", "b.c", "2"]).done();
    context.run(&["set", "list:=[\"x\",{\"y\":1}]"]).done();
    context.run(&["blame"]).normalized(&context).prints(
        "1  planner  TIME  merge  a: 1\n\
         2  coder    TIME  set    b.c: 2\n\
         3  planner  TIME  set    list[0]: \"x\"\n\
         3  planner  TIME  set    list[1].y: 1\n",
    );
    context.run(&["blame", "b"]).normalized(&context).prints("2  coder  TIME  set  b.c: 2\n");
    context.run(&["-N", "b", "blame"]).normalized(&context).prints("2  coder  TIME  set  b.c: 2\n");
    let json = "[\n  {\n    \"path\": \"b.c\",\n    \"rev\": 2,\n    \"agent\": \"coder\",\n    \"at\": \"TIME\",\n    \
                \"op\": \"set\",\n    \"value\": 2\n  }\n]\n";
    context.run(&["blame", "b.c", "--json"]).normalized(&context).prints(json);
}

#[test]
fn items_of_an_array_that_moved_keep_their_author() {
    let context = Context::with(r#"{"list":["a","b","c"]}"#);
    context.run_as("one", &["append", "list", "d"]).done();
    context.run_as("two", &["unset", "list[0]"]).done();
    context.run_as("three", &["set", "list[1]", "C"]).done();
    context.run(&["blame", "list"]).normalized(&context).prints(
        "1  planner  TIME  merge   list[0]: \"b\"\n\
         4  three    TIME  set     list[1]: \"C\"\n\
         2  one      TIME  append  list[2]: \"d\"\n",
    );
    // It is put in again before the others.
    assert_eq!(context.run_as("two", &["-q", "undo"]).code, 0);
    context.run(&["blame", "list"]).normalized(&context).prints(
        "5  two      TIME  undo    list[0]: \"a\"\n\
         1  planner  TIME  merge   list[1]: \"b\"\n\
         4  three    TIME  set     list[2]: \"C\"\n\
         2  one      TIME  append  list[3]: \"d\"\n",
    );
}

#[test]
fn what_was_there_before_the_log_is_of_the_import_and_an_edit_of_the_external_record() {
    let context = Context::holding("{\"a\": 1, \"b\": 1}\n");
    context.run(&["set", "c", "1"]).done();
    context.write("context.json", "{\"a\": 1, \"b\": 2, \"c\": 1}\n");
    context.run(&["blame"]).normalized(&context).prints(
        "1  unknown  TIME  import    a: 1\n\
         -  unknown  not recorded yet          external  b: 2\n\
         2  planner  TIME  set       c: 1\n",
    );
    context.run(&["set", "c", "2"]).done();
    context.run(&["blame"]).normalized(&context).prints(
        "1  unknown  TIME  import    a: 1\n\
         3  unknown  TIME  external  b: 2\n\
         4  planner  TIME  set       c: 2\n",
    );
}

#[test]
fn a_path_that_leads_to_nothing_is_a_no() {
    let context = Context::with(r#"{"a":1}"#);
    context
        .run(&["blame", "b"])
        .fails(1, "ctx: could not blame b in context.json: there is no such key\nhint: ctx -c context.json keys\n");
    Context::holding("{}").run(&["blame"]).prints("");
    Context::holding("{\"a\": 1}").run(&["blame"]).prints("-  unknown  not recorded yet  external  a: 1\n");
}

#[test]
fn an_edit_that_only_moved_keys_is_nobodys_value() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["set", "b", "2"]).done();
    let blamed = || ["a", "b"].map(|path| context.run(&["blame", path]).done());
    let before = blamed();
    context.write("context.json", "{\n  \"b\": 2,\n  \"a\": 1\n}\n");
    context.run(&["set", "c", "3"]).done();
    assert_eq!(context.ops()[2], "external");
    assert_eq!(blamed(), before);
    context.run(&["-q", "undo", "3"]).done();
    assert_eq!(blamed(), before);
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n");
}

#[test]
fn a_forged_name_of_any_length_ends_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let mut entry = ctxfile::internals::log::entry::Entry::parse(context.log().trim_end().as_bytes()).unwrap();
    entry.change.author.agent = "x".repeat(100_000);
    let forged = ctxfile::internals::log::entry::Entry::seal(entry.change, entry.link).unwrap();
    context.write("context.json.audit.jsonl", [forged.line, b"\n".to_vec()].concat());
    for verb in ["blame", "agents", "log"] {
        let shown = context.run(&[verb]).done();
        assert_eq!((shown.lines().any(|line| line.len() > 100_000), shown.contains("xxx")), (true, true), "{verb}");
    }
}
