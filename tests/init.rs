use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Context, answer};

fn init(context: &Context, arguments: &[&str]) -> crate::support::Answer {
    let mut command = Context::bare(context.directory());
    command.arg("init").args(arguments);
    answer(command)
}

#[test]
fn a_context_is_begun_in_its_own_directory_and_kept_out_of_git() {
    let context = Context::empty();
    init(&context, &[]).prints_and_says(".ctx/context.json\n", "ctx: created a context in .ctx/context.json\n");
    assert_eq!(context.read(".ctx/context.json"), "{}\n");
    assert_eq!(context.read(".ctx/.gitignore"), "*\n");
    init(&context, &[]).prints_and_says(".ctx/context.json\n", "ctx: .ctx/context.json is there already\n");
    init(&context, &["--mode", "0660"])
        .prints_and_says(".ctx/context.json\n", "ctx: .ctx/context.json is there already, with the mode that it has\n");
    init(&context, &["-q"]).prints("");
}

#[test]
fn the_files_are_for_their_owner_unless_a_mode_shares_them() {
    let modes = |context: &Context| {
        let mode = |name: &str| std::fs::metadata(context.path(name)).unwrap().permissions().mode() & 0o777;
        let beside = ["", ".lock", ".audit.jsonl"].map(|end| mode(&format!(".ctx/context.json{end}")));
        (mode(".ctx"), beside)
    };
    let own = Context::empty();
    init(&own, &["-q"]).prints("");
    assert_eq!(modes(&own), (0o700, [0o600; 3]));
    let shared = Context::empty();
    init(&shared, &["-q", "--mode", "0660"]).prints("");
    let mut set = Context::bare(shared.directory());
    set.args(["set", "a", "1"]);
    answer(set).done();
    assert_eq!(modes(&shared).1, [0o660; 3]);
    init(&Context::empty(), &["--mode", "0777"]).fails(
        2,
        "ctx: invalid value '0777' for '--mode <MODE>': the mode must be between 0600 and 0666: readable and writable by the owner, executable by nobody\nhint: ctx init --help\n",
    );
}

#[test]
fn an_existing_document_is_never_overwritten() {
    let context = Context::holding("{\"mine\":1}");
    context.run(&["init"]).prints_and_says("context.json\n", "ctx: context.json is there already\n");
    assert_eq!(context.document(), "{\"mine\":1}");
}

#[test]
fn a_context_says_which_one_it_hides() {
    let context = Context::empty();
    init(&context, &["-q"]).prints("");
    std::fs::create_dir(context.path("below")).unwrap();
    let mut command = Context::bare(&context.path("below"));
    command.arg("init");
    answer(command).normalized(&context).prints_and_says(
        ".ctx/context.json\n",
        "ctx: created a context in .ctx/context.json\nctx: it hides DIR/.ctx/context.json in this directory and below\n",
    );
    let mut named = Context::bare(&context.path("below"));
    named.args(["-c", "other.json", "init"]);
    answer(named).prints_and_says("other.json\n", "ctx: created a context in other.json\n");
}

#[test]
fn a_name_that_leaves_no_room_for_the_files_beside_it_is_refused_before_anything_is_made() {
    let context = Context::empty();
    for length in [210, 234, 255] {
        let (name, below) = ("n".repeat(length), format!("below/{}", "n".repeat(length)));
        let why = |tried: &str| {
            format!(
                "ctx: could not {tried}: the name of the file is {length} bytes long, and what stands beside it \
                 needs the room\nhint: a name of at most 209 bytes\n"
            )
        };
        let run = |file: &str, words: &[&str]| {
            let mut command = Context::bare(context.directory());
            command.args(["-c", file]).args(words);
            answer(command)
        };
        run(&name, &["init"]).fails(7, &why(&format!("create {name}")));
        run(&below, &["init"]).fails(7, &why(&format!("create {below}")));
        run(&name, &["set", "a", "1"]).fails(7, &why(&format!("set a in {name}")));
        assert!(context.files().is_empty());
    }
    // What is only read needs nothing beside it, and what has a log was begun before.
    let name = "n".repeat(220);
    let run = |words: &[&str]| {
        let mut command = Context::bare(context.directory());
        command.args(["-c", &name]).args(words);
        answer(command)
    };
    context.write(&name, "{\"a\":1}");
    run(&["get", "a"]).prints("1\n");
    context.write(&format!("{name}.audit.jsonl"), "");
    run(&["set", "a", "2"]).prints("");
    let name = "n".repeat(209);
    let mut command = Context::bare(context.directory());
    command.args(["-q", "-c", &name, "init"]);
    answer(command).prints("");
}
