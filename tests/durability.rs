use std::process::Command;

use crate::support::{CTX, Context};

/// How many calls of fsync(2) and fdatasync(2) a command makes; `None` without strace(1).
fn flushes(context: &Context, arguments: &[&str]) -> Option<usize> {
    let trace = context.path("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=fsync,fdatasync", "-o"]).arg(&trace).arg(CTX).args(["-f", "context.json"]);
    let output = command.args(arguments).current_dir(context.directory()).output().ok()?;
    assert!(output.status.success(), "{output:?}");
    let traced = context.read("trace");
    context.remove("trace");
    Some(traced.lines().filter(|line| line.contains("sync(")).count())
}

#[test]
fn each_durability_flushes_as_often_as_it_promises() {
    for (level, first, later) in [("full", 3, 2), ("log", 2, 1), ("fast", 0, 0)] {
        let context = Context::empty();
        let Some(found) = flushes(&context, &["--durability", level, "set", "a", "1"]) else {
            eprintln!("skipped: strace is not installed");
            return;
        };
        assert_eq!(found, first, "{level}, the first commit, which flushes the directory too");
        assert_eq!(flushes(&context, &["--durability", level, "set", "a", "2"]), Some(later), "{level}");
        assert_eq!(flushes(&context, &["--durability", level, "get", "a"]), Some(0), "{level}, reading");
        assert_eq!(context.records()[1]["durability"], level);
    }
}
