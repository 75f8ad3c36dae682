//! Modes of the files, and what is in their way.

use super::{doctor, healthy, set_mode};
use crate::support::{Context, answer};

#[test]
fn segments_and_what_recovery_kept_hold_the_same_values() {
    let context = Context::with(r#"{"a":1}"#);
    let mut rotate = context.command(&["set", "a", "2"]);
    rotate.env("CTX_LOG_MAX", "1");
    answer(rotate).done();
    let (segment, kept) = ("context.json.audit.000000000001.jsonl", "context.json.audit.jsonl.torn-0123456789ab");
    context.write(kept, "x");
    for name in [segment, kept] {
        set_mode(&context, name, 0o644);
    }
    let answer = doctor(&context);
    let wide = |name: &str| {
        format!(
            "wrong  permissions: {name} has mode 0644, more permissive than the document's 0600\n       hint: chmod 0600 {name}\n"
        )
    };
    assert_eq!(answer.code, 1);
    assert!(answer.stdout.starts_with(&(wide(segment) + &wide(kept))), "{answer:?}");
}

#[test]
fn a_directory_where_a_change_makes_a_file_is_wrong() {
    let context = Context::with(r#"{"a":1}"#);
    for name in [".context.json.tmp", ".context.json.audit.tmp"] {
        std::fs::create_dir(context.path(name)).unwrap();
        let found = doctor(&context);
        let expected = format!(
            "wrong  left-overs: {name} is a directory, so changes that need a file there are refused\n       \
             hint: look at it: ls -l {name}; and move it away: mv {name} {name}.old\n"
        );
        assert_eq!((found.code, found.stdout), (1, healthy(1).replace("fine   left-overs: none\n", &expected)));
        std::fs::remove_dir(context.path(name)).unwrap();
    }
}

#[test]
fn a_document_that_its_owner_may_not_read_is_no_model_for_the_files_beside_it() {
    let context = Context::with(r#"{"a":1}"#);
    set_mode(&context, "context.json", 0o000);
    let found = doctor(&context);
    let expected = "wrong  permissions: the owner cannot read context.json (mode 0000)\n       \
                    hint: chmod u+rw context.json\n";
    assert!(found.code == 1 && found.stdout.starts_with(expected), "{found:?}");
    assert!(!found.stdout.contains("chmod 0"), "{found:?}");
}
