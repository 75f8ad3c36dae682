//! What somebody planted under the names of ctx's own files.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::{LOCK, LOG, TEMPORARY, contents, refused};
use crate::support::{Context, answer};

/// What to do about it.
fn moved_away(name: &str) -> String {
    format!("hint: look at it: ls -l {name}; and move it away: mv {name} {name}.old\n")
}

/// A document, a file that nobody may touch, and something planted under a name.
fn planted(name: &str, what: &str) -> Context {
    let context = Context::holding("{\"a\":1}");
    context.write("victim", "precious");
    match what {
        "a FIFO" => assert!(Command::new("mkfifo").arg(context.path(name)).status().unwrap().success()),
        "a link" => symlink("victim", context.path(name)).unwrap(),
        "a link to nothing" => symlink("nothing", context.path(name)).unwrap(),
        _ => std::fs::create_dir(context.path(name)).unwrap(),
    }
    context
}

#[test]
fn what_was_planted_as_the_lock_is_neither_followed_nor_waited_for() {
    let no_lock = "hint: to read without the lock: --no-lock\n";
    let away = moved_away(LOCK);
    let link = format!(
        "could not open {LOCK}: it is a symbolic link, which is not followed here\n\
         hint: look at it, and remove it: rm {LOCK}\n"
    );
    let fifo = format!("could not use {LOCK}: it is a FIFO, not a regular file\n{away}");
    let directory = format!("it is a directory, not a regular file\n{away}");
    let (read, opened) = (format!("could not use {LOCK}: {directory}"), format!("could not open {LOCK}: {directory}"));
    for (what, reading, writing) in [
        ("a FIFO", &fifo, &fifo),
        ("a link", &link, &link),
        ("a link to nothing", &link, &link),
        ("a directory", &read, &opened),
    ] {
        let context = planted(LOCK, what);
        let kind = std::fs::symlink_metadata(context.path(LOCK)).unwrap().file_type();
        for arguments in [&["get", "a"][..], &["verify"], &["status"]] {
            refused(&context, || context.run(arguments), 7, &format!("ctx: {reading}{no_lock}"));
        }
        let writing = format!("ctx: could not set a in context.json: {writing}");
        refused(&context, || context.run(&["set", "a", "2"]), 7, &writing);
        context.run(&["--no-lock", "get", "a"]).prints("1\n");
        assert_eq!(std::fs::symlink_metadata(context.path(LOCK)).unwrap().file_type(), kind);
    }
}

#[test]
fn what_was_planted_as_the_log_is_neither_followed_nor_waited_for() {
    let advice = moved_away(LOG);
    let fifo = format!("could not use {LOG}: it is a FIFO, not a regular file\n{advice}");
    let directory_read = format!("could not use {LOG}: it is a directory, not a regular file\n{advice}");
    let link = format!(
        "could not open {LOG}: it is a symbolic link, which is not followed here\n\
         hint: look at it, and remove it: rm {LOG}\n"
    );
    let directory = format!("could not open {LOG}: it is a directory, not a regular file\n{advice}");
    for (what, reading, writing) in [
        ("a FIFO", &fifo, &fifo),
        ("a link", &link, &link),
        ("a link to nothing", &link, &link),
        ("a directory", &directory_read, &directory),
    ] {
        let context = planted(LOG, what);
        for arguments in [&["get", "a"][..], &["--no-lock", "get", "a"], &["verify"], &["log"]] {
            refused(&context, || context.run(arguments), 7, &format!("ctx: {reading}"));
        }
        let writing = format!("ctx: could not set a in context.json: {writing}");
        refused(&context, || context.run(&["set", "a", "2"]), 7, &writing);
    }
}

#[test]
fn what_was_planted_as_the_temporary_file_is_replaced_and_never_followed() {
    for what in ["a FIFO", "a link", "a link to nothing"] {
        let context = planted(TEMPORARY, what);
        let before = contents(&context);
        context.run(&["get", "a"]).prints("1\n");
        assert_eq!(contents(&context), before);
        context.run(&["set", "a", "2"]).done();
        assert_eq!((context.read("victim").as_str(), context.document().as_str()), ("precious", "{\n  \"a\": 2\n}\n"));
        assert_eq!(context.files(), ["context.json", LOG, LOCK, "victim"]);
    }
    let directory = planted(TEMPORARY, "a directory");
    directory.run(&["get", "a"]).prints("1\n");
    let why = format!("could not write {TEMPORARY}: it is a directory, not a regular file; not committed");
    let why = format!("ctx: could not set a in context.json: {why}\n{}", moved_away(TEMPORARY));
    refused(&directory, || directory.run(&["set", "a", "2"]), 7, &why);
}

#[test]
fn a_directory_in_place_of_the_next_log_is_named_by_who_needs_it() {
    const NEXT: &str = ".context.json.audit.tmp";
    let context = Context::with(r#"{"a":1}"#);
    let rotating = |arguments: &[&str]| {
        let mut command = context.command(arguments);
        command.env("CTX_LOG_MAX", "1");
        answer(command)
    };
    rotating(&["set", "a", "2"]).done();
    std::fs::create_dir(context.path(NEXT)).unwrap();
    let why = format!("could not remove {NEXT}: it is a directory, not a regular file; not committed");
    let away = moved_away(NEXT);
    let compact = || context.run(&["log", "compact", "--keep", "1"]);
    refused(&context, compact, 7, &format!("ctx: could not compact the log of context.json: {why}\n{away}"));
    rotating(&["set", "a", "3"]).fails(7, &format!("ctx: could not set a in context.json: {why}\n{away}"));
}

#[test]
fn what_was_planted_where_recovery_saves_bytes_is_not_followed() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("victim", "precious");
    context.write(LOG, context.log() + "torn");
    let saved = format!("{LOG}.torn-{}", ctxfile::internals::log::digest::Digest::of(b"torn").short());
    symlink("victim", context.path(&saved)).unwrap();
    let says = format!("ctx: {LOG}: cut a torn record of 4 bytes, saved as {saved}\n");
    context.run(&["set", "a", "2"]).prints_and_says("", &says);
    assert_eq!((context.read("victim"), context.read(&saved)), ("precious".to_owned(), "torn".to_owned()));
}
