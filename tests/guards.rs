mod verbs;

use crate::support::Context;

fn changed_by_coder() -> Context {
    let context = Context::with(r#"{"a":{"b":1},"c":1}"#);
    context.run_as("coder", &["set", "a.b", "2"]).done();
    context
}

#[test]
fn a_revision_that_is_no_longer_the_newest_is_a_conflict() {
    let context = changed_by_coder();
    context.run(&["set", "c", "2", "--if-rev", "1"]).normalized(&context).fails(
        3,
        "ctx: could not set c in context.json: expected revision 1, found 2; \
         last changed by coder at TIME in revision 2\nhint: ctx -c context.json log --since 1\n",
    );
    context.run(&["set", "c", "2", "--if-rev", "2", "--print-rev"]).prints("3\n");
}

#[test]
fn a_value_that_is_another_is_a_conflict_that_names_both() {
    let context = changed_by_coder();
    context.run(&["set", "a.b", "3", "--if-value", "1"]).normalized(&context).fails(
        3,
        "ctx: could not set a.b in context.json: a.b: expected 1, found 2; \
         last changed by coder at TIME in revision 2\nhint: ctx -c context.json log --path a.b\n",
    );
    context.run(&["set", "a.b", "3", "--if-value", "2"]).done();
    context.run(&["unset", "c", "--if-value", "9"]).normalized(&context).fails(
        3,
        "ctx: could not unset c in context.json: c: expected 9, found 1; \
         last changed by planner at TIME in revision 1\nhint: ctx -c context.json log --path c\n",
    );
}

#[test]
fn presence_and_absence_can_be_required() {
    let context = changed_by_coder();
    context.run(&["set", "a", "1", "--if-absent"]).normalized(&context).fails(
        3,
        "ctx: could not set a in context.json: a: expected nothing, found {\"b\":2}; \
         last changed by coder at TIME in revision 2\nhint: ctx -c context.json log --path a\n",
    );
    context.run(&["incr", "new", "--if-exists"]).normalized(&context).fails(
        3,
        "ctx: could not increment new in context.json: new: expected a value, found nothing\nhint: ctx -c context.json log --path new\n",
    );
    context.run(&["set", "new", "1", "--if-absent"]).done();
    context.run(&["set", "new", "2", "--if-exists"]).done();
}

#[test]
fn a_change_since_a_revision_counts_only_at_the_path_and_below_it() {
    let context = changed_by_coder();
    context.run(&["set", "c", "2", "--if-unchanged-since", "1"]).done();
    context.run(&["merge", "--into", "a", "{}", "--if-unchanged-since", "1"]).normalized(&context).fails(
        3,
        "ctx: could not merge into a in context.json: a: expected no change since revision 1, found one in revision 2; \
         last changed by coder at TIME in revision 2\nhint: ctx -c context.json log --since 1 --path a\n",
    );
    context.run(&["set", "a.b", "3", "--if-unchanged-since", "2"]).done();
    context.run(&["set", "c", "3", "--if-unchanged-since", "99"]).fails(
        3,
        "ctx: could not set c in context.json: c: expected no change since revision 99, but the newest is 4\nhint: ctx -c context.json status\n",
    );
}

#[test]
fn a_guard_that_fails_leaves_everything_as_it_was() {
    let context = changed_by_coder();
    let (log, document) = (context.log(), context.document());
    assert_eq!(context.run(&["set", "c=9", "a.b=9", "--if-value", "1"]).code, 3);
    assert_eq!(context.run(&["set", "c", "9", "--if-rev", "7", "--dry-run"]).code, 3);
    assert_eq!((context.log(), context.document()), (log, document));
}

#[test]
fn a_revision_is_named_by_any_point() {
    let context = changed_by_coder();
    context.run(&["tag", "v1"]).done();
    context.run(&["set", "c", "9", "--if-rev", "HEAD"]).done();
    for point in ["v1", "HEAD~1", "2000-01-01"] {
        let refused = context.run(&["set", "c", "2", "--if-rev", point]);
        assert!(refused.code == 3 || (point == "2000-01-01" && refused.code == 1), "{point}: {refused:?}");
    }
    context.run(&["set", "a.b", "7", "--if-unchanged-since", "v1"]).done();
    assert_eq!(context.run(&["set", "a.b", "8", "--if-unchanged-since", "v1"]).code, 3);
    context.run(&["set", "d", "1", "--if-rev", "no-such-tag"]).fails(
        1,
        "ctx: could not set d in context.json: there is no tag no-such-tag\nhint: ctx -c context.json tag list\n",
    );
}
