//! Owner, group and mode.

use super::*;

#[test]
fn root_leaves_nothing_behind_that_the_owner_cannot_use() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((1000, 1000), 0o700);
    ANN.ctx(&context, "set a 1").done();
    let add = |name: &str, what: &str| {
        let mut text = std::fs::read(context.path(name)).unwrap();
        text.extend_from_slice(what.as_bytes());
        context.write(name, text);
    };
    let steps: [(&str, &dyn Fn()); 8] = [
        ("set a 2", &|| {}),
        ("set a 3 --log-max", &|| {}),
        ("log compact --keep 1", &|| {}),
        ("set a 4", &|| context.remove(LOCK)),
        ("-q set a 5", &|| add(LOG, "{\"torn")),
        ("-q set a 6", &|| context.write(DOCUMENT, "\0\0")),
        ("-q repair --yes", &|| add(LOG, "{\"not\":\"a record\"}\n")),
        ("-q set a 7", &|| context.remove(LOG)),
    ];
    for (words, before) in steps {
        before();
        let words = words.replace(" --log-max", "");
        let rotate = if words == "set a 3" { "CTX_LOG_MAX=1" } else { "CTX_LOG_MAX=1000000" };
        let done = User(0, 0, &[]).sh(&context, &format!("{rotate} \"$CTX\" -c context.json {words}"));
        assert_eq!(done.code, 0, "{words}: {done:?}");
        all_are(&context, (1000, 1000, 0o600));
        ANN.ctx(&context, "get a").done();
        ANN.ctx(&context, "incr n").done();
    }
    let kept = context
        .files()
        .into_iter()
        .filter(|name| [".corrupt-", ".torn-", ".replaced-"].iter().any(|kept| name.contains(kept)));
    assert_eq!(kept.count(), 3, "{:?}", context.files());
}

#[test]
fn a_context_that_is_shared_with_a_group_is_its_whatever_the_umask_is() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((0, 2000), 0o2775);
    let run = |user: User, words: &str| {
        // A context of another that is found, and not named, is not used: that is no matter of its mode.
        let named = if words.starts_with("init") { "" } else { "-c .ctx/context.json" };
        user.sh(&context, &format!("umask 022; CTX_LOG_MAX=1 exec \"$CTX\" {named} {words}")).normalized(&context)
    };
    run(ANN, "init --mode 0660 -q").prints("");
    assert_eq!((of(&context, ".ctx"), of(&context, ".ctx/.gitignore")), ((1000, 2000, 0o2770), (1000, 2000, 0o640)));
    let shared = || {
        for entry in std::fs::read_dir(context.path(".ctx")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let (_, gid, mode) = of(&context, &format!(".ctx/{name}"));
            let expected = if name == ".gitignore" { 0o640 } else { 0o660 };
            assert_eq!((gid, mode), (2000, expected), "{name}");
        }
    };
    for (user, words) in [(BEN, "set a 1"), (ANN, "set a 2"), (BEN, "log compact --keep 1"), (ANN, "set a 3")] {
        // Each rotates the log of the other; who writes owns the document, and that is no news.
        run(user, words).done();
        shared();
    }
    context.remove(".ctx/context.json.lock");
    run(BEN, "set a 4").done();
    shared();
    assert_eq!(run(EVE, "get a").code, 7);
}

#[test]
fn the_group_of_the_document_is_that_of_its_files_without_a_directory_that_says_so() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((1000, 2000), 0o770);
    context.write(DOCUMENT, "{\"a\":1}");
    give(&context, DOCUMENT, (1000, 2000));
    set_mode(&context, DOCUMENT, 0o660);
    ANN.ctx(&context, "set a 2").done();
    all_are(&context, (1000, 2000, 0o660));
    BEN.ctx(&context, "set a 3").done();
    assert_eq!(of(&context, DOCUMENT), (1001, 2000, 0o660));
    // A third of the group, to whom neither document nor lock belongs.
    User(1003, 1003, &[2000]).ctx(&context, "set a 4").done();
    // Root makes again what was removed.
    context.remove(LOCK);
    root(&context, "set a 5").done();
    assert_eq!(of(&context, LOCK), (1003, 2000, 0o660));
}

