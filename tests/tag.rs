use crate::support::Context;

fn tagged() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run(&["tag", "v1"]).prints("");
    context.run_as("coder", &["tag", "before", "HEAD~2", "-m", "the start"]).prints("");
    context
}

#[test]
fn a_tag_names_a_revision_wherever_one_can_be_named() {
    let context = tagged();
    context
        .run(&["tag", "list"])
        .normalized(&context)
        .prints("REV  NAME    BY       AT\n2    v1      planner  TIME\n1    before  coder    TIME\n");
    let json = "[\n  {\n    \"name\": \"v1\",\n    \"rev\": 2,\n    \"by\": \"planner\",\n    \"at\": \"TIME\"\n  },\n  \
                {\n    \"name\": \"before\",\n    \"rev\": 1,\n    \"by\": \"coder\",\n    \"at\": \"TIME\"\n  }\n]\n";
    context.run(&["tag", "list", "--json"]).normalized(&context).prints(json);
    context.run(&["get", "a", "--at", "before"]).prints("1\n");
    context.run(&["diff", "before", "v1"]).prints("~ a: 1 -> 2\n");
    assert!(context.run(&["show", "v1"]).done().starts_with("rev: 2\n"));
    context.run(&["restore", "before"]).prints("");
    context.run(&["get", "a"]).prints("1\n");
    context.run(&["tag", "again", "v1", "--print-rev"]).prints("6\n");
    assert_eq!(context.ops(), ["merge", "set", "tag", "tag", "restore", "tag"]);
    assert_eq!(context.records()[3]["args"].to_string(), r#"{"name":"before","rev":1}"#);
    context.run(&["get"]).prints("{\n  \"a\": 1\n}\n");
}

#[test]
fn a_tag_that_exists_stays_where_it_is_unless_it_is_moved() {
    let context = tagged();
    context.run_as("coder", &["tag", "v1", "1"]).normalized(&context).fails(
        3,
        "ctx: could not tag v1 in context.json: planner gave it to revision 2 at TIME\n\
         hint: to move it: ctx -c context.json tag --move v1\n",
    );
    context.run(&["tag", "v1", "1", "--move"]).prints("");
    context.run(&["get", "a", "--at", "v1"]).prints("1\n");
}

#[test]
fn a_tag_is_deleted_and_the_revision_stays() {
    let context = tagged();
    context.run(&["tag", "--delete", "v1"]).prints("");
    context.run(&["tag", "list"]).normalized(&context).prints("REV  NAME    BY     AT\n1    before  coder  TIME\n");
    context.run(&["get", "a", "--at", "2"]).prints("2\n");
    context.run(&["tag", "--delete", "befor"]).fails(
        1,
        "ctx: could not delete the tag befor in context.json: there is no tag befor\nhint: did you mean before?\n",
    );
}

#[test]
fn a_name_that_could_mean_another_point_is_a_usage_error() {
    let context = tagged();
    for name in ["12", "10m", "2026-11-20", "HEAD", "HEAD~2"] {
        let why = "it could be taken for a revision, a time, a duration or an option\nhint: ctx tag --help\n";
        context.run(&["tag", name]).fails(2, &format!("ctx: invalid value '{name}' for '<NAME>': {why}"));
    }
    let why = "it begins like a date, so it could be taken for a time\nhint: ctx tag --help\n";
    context.run(&["tag", "2026-q4"]).fails(2, &format!("ctx: invalid value '2026-q4' for '<NAME>': {why}"));
}

#[test]
fn a_tag_like_a_date_that_an_older_version_gave_is_still_listed() {
    let context = tagged();
    context.write("context.json", context.document().replace("\"v1\"", "\"2026-q4\""));
    assert!(context.run(&["tag", "list"]).normalized(&context).done().contains("2026-q4"));
}

#[test]
fn only_what_can_be_rebuilt_is_tagged() {
    let context = tagged();
    context.run(&["tag", "v9", "99"]).normalized(&context).fails(
        1,
        "ctx: could not tag v9 in context.json: there is no revision 99: \
         the oldest is 1, of TIME, and the newest 4\nhint: ctx -c context.json log\n",
    );
    let why = "could not tag v1 in context.json: there is no HEAD: nothing has been recorded yet";
    let empty = Context::empty();
    empty.run(&["tag", "v1"]).fails(1, &format!("ctx: {why}\n"));
    Context::holding("{}").run(&["tag", "list"]).prints("");
}

#[test]
fn an_edit_without_ctx_is_recorded_before_it_is_tagged() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\": 5}\n");
    context.run(&["tag", "edited"]).prints("");
    context.run(&["get", "a", "--at", "edited"]).prints("5\n");
    assert_eq!(context.ops(), ["merge", "external", "tag"]);
}

#[test]
fn the_old_word_lists_the_tags_too_and_no_help_shows_it() {
    let context = tagged();
    let listed = context.run(&["tag", "list"]).done();
    context.run(&["tags"]).prints(&listed);
    assert!(!Context::empty().run(&["--help"]).done().contains("tags"));
}

#[test]
fn list_is_no_name_for_a_tag() {
    let context = tagged();
    let refused = "ctx: list is not the name of a tag\nhint: to do that: ctx -c context.json tag list\n";
    context.run(&["tag", "--", "list"]).fails(2, refused);
    context.run(&["tag", "-m", "why", "list"]).fails(2, refused);
    context
        .run(&["tag", "list", "1"])
        .fails(2, "ctx: unexpected argument '1' found\nhint: usage: ctx tag list [OPTIONS]\n");
    context
        .run(&["tag", "--delete", "list"])
        .fails(1, "ctx: could not delete the tag list in context.json: there is no tag list\nhint: ctx -c context.json tag list\n");
}
