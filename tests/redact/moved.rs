//! A redacted value that a change puts somewhere else.

use super::{SECRET, is_nowhere_else, redacted};
use crate::support::{Answer, Context, answer};

fn edited(context: &Context, with: &str) -> Answer {
    let mut command = context.command(&["edit"]);
    command.env("EDITOR", with);
    answer(command)
}

fn copied(to: &str) -> String {
    format!(
        "ctx: warning: {to} has the value of api.key, which is redacted, and the log holds it in plain text\n\
         hint: the log keeps every value permanently; `ctx set --redact` keeps one out of it; CTX_SECRETS=off turns \
         off this warning\n"
    )
}

/// The log has no value, and the value is at `path`, which stays redacted.
#[track_caller]
fn is_redacted_at(context: &Context, path: &str) {
    is_nowhere_else(context, SECRET);
    context.run(&["get", path]).prints("hunter2\n");
    let rev = context.ops().len();
    let sound = format!("context.json: revisions 1 to {rev} are sound, {rev}:DIGEST\n");
    context.run(&["verify"]).normalized(context).prints(&sound);
    context.run(&["set", path, "hunter2-b"]).done();
    is_nowhere_else(context, SECRET);
}

#[test]
fn a_value_stays_redacted_when_its_key_or_one_above_it_is_renamed() {
    let context = redacted();
    edited(&context, "sed -i s/api/svc/").prints("");
    is_redacted_at(&context, "svc.key");
    let context = redacted();
    edited(&context, "sed -i s/key/token/").prints("");
    is_redacted_at(&context, "api.token");
    let renames: [&[&str]; 3] = [
        &["merge", r#"{"api":null,"svc":{"deep":{"key":"hunter2"}}}"#],
        &["set", "api.key=other", "svc.deep.key=hunter2"],
        &["set", "api={}", r#"svc={"deep":{"key":"hunter2"}}"#],
    ];
    for rename in renames {
        let context = redacted();
        context.run(rename).done();
        is_redacted_at(&context, "svc.deep.key");
        let marked = context.run(&["get", "_ctx.redacted[\"svc.deep.key\"].by"]);
        marked.prints("planner\n");
    }
    let context = redacted();
    let steps = "{\"op\":\"unset\",\"path\":\"api\"}\n{\"op\":\"set\",\"path\":\"svc.key\",\"value\":\"hunter2\"}\n";
    context.run_with_input(&["batch", "-"], steps).done();
    is_redacted_at(&context, "svc.key");
}

#[test]
fn an_object_stays_redacted_when_it_moves_as_a_whole_or_member_by_member() {
    let object = r#"{"user":"hunter2-user","pass":"hunter2"}"#;
    for moves in [
        format!(
            "{{\"op\":\"unset\",\"path\":\"login\"}}\n{{\"op\":\"set\",\"path\":\"svc.login\",\"value\":{object}}}\n"
        ),
        "{\"op\":\"set\",\"path\":\"svc.login.user\",\"value\":\"hunter2-user\"}\n\
         {\"op\":\"set\",\"path\":\"svc.login.pass\",\"value\":\"hunter2\"}\n\
         {\"op\":\"unset\",\"path\":\"login\"}\n"
            .to_owned(),
    ] {
        let context = Context::with(r#"{"a":1}"#);
        context.run(&["set", "--redact", "login", object]).done();
        context.run_with_input(&["batch", "-"], &moves).done();
        is_nowhere_else(&context, SECRET);
        context.run(&["get", "svc.login.pass"]).prints("hunter2\n");
        assert_eq!(context.run(&["verify"]).code, 0);
    }
}

#[test]
fn a_value_that_moves_into_an_array_is_refused() {
    let context = redacted();
    let log = context.log();
    context.run(&["merge", r#"{"api":null,"list":[{"key":"hunter2"}]}"#]).fails(
        7,
        "ctx: could not merge into . in context.json: the value of api.key is redacted, and list[0].key is an item of \
         an array, where nothing is redacted\n\
         hint: keep it in an object, or redact the whole array first: ctx -c context.json set --redact list -\n",
    );
    assert_eq!(context.log(), log);
    context.run(&["set", "--redact", "list", "[]"]).done();
    context.run(&["merge", r#"{"api":null,"list":[{"key":"hunter2"}]}"#]).done();
    is_nowhere_else(&context, SECRET);
}

#[test]
fn a_copy_of_a_redacted_value_is_warned_of_without_the_value() {
    let context = redacted();
    let api = context.run(&["get", "--json", "api"]).done();
    context.run_with_input(&["set", "svc", "-"], &api).prints_and_says("", &copied("svc.key"));
    assert!(context.log().contains(SECRET));
    // The log has it already.
    context.run(&["set", "svc.key", "other"]).done();
    context.run(&["append", "list", SECRET]).prints_and_says("", &copied("list[0]"));
    context.run(&["set", "list[0]", "x"]).done();
    let set = |policy: &str| {
        let mut command = context.command(&["set", "again", SECRET]);
        command.env("CTX_SECRETS", policy);
        answer(command)
    };
    let log = context.log();
    set("deny").fails(
        7,
        "ctx: could not set again in context.json: again has the value of api.key, which is redacted, and CTX_SECRETS \
         is deny\nhint: to keep it out of the log: ctx -c context.json set --redact again -\n",
    );
    assert_eq!(context.log(), log);
    set("off").prints("");
    // Where it is redacted, it is no copy in the log.
    context.run(&["set", "--redact", "same", SECRET]).prints("");
}

#[test]
fn values_that_say_little_are_neither_followed_nor_warned_of() {
    let context = Context::with(r#"{"a":1}"#);
    for (i, value) in ["true", "null", "123", "-12.5", "abc", "{}", "[]", "[true,12]"].iter().enumerate() {
        context.run(&["set", "--redact", &format!("k.v{i}"), value]).done();
        context.run(&["set", &format!("copy.v{i}"), value]).prints("");
        context.run(&["merge", &format!(r#"{{"k":{{"v{i}":null}},"moved":{{"v{i}":{value:?}}}}}"#)]).prints("");
    }
    context.run(&["set", "--redact", "k.pin", "1234"]).done();
    let answer = context.run(&["set", "copy.pin", "1234"]);
    assert!(answer.stderr.contains("copy.pin has the value of k.pin, which is redacted"), "{answer:?}");
}

#[test]
fn a_value_stays_redacted_when_an_edit_without_ctx_moves_it() {
    let context = redacted();
    context.write("context.json", context.document().replace("\"api\": {", "\"svc\": {"));
    let told = "ctx: context.json was changed without ctx: it changed what ctx keeps: redacted[\"svc.key\"]\n";
    context.run(&["set", "b", "1"]).prints_and_says("", told);
    assert_eq!(context.ops()[2..], ["external", "set"]);
    is_redacted_at(&context, "svc.key");
    // The key of the mark is renamed, too.
    let context = redacted();
    context.write("context.json", context.document().replace("api", "svc"));
    assert_eq!(context.run(&["set", "b", "1"]).code, 0);
    is_redacted_at(&context, "svc.key");
    // In an array, all of it is redacted.
    let context = redacted();
    context.write("context.json", context.document().replace("\"key\": \"hunter2\"", "\"x\": [[\"hunter2\"]]"));
    assert_eq!(context.run(&["set", "b", "1"]).code, 0);
    is_nowhere_else(&context, SECRET);
    context.run(&["append", "api.x", "hunter2-c"]).done();
    is_nowhere_else(&context, SECRET);
    assert_eq!(context.run(&["verify"]).code, 0);
}

#[test]
fn the_hash_of_a_value_that_was_lost_is_put_nowhere_else() {
    let context = redacted();
    context.remove("context.json");
    assert_eq!(context.run(&["set", "a", "2"]).code, 0);
    let api = context.run(&["get", "--json", "api"]).stdout;
    let lost = "api.key was redacted and lost: the log has only its hash\n\
                hint: set it again: ctx -c context.json set --redact api.key -\n";
    context
        .run_with_input(&["set", "svc", "-"], &api)
        .fails(5, &format!("ctx: could not set svc in context.json: {lost}"));
    assert_eq!(context.run(&["merge", &format!(r#"{{"api":null,"list":[{api}]}}"#)]).code, 5);
    let renamed = edited(&context, "sed -i s/api/svc/");
    assert!(renamed.code == 5 && renamed.stderr.contains(lost.lines().next().unwrap()), "{renamed:?}");
    assert_eq!(context.run(&["get", "api.key"]).code, 5);
}
