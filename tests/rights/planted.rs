//! Files that others made under the names of ctx's own.

use super::*;

#[test]
fn a_lock_of_a_stranger_is_not_used_and_nothing_is_taken_from_it() {
    if nobody_else_here() {
        return;
    }
    for mode in [0o777, 0o1777] {
        let context = directory_of((0, 0), mode);
        BEN.sh(&context, &format!(": >{LOCK}; chmod 666 {LOCK}")).done();
        let away = format!("hint: look at it: ls -ln {LOCK}; as that user, or root, remove it: rm {LOCK}\n");
        ANN.ctx(&context, "set a 1").fails(
            7,
            &format!(
                "ctx: could not set a in context.json: could not use {LOCK}: it belongs to user 1001, \
                 who may not write context.json\n{away}"
            ),
        );
        assert_eq!((context.files(), context.read(LOCK)), (vec![LOCK.to_owned()], String::new()));
        context.remove(LOCK);
        ANN.ctx(&context, "set a 1").done();
        all_are(&context, (1000, 1000, 0o600));
    }
}

#[test]
fn a_lock_that_is_another_file_too_is_not_written_to() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("victim", "precious");
    context.remove(LOCK);
    std::fs::hard_link(context.path("victim"), context.path(LOCK)).unwrap();
    context.run(&["set", "a", "2"]).fails(
        7,
        &format!(
            "ctx: could not set a in context.json: could not use {LOCK}: it has 2 names, \
             and what is written to it would change what they name too\n\
             hint: see which: find . -samefile {LOCK}; and while nobody writes: rm {LOCK}\n"
        ),
    );
    assert_eq!((context.read("victim"), context.records().len()), ("precious".to_owned(), 1));
    context.remove("victim");
    std::fs::write(context.path(LOCK), "").unwrap();
    context.run(&["set", "a", "2"]).done();
}

#[test]
fn a_log_of_a_stranger_or_with_another_name_is_not_written_to_where_everybody_makes_files() {
    if nobody_else_here() {
        return;
    }
    let context = directory_of((0, 0), 0o1777);
    BEN.sh(&context, &format!(": >{LOG}; chmod 666 {LOG}")).done();
    let refused = |why: &str| {
        format!(
            "ctx: could not set a in context.json: could not use {LOG}: {why}; not committed\n\
             hint: look at it: ls -ln {LOG}; and keep a context where others make no files\n"
        )
    };
    ANN.ctx(&context, "set a 1").fails(7, &refused("it belongs to user 1001, who may not write context.json"));
    assert_eq!((context.read(LOG), context.files().contains(&DOCUMENT.to_owned())), (String::new(), false));
    context.remove(LOG);
    ANN.ctx(&context, "set a 1").done();
    let log = context.log();
    std::fs::hard_link(context.path(LOG), context.path("other")).unwrap();
    let names = "it has 2 names, and what is written to it would change what they name too";
    ANN.ctx(&context, "set a 2").fails(7, &refused(names));
    assert_eq!(context.log(), log);
    // A backup made of links is nothing to be afraid of where nobody else makes files.
    set_mode(&context, ".", 0o755);
    give(&context, ".", (1000, 1000));
    ANN.ctx(&context, "set a 2").done();
}
