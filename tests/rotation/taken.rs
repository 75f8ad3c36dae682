//! Something that has the name of a segment before the rotation.

use super::{revision, rotated, with_limit};

#[test]
fn a_rotation_whose_writer_died_in_the_middle_leaves_no_segment_with_more_than_its_name_says() {
    let context = rotated(2);
    let begun = context.path("context.json.audit.000000000002.jsonl");
    std::fs::hard_link(context.path("context.json.audit.jsonl"), &begun).unwrap();
    context.run(&["set", "n", "3"]).done();
    assert!(!begun.exists());
    context.run(&["verify"]).done();
    // A rotation that is begun again finds what it wants.
    std::fs::hard_link(context.path("context.json.audit.jsonl"), context.path("context.json.audit.000000000003.jsonl"))
        .unwrap();
    with_limit(&context, "1", &["set", "n", "4"]).done();
    let kept: Vec<u64> = context.run(&["log", "--json"]).done().lines().map(revision).collect();
    assert_eq!(kept, [1, 2, 3, 4]);
}

#[test]
fn what_stands_where_a_segment_goes_is_kept_whatever_was_kept_before() {
    let context = rotated(1);
    let segment = "context.json.audit.000000000001.jsonl";
    context.write(segment, "second");
    context.write(&format!("{segment}.old"), "first");
    with_limit(&context, "1", &["set", "n", "2"])
        .prints_and_says("", &format!("ctx: {segment} was there already: kept as {segment}.old2\n"));
    let kept = [context.read(&format!("{segment}.old")), context.read(&format!("{segment}.old2"))];
    assert_eq!(kept, ["first", "second"]);
    context.run(&["verify"]).done();
}
