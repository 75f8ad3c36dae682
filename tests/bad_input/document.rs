//! Documents that are links, mounts, or no files.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::refused;
use crate::support::{CTX, Context, Need, answer, missing};

#[test]
fn a_document_that_is_no_file_is_refused() {
    let directory = Context::empty();
    std::fs::create_dir(directory.path("context.json")).unwrap();
    let fifo = Context::empty();
    assert!(Command::new("mkfifo").arg(fifo.path("context.json")).status().unwrap().success());
    let socket = Context::empty();
    let _listener = UnixListener::bind(socket.path("context.json")).unwrap();
    let device = Context::empty();
    symlink("/dev/null", device.path("context.json")).unwrap();
    let look = |what: &str, name: &str| {
        format!(
            "{what}, not a regular file\nhint: look at it: ls -l {name}; and name a file (-c PATH), or move it away"
        )
    };
    for (context, name, what) in [
        (
            directory,
            "context.json",
            "a directory, not a regular file\nhint: name the file in it: context.json/context.json",
        ),
        (fifo, "context.json", &look("a FIFO", "context.json")),
        (socket, "context.json", &look("a device or socket", "context.json")),
        (device, "/dev/null", &look("a device or socket", "/dev/null")),
    ] {
        let why = format!("ctx: could not use {name}: it is {what}\n");
        for arguments in [&["set", "a", "1"][..], &["get", "a"], &["--no-lock", "get"], &["verify"], &["status"]] {
            refused(&context, || context.run(arguments), 7, &why);
        }
        assert_eq!(context.files(), ["context.json"]);
    }
}

#[test]
fn a_document_that_is_a_link_stays_one_and_its_sidecars_stand_beside_its_target() {
    let context = Context::empty();
    std::fs::create_dir(context.path("real")).unwrap();
    context.write("real/state.json", "{\"a\":1}");
    symlink("real/state.json", context.path("second")).unwrap();
    symlink("second", context.path("context.json")).unwrap();
    context.run(&["set", "b", "2"]).done();
    context.run(&["get", "a", "b"]).prints("1\n2\n");
    assert_eq!(context.files(), ["context.json", "real", "second"]);
    let mut beside: Vec<_> =
        std::fs::read_dir(context.path("real")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["state.json", "state.json.audit.jsonl", "state.json.lock"]);
    assert_eq!(context.read("real/state.json"), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    assert_eq!(std::fs::read_link(context.path("context.json")).unwrap(), std::path::Path::new("second"));
}

#[test]
fn a_link_that_leads_to_nothing_is_refused_and_kept() {
    let context = Context::empty();
    symlink("nothing", context.path("context.json")).unwrap();
    let why = "ctx: could not follow the link context.json: No such file or directory (os error 2)\n\
               hint: see where it leads: ls -l context.json; and mend it, or remove it: rm context.json\n";
    refused(&context, || context.run(&["set", "b", "2"]), 6, why);
    refused(&context, || context.run(&["get"]), 6, why);
    assert_eq!(context.files(), ["context.json"]);
}

#[test]
fn a_link_that_leads_to_itself_is_told_as_what_it_is() {
    let context = Context::empty();
    symlink("second", context.path("context.json")).unwrap();
    symlink("context.json", context.path("second")).unwrap();
    let why = "ctx: could not follow the link context.json: Too many levels of symbolic links (os error 40)\n\
               hint: see where it leads: ls -l context.json; and mend it, or remove it: rm context.json\n";
    refused(&context, || context.run(&["set", "b", "2"]), 7, why);
    refused(&context, || context.run(&["get"]), 7, why);
}

#[test]
fn a_document_that_is_mounted_by_itself_is_refused_with_advice() {
    if missing(&[Need::Mounts]) {
        return;
    }
    let context = Context::holding("{}");
    let script = "touch m; mount --bind context.json m; \"$CTX\" -c m set a 1";
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", script]).current_dir(context.directory()).env("CTX", CTX);
    answer(command).fails(
        7,
        "ctx: could not set a in m: could not use m: it is mounted by itself, so it cannot be replaced atomically\n\
         hint: mount the directory that holds it instead\n",
    );
    assert_eq!(context.document(), "{}");
}
