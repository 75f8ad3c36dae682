//! Access control lists (acl(5)).

use super::*;

/// A document of Ann, which a list shares with Ben; no other file yet.
fn shared_by_a_list() -> Option<Context> {
    if missing(&[Need::AnotherUser, Need::Acl]) {
        return None;
    }
    let context = directory_of((1000, 1000), 0o700);
    context.write(DOCUMENT, "{\"a\":1}");
    give(&context, DOCUMENT, (1000, 2000));
    set_mode(&context, DOCUMENT, 0o640);
    setfacl(&context, &["-m", "u:1001:rwx", "."]);
    setfacl(&context, &["-m", "u:1001:rw", DOCUMENT]);
    Some(context)
}

#[test]
fn whom_the_list_of_the_document_lets_in_may_use_all_its_files() {
    let Some(context) = shared_by_a_list() else { return };
    // Nobody has this number.
    setfacl(&context, &["-m", "u:1999999:rw", DOCUMENT]);
    let expected = "user::rw-\nuser:1001:rw-\nuser:1999999:rw-\ngroup::r--\nmask::rw-\nother::---";
    for words in ["set a 2", "set a 3", "log compact --keep 1"] {
        let rotate = format!("CTX_LOG_MAX=1 \"$CTX\" -c context.json {words}");
        ANN.sh(&context, &rotate).done();
        for name in context.files().iter().filter(|name| *name != LOCK) {
            assert_eq!(list(&context, name), expected, "{name}");
        }
        assert_eq!(list(&context, LOCK), expected.replace("r--", "---"));
    }
    context.remove(LOCK);
    root(&context, "set a 4").done();
    assert_eq!(list(&context, LOCK), expected.replace("r--", "---"));
    assert_eq!(list(&context, LOG), expected);
    BEN.ctx(&context, "get a").prints("4\n");
    ANN.ctx(&context, "verify").prints_and_says(
        "context.json: revisions 3 to 5 are sound, 5:DIGEST\n",
        "ctx: revisions 1 to 2 were dropped by revision 4\n",
    );
}

#[test]
fn an_owner_who_cannot_be_kept_keeps_what_they_may_do_and_so_does_the_group() {
    let Some(context) = shared_by_a_list() else { return };
    let User(uid, gid, _) = BEN;
    let ben = User(uid, gid, &[]);
    ben.ctx(&context, "set a 2").prints_and_says(
        "",
        "ctx: context.json: it will belong to user 1001, group 1001, \
         and user 1000, group 2000 keep their rights by an ACL\n",
    );
    assert_eq!(of(&context, DOCUMENT), (1001, 1001, 0o660));
    let expected = "user::rw-\nuser:1000:rw-\nuser:1001:rw-\ngroup::---\ngroup:2000:r--\nmask::rw-\nother::---";
    for name in [DOCUMENT, LOG] {
        assert_eq!(list(&context, name), expected, "{name}");
    }
    // Ben's own group was never let in.
    set_mode(&context, ".", 0o755);
    assert!(!EVE.may_read(&context, DOCUMENT) && !EVE.may_read(&context, LOG));
    assert!(User(1003, 1003, &[2000]).may_read(&context, DOCUMENT));
    set_mode(&context, ".", 0o770);
    let answer = ANN.ctx(&context, "set a 3");
    assert_eq!((answer.code, of(&context, DOCUMENT).0), (0, 1000), "{answer:?}");
    ben.ctx(&context, "get a").prints("3\n");
}

#[test]
fn what_a_directory_gives_to_new_files_lets_nobody_in_whom_the_document_does_not() {
    if missing(&[Need::AnotherUser, Need::Acl]) {
        return;
    }
    let context = directory_of((1000, 1000), 0o755);
    context.write(DOCUMENT, "{\"a\":1}");
    give(&context, DOCUMENT, (1000, 1000));
    set_mode(&context, DOCUMENT, 0o640);
    setfacl(&context, &["-d", "-m", "u:1001:rwx", "."]);
    ANN.ctx(&context, "set a 2").done();
    for name in context.files() {
        assert!(!BEN.may_read(&context, &name) && ANN.may_read(&context, &name), "{name}");
    }
    assert_eq!(list(&context, DOCUMENT), "user::rw-\ngroup::r--\nother::---");
}

#[test]
fn where_there_are_no_lists_nobody_is_shut_out_and_nothing_is_written() {
    if missing(&[Need::AnotherUser, Need::MountsOfRoot]) {
        return;
    }
    let context = directory_of((0, 0), 0o755);
    // A file system without lists: what Ben, who is not in the group, would make there shuts out Ann and the group.
    let script = "set -e; mkdir m; mount -t ramfs none m; chmod 777 m; cd m; printf '{\"a\":1}' >context.json; \
         chmod 646 context.json; chown 1000:2000 context.json; \
         setpriv --reuid 1001 --regid 1001 --clear-groups /proc/self/fd/3 -c context.json set a 2 3<\"$CTX\" \
         || echo code $?; \
         ls; cat context.json";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script]).current_dir(context.directory()).env("CTX", CTX);
    answer(command).prints_and_says(
        "code 7\ncontext.json\n{\"a\":1}",
        "ctx: could not set a in context.json: could not make context.json.lock: it would belong to user 1001, \
         and user 1000 would be shut out; no access control list can be set here\n\
         hint: see whose it is: ls -ln context.json.lock; its owner, or root, can let a group share it\n",
    );
}

#[test]
fn an_owner_whom_a_user_namespace_hides_is_not_shut_out() {
    if missing(&[Need::Mounts]) {
        return;
    }
    let Some(context) = shared_by_a_list() else { return };
    setfacl(&context, &["-m", "u:0:rw", DOCUMENT]);
    set_mode(&context, ".", 0o777);
    let before = (context.document(), context.files());
    let mut command = Command::new("unshare");
    command.args(["-Ur", CTX, "-c", DOCUMENT, "set", "a", "2"]).current_dir(context.directory());
    let done = answer(command);
    assert!(done.code == 7 && done.stderr.contains("and user 65534 would be shut out"), "{done:?}");
    assert_eq!((context.document(), context.files()), before);
}
