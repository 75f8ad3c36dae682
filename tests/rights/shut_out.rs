//! What `doctor` says of whom the document lets in, and a file beside it does not.

use super::*;
use crate::doctor::findings;

/// A context of Ann that she shares with her group, in revision 1.
fn shared() -> Option<Context> {
    if nobody_else_here() {
        return None;
    }
    let context = directory_of((1000, 2000), 0o2770);
    ANN.ctx(&context, "init --mode 0660 -q").done();
    Some(context)
}

#[test]
fn for_a_group_that_everything_is_shared_with_all_is_fine() {
    let Some(context) = shared() else { return };
    BEN.ctx(&context, "set a 1").done();
    for user in [ANN, BEN] {
        assert_eq!(findings(user.ctx(&context, "doctor")), "");
    }
}

#[test]
fn whoever_may_write_the_document_must_be_able_to_write_what_a_change_writes() {
    for (name, owner, mode, who) in [
        (LOG, (0, 0), 0o600, "user 1000 and group 2000"),
        (LOG, (1000, 2000), 0o640, "group 2000"),
        (LOCK, (1001, 1001), 0o600, "user 1000 and group 2000"),
    ] {
        let Some(context) = shared() else { return };
        give(&context, name, owner);
        set_mode(&context, name, mode);
        let hint = format!("chown 1000:2000 {name}; chmod 0660 {name}");
        let expected = format!(
            "wrong  permissions: {who} may write to context.json, but {name} does not let them \
             (user {}, group {}, mode {mode:04o})\n       hint: {hint}\n",
            owner.0, owner.1
        );
        let doctor = root(&context, "doctor");
        assert_eq!((doctor.code, findings(doctor)), (1, expected));
        User(0, 0, &[]).sh(&context, &hint).done();
        assert_eq!(findings(root(&context, "doctor")), "");
        BEN.ctx(&context, "set a 1").done();
    }
}

#[test]
fn whoever_may_write_the_document_must_be_able_to_replace_it() {
    for (owner, mode, hint) in
        [((1000, 2000), 0o750, "chmod g+rwx ."), ((1000, 1000), 0o700, "chgrp 2000 .; chmod g+rwxs .")]
    {
        let Some(context) = shared() else { return };
        give(&context, ".", owner);
        set_mode(&context, ".", mode);
        let expected = format!(
            "wrong  permissions: group 2000 may write to context.json, but . does not let them \
             (user 1000, group {}, mode {mode:04o})\n       hint: {hint}\n",
            owner.1
        );
        assert!(findings(ANN.ctx(&context, "doctor")).contains(&expected), "{:?}", ANN.ctx(&context, "doctor"));
        ANN.sh(&context, &hint.replace("chmod g+rwxs", "chmod g+rwx")).done();
        assert_eq!(findings(ANN.ctx(&context, "doctor")), "");
        BEN.ctx(&context, "set a 1").done();
    }
    let Some(context) = shared() else { return };
    set_mode(&context, ".", 0o1770);
    assert_eq!(
        findings(ANN.ctx(&context, "doctor")),
        "wrong  permissions: group 2000 may write to context.json, but . is sticky, so only user 1000 can \
         replace it\n       hint: keep the context in its own directory, without the sticky bit\n"
    );
}

#[test]
fn whoever_may_only_read_needs_the_log_and_its_segments_and_no_lock() {
    let Some(context) = shared() else { return };
    ANN.sh(&context, "CTX_LOG_MAX=1 \"$CTX\" -c context.json set a 1").done();
    for name in context.files() {
        set_mode(&context, &name, 0o640);
    }
    let waiting = "advice permissions: context.json.lock has mode 0640: a user with read access only could block all writers\n       hint: chmod 0600 context.json.lock\n";
    assert_eq!(findings(ANN.ctx(&context, "doctor")), waiting);
    set_mode(&context, LOCK, 0o600);
    let segment = "context.json.audit.000000000001.jsonl";
    set_mode(&context, segment, 0o600);
    assert_eq!(
        findings(ANN.ctx(&context, "doctor")),
        format!(
            "advice permissions: group 2000 may read context.json, but {segment} does not let them \
             (user 1000, group 2000, mode 0600)\n       \
             hint: chown 1000:2000 {segment}; chmod 0640 {segment}\n"
        )
    );
}