#[test]
fn a_lock_that_one_of_the_group_made_for_himself_is_for_all_again() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((1000, 2000), 0o2770);
    ANN.ctx(&context, "init --mode 0660 -q").done();
    context.remove(LOCK);
    ANN.sh(&context, &format!("umask 077; : >{LOCK}")).done();
    give(&context, LOCK, (1000, 1000));
    ANN.ctx(&context, "set a 1").done();
    assert_eq!(of(&context, LOCK), (1000, 2000, 0o660));
    set_mode(&context, LOCK, 0o600);
    root(&context, "set a 2").done();
    assert_eq!(of(&context, LOCK), (1000, 2000, 0o660));
    BEN.ctx(&context, "set a 3").done();
}

#[test]
fn the_lock_is_for_writers_and_what_is_kept_is_no_wider_than_the_document() {
    let context = Context::holding("{\"a\":1}");
    set_mode(&context, DOCUMENT, 0o644);
    context.run(&["set", "a", "2"]).done();
    let mode = |name: &str| of(&context, name).2;
    assert_eq!([DOCUMENT, LOG, LOCK].map(mode), [0o644, 0o644, 0o600]);
    set_mode(&context, DOCUMENT, 0o600);
    set_mode(&context, LOCK, 0o644);
    context.write(DOCUMENT, "\0");
    assert_eq!(context.run(&["-q", "set", "a", "3"]).code, 0);
    let kept = context.files().into_iter().find(|name| name.contains(".replaced-")).unwrap();
    assert_eq!([DOCUMENT, LOCK, &kept].map(mode), [0o600; 3]);
}

#[test]
fn what_ctx_writes_for_git_is_not_for_everybody_to_change() {
    if missing(&[Need::Program("git")]) {
        return;
    }
    let context = Context::empty();
    let git = |words: &[&str]| Command::new("git").args(words).current_dir(context.directory()).output();
    assert!(git(&["init", "-q"]).unwrap().status.success());
    std::fs::create_dir(context.path(".ctx")).unwrap();
    set_mode(&context, ".ctx", 0o777);
    set_mode(&context, ".", 0o777);
    let mut init = Context::bare(context.directory());
    init.args(["-q", "init", "--git"]);
    answer(init).prints("");
    assert_eq!([".ctx/.gitignore", ".gitattributes"].map(|name| of(&context, name).2 & 0o022), [0; 2]);
}

#[test]
fn a_directory_that_is_closed_between_two_writes_refuses_the_second_and_nothing_is_lost() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((1000, 1000), 0o700);
    ANN.ctx(&context, "set a 1").done();
    set_mode(&context, ".", 0o500);
    let before = (context.document(), context.log());
    ANN.ctx(&context, "set a 2").fails(
        7,
        "ctx: could not set a in context.json: could not write .context.json.tmp: Permission denied (os error 13); \
         not committed\nhint: ls -ld . .context.json.tmp\n",
    );
    assert_eq!((context.document(), context.log()), before);
    ANN.ctx(&context, "get a").prints("1\n");
    set_mode(&context, ".", 0o700);
    ANN.ctx(&context, "set a 2").done();
    ANN.ctx(&context, "verify").prints("context.json: revisions 1 to 2 are sound, 2:DIGEST\n");
}

#[test]
fn who_may_not_write_a_document_takes_none_over() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((1000, 1000), 0o777);
    context.write(DOCUMENT, "{\"a\": 1}\n");
    give(&context, DOCUMENT, (1000, 1000));
    set_mode(&context, DOCUMENT, 0o644);
    let why = "could not use context.json: it belongs to user 1000, and user 1002 may not write it; not committed";
    EVE.ctx(&context, "set b 1")
        .fails(7, &format!("ctx: could not set b in context.json: {why}\nhint: see who may: ls -ln context.json\n"));
    assert_eq!((context.document(), of(&context, DOCUMENT)), ("{\"a\": 1}\n".into(), (1000, 1000, 0o644)));
    ANN.ctx(&context, "set b 1").done();
}
