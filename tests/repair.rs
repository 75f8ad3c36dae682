use ctxfile::internals::log::digest::Digest;

use crate::support::{Answer, Context, answer};

/// Three revisions: `n` is 3.
fn context() -> Context {
    let context = Context::empty();
    for n in 1..=3 {
        context.run(&["set", "n", &n.to_string()]).done();
    }
    context
}

/// One record of the log altered.
fn alter(context: &Context, rev: usize) {
    let lines: Vec<String> = context.log().lines().map(str::to_owned).collect();
    let altered: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| if i + 1 == rev { line.replacen("planner", "plamner", 1) } else { line.clone() })
        .collect();
    context.write("context.json.audit.jsonl", altered.join("\n") + "\n");
}

fn told(answer: &Answer) -> Vec<&str> {
    answer.stdout.lines().map(|line| line.split(':').next().unwrap()).collect()
}

/// It was damaged, is repaired, and goes on; what it printed when it was.
fn repaired(context: &Context) -> Answer {
    let before = context.files();
    let explained = context.run(&["repair"]);
    assert_eq!(
        (explained.code, explained.stderr.as_str()),
        (1, "ctx: nothing was changed; to make the repairs: ctx -c context.json repair --yes\n")
    );
    assert_eq!(context.files(), before);
    let done = context.run(&["repair", "--yes"]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    assert_eq!(told(&done), told(&explained).iter().map(|word| word.replace("repair ", "done   ")).collect::<Vec<_>>());
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    context.run(&["set", "after", "1"]).done();
    assert_eq!(context.run(&["verify"]).code, 0);
    done
}

fn kept(context: &Context, name: &str) -> usize {
    context.files().iter().filter(|file| file.starts_with(&format!("{name}.corrupt-"))).count()
}

#[test]
fn what_is_sound_is_left_alone() {
    let context = context();
    let before = context.log();
    context.run(&["repair", "--yes"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    assert_eq!(context.log(), before);
    context
        .run(&["repair", "--json"])
        .prints_and_says("{\n  \"damages\": [],\n  \"done\": false\n}\n", "ctx: context.json: nothing is damaged\n");
}

#[test]
fn a_log_that_was_altered_is_kept_and_another_goes_on_behind_it() {
    for rev in 1..=3 {
        let context = context();
        alter(&context, rev);
        let damaged = context.log();
        let done = repaired(&context);
        assert_eq!(told(&done), ["damaged", "done   "], "{done:?}");
        assert_eq!(kept(&context, "context.json.audit.jsonl"), 1);
        let name = context.files().into_iter().find(|file| file.contains("audit.jsonl.corrupt-")).unwrap();
        assert_eq!(context.read(&name), damaged);
        context.run(&["get", "n"]).prints("3\n");
        let records = context.records();
        let told = (&records[0]["op"], &records[0]["rev"], &records[0]["agent"], &records[0]["args"]["damaged"]);
        assert_eq!(told, (&"gap".into(), &4.into(), &"planner".into(), &name.into()));
    }
}

#[test]
fn a_log_that_was_cut_short_goes_on_behind_the_last_revision_that_is_known() {
    let context = context();
    let lines: Vec<String> = context.log().lines().map(str::to_owned).collect();
    context.write("context.json.audit.jsonl", format!("{}\n", lines[0]));
    assert_eq!(context.run(&["get", "n"]).code, 5);
    repaired(&context);
    context.run(&["get", "n"]).prints("3\n");
    assert_eq!(context.records()[0]["rev"], 4);
}

#[test]
fn a_document_that_is_no_json_is_kept_and_rebuilt() {
    let context = context();
    context.write("context.json", "{\"n\": 3,");
    assert_eq!(context.run(&["set", "n", "4"]).code, 5);
    repaired(&context);
    context.run(&["get", "n"]).prints("3\n");
    assert_eq!(kept(&context, "context.json"), 1);
    assert_eq!(context.ops(), ["set", "set", "set", "set"]);
}

#[test]
fn where_both_are_damaged_the_document_is_that_of_the_sound_part() {
    let context = context();
    alter(&context, 3);
    context.write("context.json", "{\"n\": 3,");
    let plan = context.run(&["repair"]).stdout;
    assert!(plan.contains(" with that of revision 2, the last it gives: context.json is damaged too; "), "{plan}");
    repaired(&context);
    context.run(&["get", "n"]).prints("2\n");
    assert_eq!([kept(&context, "context.json"), kept(&context, "context.json.audit.jsonl")], [1, 1]);
}

#[test]
fn where_nothing_is_sound_nothing_is_changed() {
    let context = context();
    alter(&context, 1);
    context.write("context.json", "{");
    let before = (context.files(), context.log());
    let plan = context.run(&["repair"]).stdout;
    assert!(plan.contains(": nothing, until a sound copy of context.json is put in its place\n"), "{plan}");
    let answer = context.run(&["repair", "--yes"]);
    assert_eq!((answer.code, (context.files(), context.log())), (5, before));
    assert_eq!(
        answer.stderr,
        "ctx: context.json is damaged as well as its log, which begins with the damage\n\
         hint: put a sound copy of context.json in its place\n"
    );
}

#[test]
fn a_segment_that_is_damaged_or_gone_is_given_up_and_a_record_says_so() {
    for damage in [true, false] {
        let context = Context::empty();
        for n in 1..=4 {
            let mut command = context.command(&["set", "n", &n.to_string()]);
            command.env("CTX_LOG_MAX", "1");
            answer(command).done();
        }
        let segment = "context.json.audit.000000000002.jsonl";
        if damage {
            context.write(segment, context.read(segment).replacen("planner", "plamner", 1));
        } else {
            context.remove(segment);
        }
        assert_eq!(context.run(&["verify"]).code, 5);
        repaired(&context);
        assert_eq!(kept(&context, segment), usize::from(damage));
        let verified = context.run(&["verify"]);
        assert_eq!(verified.stderr, "ctx: revisions 1 to 2 were dropped by revision 5\n");
        let log = context.run(&["log", "--json"]).done();
        assert_eq!(log.lines().count(), 4, "{log}");
    }
}

#[test]
fn a_log_that_a_newer_ctx_went_on_with_is_nothing_to_repair() {
    let context = context();
    let log = context.log();
    let (before, last) = log.trim_end().rsplit_once('\n').unwrap();
    let (body, _) = last.rsplit_once(",\"h\":").unwrap();
    let body = body.replace(r#","v":1,"#, r#","v":9,"#);
    let newer = format!("{body},\"h\":\"{}\"}}", Digest::of(body.as_bytes()));
    context.write("context.json.audit.jsonl", format!("{before}\n{newer}\n"));
    let (files, log) = (context.files(), context.log());
    for verb in [&["set", "n", "4"][..], &["verify"], &["repair"], &["repair", "--yes"], &["log"]] {
        let answer = context.run(verb);
        let why = format!(
            "could not read context.json.audit.jsonl: the record at byte {} has format 9\n\
             hint: nothing was changed; use the newer ctx that wrote it: this is ctx {}\n",
            before.len() + 1,
            env!("CARGO_PKG_VERSION"),
        );
        assert!(answer.code == 7 && answer.stderr.ends_with(&why), "{verb:?}: {answer:?}");
    }
    assert_eq!((context.files(), context.log()), (files, log));
}

#[test]
fn what_a_writer_that_died_had_recorded_is_published_before_its_log_goes() {
    let context = context();
    let before = context.document();
    context.run(&["set", "n", "4"]).done();
    // It died before the rename.
    context.write(".context.json.tmp", context.document());
    context.write("context.json", before);
    alter(&context, 1);
    repaired(&context);
    context.run(&["get", "n"]).prints("4\n");
}

#[test]
fn a_document_that_is_gone_is_rebuilt_from_what_is_sound_behind_the_damage() {
    let context = context();
    // The record of an edit by hand holds the whole state.
    context.write("context.json", "{\"edited\": 1}");
    context.run(&["set", "n", "4"]).done();
    alter(&context, 2);
    context.remove("context.json");
    repaired(&context);
    context.run(&["get", "edited"]).prints("1\n");
    context.run(&["get", "n"]).prints("4\n");
}

#[test]
fn what_the_next_change_would_mend_is_mended_at_once() {
    let document = "rebuild revision 3 from context.json.audit.jsonl, as the next change would";
    let log = "begin a new log with the document as it is, as the next change would; \
               older changes cannot be shown or undone";
    for (damage, why, remedy, ops) in [
        ("rm context.json", "context.json: the document was missing", document, &["set", "set", "set"][..]),
        (": > context.json", "context.json: the document was empty", document, &["set", "set", "set"]),
        (
            "rm context.json.audit.jsonl",
            "context.json.audit.jsonl is missing, and revision 3 was recorded",
            log,
            &["gap"],
        ),
        (
            ": > context.json.audit.jsonl",
            "context.json.audit.jsonl is empty, and revision 3 was recorded",
            log,
            &["gap"],
        ),
    ] {
        let context = context();
        let mut shell = std::process::Command::new("sh");
        assert!(shell.args(["-c", damage]).current_dir(context.directory()).status().unwrap().success());
        assert_eq!(context.run(&["verify"]).code, 5, "{damage}");
        let before = context.files();
        let explained = Answer {
            code: 1,
            stdout: format!("damaged: {why}\nrepair : {remedy}\n"),
            stderr: "ctx: nothing was changed; to make the repairs: ctx -c context.json repair --yes\n".to_owned(),
        };
        assert_eq!(context.run(&["repair"]), explained);
        assert_eq!(context.files(), before);
        let done = context.run(&["repair", "--yes"]);
        assert_eq!((done.code, done.stdout), (0, format!("damaged: {why}\ndone   : {remedy}\n")));
        assert_eq!(context.run(&["verify"]).code, 0, "{damage}");
        context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
        context.run(&["get", "n"]).prints("3\n");
        assert_eq!(context.ops(), ops);
    }
}

#[test]
fn what_nothing_was_recorded_of_cannot_be_brought_back() {
    let context = Context::holding("{");
    let answer = context.run(&["repair", "--yes"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (5, ""), "{answer:?}");
    assert!(answer.stderr.starts_with("ctx: could not read context.json: "), "{answer:?}");
    assert_eq!(context.document(), "{");
}

#[test]
fn what_dead_writers_left_is_mended_at_once_and_the_next_record_says_so() {
    let context = context();
    context.write("context.json.audit.jsonl", context.log() + "{\"op\"");
    context.write(".context.json.tmp", "{");
    let torn = format!("context.json.audit.jsonl.torn-{}", Digest::of(b"{\"op\"").short());
    let told = |word: &str| {
        format!(
            "damaged: context.json.audit.jsonl ends with 5 bytes of a record whose writer died\n\
             {word}: keep them as {torn}, and cut them off, as the next change would\n\
             damaged: .context.json.tmp was left by a writer that died\n\
             {word}: remove it, as the next change would\n"
        )
    };
    let before = context.files();
    let explained = context.run(&["repair"]);
    assert_eq!((explained.code, explained.stdout), (1, told("repair ")));
    assert_eq!(context.files(), before);
    context.run(&["repair", "--yes"]).prints(&told("done   "));
    assert_eq!(context.files(), ["context.json", "context.json.audit.jsonl", &torn, "context.json.lock"]);
    context.run(&["repair", "--yes"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    context.run(&["set", "n", "4"]).done();
    let records = context.records();
    assert_eq!(records[3]["note"], format!("cut a torn record of 5 bytes, saved as {torn}"));
    assert_eq!(context.run(&["verify"]).code, 0);
}

#[test]
fn a_writer_that_died_before_its_rename_is_made_up_for_at_once() {
    let context = context();
    let before = context.document();
    context.run(&["set", "n", "4"]).done();
    context.write(".context.json.tmp", context.document());
    context.write("context.json", before);
    let told = |word: &str| {
        format!(
            "damaged: context.json is not yet revision 4: its writer died\n\
             {word}: replace it by revision 4, from context.json.audit.jsonl, as the next change would\n"
        )
    };
    let explained = context.run(&["repair"]);
    assert_eq!((explained.code, explained.stdout), (1, told("repair ")));
    context.run(&["repair", "--yes"]).prints(&told("done   "));
    assert_eq!(context.document(), "{\n  \"n\": 4\n}\n");
    assert_eq!(context.files(), ["context.json", "context.json.audit.jsonl", "context.json.lock"]);
}

#[test]
fn an_edit_without_ctx_is_no_damage() {
    let context = context();
    context.write("context.json", "{\"n\": 7}");
    context.run(&["repair", "--yes"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    assert_eq!((context.document(), context.records().len()), ("{\"n\": 7}".to_owned(), 3));
}
