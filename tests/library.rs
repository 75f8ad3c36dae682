//! The library, as another program uses it.

use std::sync::Arc;
use std::time::Duration;

use ctxfile::{Context as Shared, Durability, ErrorKind, Revision};
use serde_json::json;

use crate::support::Context;

#[path = "../examples/workers.rs"]
#[allow(dead_code, reason = "main() is not called")]
mod workers;

fn opened(context: &Context, agent: &str) -> Shared {
    let path = context.path("context.json");
    Shared::options().agent(agent).durability(Durability::Fast).open(path).unwrap()
}

#[test]
fn two_threads_that_each_add_a_thousand_lose_none() {
    let files = Context::empty();
    let shared = Arc::new(opened(&files, "planner"));
    let threads = [1, 2].map(|_| {
        let shared = Arc::clone(&shared);
        std::thread::spawn(move || {
            for _ in 0..1000 {
                let add = |draft: &mut ctxfile::Draft<'_, '_>| {
                    let held = draft.get("n")?.and_then(|n| n.as_u64()).unwrap_or_default();
                    draft.set("n", held + 1)
                };
                shared.update(add).unwrap();
                shared.get("n").unwrap().unwrap();
            }
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(shared.get("n").unwrap(), Some(json!(2000)));
    assert_eq!(shared.read().unwrap().revision(), Revision::new(2000));
    files.run(&["verify", "-q"]).done();
    files.run(&["get", "n"]).prints("2000\n");
}

#[test]
fn a_get_sees_what_any_process_published_before_it() {
    let files = Context::with(r#"{"a":1}"#);
    let shared = opened(&files, "planner");
    for n in 2..50 {
        files.run(&["set", "a", &n.to_string()]).done();
        assert_eq!(shared.get("a").unwrap(), Some(json!(n)));
    }
    // In place, without ctx, and by an editor that renames.
    files.write("context.json", "{\n  \"a\": \"edited\"\n}\n");
    assert_eq!(shared.get("a").unwrap(), Some(json!("edited")));
    files.write("other", "{\"a\": \"renamed\"}");
    std::fs::rename(files.path("other"), files.path("context.json")).unwrap();
    assert_eq!(shared.get("a").unwrap(), Some(json!("renamed")));
    std::fs::remove_file(files.path("context.json")).unwrap();
    assert!(shared.get("a").unwrap().is_some(), "the log has it");
}

#[test]
fn a_value_that_ends_by_itself_is_not_got_after_its_end() {
    let files = Context::empty();
    files.run(&["set", "a", "1", "--ttl", "300ms"]).done();
    let shared = opened(&files, "planner");
    let begun = std::time::Instant::now();
    while shared.get("a").unwrap().is_some() {
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    files.run(&["has", "a"]).fails(1, "");
}

#[test]
fn who_changed_what_is_in_the_log_as_from_the_command_line() {
    let files = Context::empty();
    let shared = opened(&files, "planner");
    shared.change().message("why").set("a.b", 1).unwrap();
    shared.merge("a", json!({"c": [1]})).unwrap();
    shared
        .update(|draft| {
            draft.append("a.c", 2)?;
            draft.remove("a.b")
        })
        .unwrap();
    assert_eq!(files.ops(), ["set", "merge", "update"]);
    let entries = shared.entries(Revision::START).unwrap();
    assert_eq!((entries[0].agent(), entries[0].message()), ("planner", Some("why")));
    assert_eq!(files.document(), "{\n  \"a\": {\n    \"c\": [\n      1,\n      2\n    ]\n  }\n}\n");
    files.run(&["undo", "3", "-q"]).done();
    assert_eq!(shared.get("a.b").unwrap(), Some(json!(1)));
}

#[test]
fn a_condition_that_fails_is_a_conflict_and_nothing_is_written() {
    let files = Context::with(r#"{"a":1}"#);
    let shared = opened(&files, "planner");
    let before = files.log();
    let refused = [
        shared.change().if_revision(Revision::new(9)).set("a", 2),
        shared.change().if_absent("a").set("a", 2),
        shared.change().if_exists("b").set("a", 2),
        shared.change().if_value("a", "1").set("a", 2),
        shared.change().if_unchanged_since("a", Revision::START).set("a", 2),
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Conflict);
    }
    let own = shared.update(|draft| {
        draft.set("a", 2)?;
        Err::<(), _>(ctxfile::Error::new(ErrorKind::Refused, "not today"))
    });
    let own = own.unwrap_err();
    let told = format!("could not update the document in {}: not today", files.path("context.json").display());
    assert_eq!((own.kind(), own.to_string()), (ErrorKind::Refused, told));
    assert_eq!(files.log(), before);
    assert_eq!(shared.change().if_value("a", 1).set("a", 2).unwrap(), Revision::new(2));
}

#[test]
fn what_the_command_line_refuses_the_library_refuses() {
    let files = Context::empty();
    let shared = opened(&files, "planner");
    let kind = |result: ctxfile::Result<Revision>| result.unwrap_err().kind();
    assert_eq!(kind(shared.set("a..b", 1)), ErrorKind::Usage);
    assert_eq!(kind(shared.set("_ctx.tasks", json!({}))), ErrorKind::Refused);
    assert_eq!(kind(shared.merge(".", 1)), ErrorKind::BadData);
    files.run(&["policy", "merge", "once", "once"]).done();
    shared.set("once", 1).unwrap();
    assert_eq!(kind(shared.set("once", 2)), ErrorKind::Conflict);
    shared.change().force().set("once", 2).unwrap();
    let unnamed = Shared::options().agent("no name").open(files.path("context.json"));
    assert_eq!(unnamed.err().map(|error| error.kind()), Some(ErrorKind::Usage));
}

#[test]
fn a_watch_gives_what_was_missed_and_what_follows() {
    let files = Context::empty();
    let (shared, other) = (opened(&files, "planner"), opened(&files, "coder"));
    shared.set("a", 1).unwrap();
    std::thread::scope(|scope| {
        let seen = scope.spawn(|| {
            let entries = shared.watch(Revision::START).take(2).map(|entry| entry.unwrap().agent().to_owned());
            entries.collect::<Vec<_>>()
        });
        other.set("a", 2).unwrap();
        assert_eq!(seen.join().unwrap(), ["planner", "coder"]);
    });
    let mut watch = shared.watch(Revision::new(2));
    assert!(watch.next_within(Duration::from_millis(10)).unwrap().is_none());
}

#[test]
fn the_example_counts_what_its_workers_did() {
    let files = Context::empty();
    let mut said = Vec::new();
    workers::run(&files.path("context.json"), 50, &mut said).unwrap();
    assert_eq!(String::from_utf8(said).unwrap(), "100 done, 100 records\n");
    assert!(files.records().iter().all(|record| record["agent"] == "workers"));
}

#[test]
fn a_snapshot_of_a_long_document_says_nothing_of_what_another_program_wrote_into_its_file() {
    let files = Context::empty();
    let shared = opened(&files, "planner");
    let text = "x".repeat(40_000);
    shared.set("text", text.as_str()).unwrap();
    shared.set("n", 1).unwrap();
    let snapshot = shared.read().unwrap();
    let path = files.path("context.json");
    let held = std::fs::read_to_string(&path).unwrap();
    shared.set("other", true).unwrap();
    assert_eq!(snapshot.get("n").unwrap(), Some(json!(1)), "a rename leaves the file as it was");
    let snapshot = shared.read().unwrap();
    let now = std::fs::read_to_string(&path).unwrap();
    assert_ne!(now, held);
    std::fs::write(&path, now.replace("\"n\": 1", "\"n\": 2")).unwrap();
    let error = snapshot.get("n").unwrap_err();
    let why = "could not read the document: another program wrote into it meanwhile";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Io, why));
    assert_eq!(shared.read().unwrap().get("n").unwrap(), Some(json!(2)));
}
