use super::{revision, rotated, with_limit};
use crate::support::Context;

/// Every verb that goes back says the same of a revision that is gone.
fn is_gone(context: &Context, rev: u64, oldest: u64, newest: u64) {
    let (files, document, log) = (context.files(), context.document(), context.log());
    let gone = rev.to_string();
    for (arguments, tried) in [
        (&["get", "--at", &gone][..], format!("go back to revision {gone} in")),
        (&["has", "n", "--at", &gone], format!("go back to revision {gone} in")),
        (&["show", &gone], format!("show revision {gone} of")),
        (&["diff", &gone], format!("go back to revision {gone} in")),
        (&["diff", "HEAD", &gone], format!("go back to revision {gone} in")),
        (&["undo", &gone], format!("undo revision {gone} in")),
        (&["restore", &gone], format!("restore revision {gone} in")),
        (&["merge", "--base", &gone, r#"{"n":9}"#], "merge into . in".to_owned()),
        (&["set", "--base", &gone, "n", "9"], "set n in".to_owned()),
        (&["tag", "x", &gone], "tag x in".to_owned()),
    ] {
        context.run(arguments).normalized(context).fails(
            1,
            &format!(
                "ctx: could not {tried} context.json: there is no revision {gone}: the oldest is {oldest}, of TIME, \
                 and the newest {newest}\nhint: ctx -f context.json log\n"
            ),
        );
    }
    assert_eq!((context.files(), context.document(), context.log()), (files, document, log));
}

#[test]
fn a_revision_that_was_dropped_is_a_no_that_names_the_oldest_and_the_newest() {
    let context = rotated(4);
    context.run(&["log", "compact", "--keep", "2"]).prints("revisions 1 to 2 are dropped, by revision 5\n");
    for rev in 1..=2 {
        is_gone(&context, rev, 3, 5);
    }
    context.run(&["get", "n", "--at", "3"]).prints("3\n");
    context.run(&["-q", "undo", "4"]).done();
    context.run(&["get", "n"]).prints("3\n");
}

#[test]
fn so_is_one_that_was_dropped_from_the_middle_of_a_segment() {
    let context = Context::empty();
    for n in 1..=6 {
        context.run(&["set", "text", &n.to_string().repeat(40_000)]).done();
    }
    context.run(&["log", "compact", "--keep", "1"]).done();
    let oldest = context.run(&["log", "--json"]).done().lines().next().map(revision).unwrap();
    assert!(oldest > 1);
    is_gone(&context, oldest - 1, oldest, 7);
    context
        .run(&["get", "text", "--at", &oldest.to_string()])
        .prints(&format!("{}\n", oldest.to_string().repeat(40_000)));
}

#[test]
fn a_tag_of_a_revision_that_was_dropped_leads_nowhere() {
    let context = rotated(2);
    context.run(&["tag", "v1", "1"]).done();
    for n in ["3", "4"] {
        with_limit(&context, "1", &["set", "n", n]).done();
    }
    context.run(&["get", "n", "--at", "v1"]).prints("1\n");
    context.run(&["log", "compact", "--keep", "1"]).done();
    context.run(&["get", "n", "--at", "v1"]).normalized(&context).fails(
        1,
        "ctx: could not go back to v1 in context.json: there is no revision 1: \
         the oldest is 5, of TIME, and the newest 6\nhint: ctx -f context.json log\n",
    );
}
