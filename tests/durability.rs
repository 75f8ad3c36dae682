use std::process::Command;

use crate::support::{CTX, Context, Need, missing};

/// How many calls of fsync(2) and fdatasync(2) a command makes.
fn flushes(context: &Context, arguments: &[&str]) -> usize {
    let trace = context.path("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=fsync,fdatasync", "-o"]).arg(&trace).arg(CTX).args(["-c", "context.json"]);
    let output = command.args(arguments).current_dir(context.directory()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let traced = context.read("trace");
    context.remove("trace");
    traced.lines().filter(|line| line.contains("sync(")).count()
}

#[test]
fn each_durability_flushes_as_often_as_it_promises() {
    if missing(&[Need::Tracing]) {
        return;
    }
    for (level, first, later) in [("full", 3, 2), ("log", 2, 1), ("fast", 0, 0)] {
        let context = Context::empty();
        let found = flushes(&context, &["--durability", level, "set", "a", "1"]);
        assert_eq!(found, first, "{level}, the first commit, which flushes the directory too");
        assert_eq!(flushes(&context, &["--durability", level, "set", "a", "2"]), later, "{level}");
        assert_eq!(flushes(&context, &["get", "a"]), 0, "{level}, reading");
        assert_eq!(context.records()[1]["durability"], level);
    }
}
