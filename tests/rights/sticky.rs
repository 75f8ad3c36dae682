//! Documents that cannot be replaced: it is known before anything is recorded.

use super::*;
use crate::doctor::findings;

/// A context of Ann in a directory like /tmp, in revision 1; with this mode.
fn in_sticky(mode: u32) -> Context {
    let context = directory_of((0, 0), 0o1777);
    ANN.ctx(&context, "set a 1").done();
    for name in context.files() {
        set_mode(&context, &name, mode);
    }
    context
}

fn contents(context: &Context) -> Vec<(String, String)> {
    let names = context.files().into_iter().filter(|name| name != LOCK);
    names.map(|name| (name.clone(), context.read(&name))).collect()
}

#[test]
fn in_a_sticky_directory_a_stranger_is_refused_before_anything_is_recorded() {
    if nobody_else_here() {
        return;
    }
    let context = in_sticky(0o666);
    let before = contents(&context);
    let why = "it belongs to user 1000, and . is sticky, so that only they can replace it";
    let hints = "see whose they are: ls -ldn . context.json";
    let share = "share a context in a directory of its own, which is not sticky";
    let refusal = format!("could not use context.json: {why}");
    BEN.ctx(&context, "set a 2").fails(
        7,
        &format!("ctx: could not set a in context.json: {refusal}; not committed\nhint: {hints}\nhint: {share}\n"),
    );
    BEN.ctx(&context, "repair").prints_and_fails(
        1,
        &format!("damaged: context.json cannot be replaced: {why}\nrepair : not by ctx; {hints}; {share}\n"),
        "ctx: nothing was changed; to make the repairs: ctx -c context.json repair --yes\n",
    );
    BEN.ctx(&context, "repair --yes").fails(7, &format!("ctx: {refusal}\nhint: {hints}\nhint: {share}\n"));
    assert_eq!(contents(&context), before);
    BEN.ctx(&context, "get a").prints("1\n");
    // The owner, the owner of the directory and root can; nobody is told of damage.
    for user in [ANN, User(0, 0, &[])] {
        user.ctx(&context, "incr a").done();
        user.ctx(&context, "repair").prints_and_says("", "ctx: context.json: nothing is damaged\n");
    }
    give(&context, ".", (1001, 1001));
    BEN.ctx(&context, "incr a").prints("4\n");
}

#[test]
fn a_file_of_another_under_the_name_of_the_temporary_one_is_named_with_its_owner() {
    if nobody_else_here() {
        return;
    }
    let context = in_sticky(0o600);
    BEN.sh(&context, &format!("umask 077; : >{TEMPORARY}")).done();
    let before = contents(&context);
    ANN.ctx(&context, "set a 2").fails(
        7,
        "ctx: could not set a in context.json: could not write .context.json.tmp: it belongs to user 1001, \
         and cannot be removed here; not committed\n\
         hint: as that user, or root: rm .context.json.tmp\n\
         hint: keep a context in a directory of its own: in one where everybody makes files, so can they\n",
    );
    assert_eq!(contents(&context), before);
    let found = findings(ANN.ctx(&context, "doctor"));
    let open = "advice permissions: everyone may make files in . (mode 1777): whoever creates a file with a name that ctx needs blocks every change\n       hint: keep the context in its own directory\n";
    let taken = "wrong  left-overs: .context.json.tmp belongs to user 1001, so changes by others that need a file \
                 there are refused\n       hint: as that user, or root: rm .context.json.tmp\n";
    assert_eq!(found, format!("{open}{taken}"));
    root(&context, "set a 2").done();
    assert_eq!(findings(ANN.ctx(&context, "doctor")), open);
    ANN.ctx(&context, "set a 3").done();
}

#[test]
fn what_cannot_be_changed_is_refused_and_doctor_and_repair_name_it() {
    if missing(&[Need::Root, Need::Attributes]) {
        return;
    }
    let document = ("context.json", "+i", "it is immutable", "-i context.json");
    let append = ("context.json", "+a", "it is append-only", "-a context.json");
    for (name, attribute, why, undo) in [
        document,
        append,
        (".", "+i", "its directory is immutable", "-i ."),
        (".", "+a", "its directory is append-only", "-a ."),
    ] {
        let context = Context::with(r#"{"a":1}"#);
        let chattr = |attribute: &str| {
            let mut command = Command::new("chattr");
            command.args([attribute, name]).current_dir(context.directory()).output().is_ok_and(|o| o.status.success())
        };
        let before = contents(&context);
        assert!(chattr(attribute));
        let answers = ["set a 2", "repair", "repair --yes", "doctor"].map(|words| root(&context, words));
        assert!(chattr(&attribute.replace('+', "-")));
        let [set, told, repaired, doctor] = answers;
        let refusal = format!("could not use context.json: {why}\nhint: as root: chattr {undo}\n");
        set.fails(7, &format!("ctx: could not set a in context.json: {refusal}"));
        told.prints_and_fails(
            1,
            &format!("damaged: context.json cannot be replaced: {why}\nrepair : not by ctx; as root: chattr {undo}\n"),
            "ctx: nothing was changed; to make the repairs: ctx -c context.json repair --yes\n",
        );
        repaired.fails(7, &format!("ctx: {refusal}"));
        assert!(
            doctor.stdout.contains(&format!(
                "wrong  permissions: context.json cannot be replaced: {why}\n       hint: as root: chattr {undo}\n"
            )),
            "{doctor:?}"
        );
        assert_eq!(contents(&context), before);
        context.run(&["set", "a", "2"]).done();
    }
}
