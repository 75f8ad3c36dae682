//! What cannot be redacted.

use super::SECRET;
use crate::support::Context;

#[test]
fn what_cannot_be_redacted_is_refused() {
    let context = Context::with(r#"{"list":[{"k":1}],"s":"text"}"#);
    let refused = |path: &str, code: i32, why: &str| {
        let answer = context.run(&["set", "--redact", path, SECRET]);
        answer.fails(code, &format!("ctx: could not set {path} in context.json: {why}\n"));
    };
    let array = "is an item of an array, and items move\nhint: redact the whole array, or keep the secret in an object";
    // Of an array that is there, or that this very change would make.
    for path in ["list[0].k", "list[1]", "/list/1", "new[0]", "new.l[0].k"] {
        refused(path, 2, &format!("{path} {array}"));
    }
    refused(
        ".",
        2,
        "the whole document cannot be set\nhint: `ctx merge` changes many keys at once, `ctx unset` removes them",
    );
    refused(
        "_ctx.x",
        7,
        "_ctx is kept by ctx itself\nhint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it",
    );
    refused(
        "s.k",
        5,
        "s is a string, so nothing can be put below it\nhint: to replace it: ctx -c context.json unset s",
    );
    assert_eq!(context.ops(), ["merge"]);
    let document = context.document();
    let planned = context.run(&["set", "--redact", "k", SECRET, "--dry-run"]);
    assert_eq!((planned.code, context.ops().len(), context.document()), (0, 1, document));
}
