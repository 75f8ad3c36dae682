use std::process::{Child, Stdio};

use crate::support::Context;

fn spawn_all(context: &Context, arguments: &[&str], processes: usize) -> Vec<Child> {
    let spawn = |worker: usize| {
        let mut command = context.command(arguments);
        command.env("CTX_AGENT", format!("worker-{worker}")).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    (0..processes).map(spawn).collect()
}

#[test]
fn of_400_increments_by_8_processes_every_one_is_kept_and_attributed() {
    let context = Context::empty();
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let context = &context;
            scope.spawn(move || {
                for _ in 0..50 {
                    assert_eq!(context.run_as(&format!("worker-{worker}"), &["--wait", "60s", "incr", "n"]).code, 0);
                }
            });
        }
    });
    context.run(&["get", "n"]).prints("400\n");
    let records = context.records();
    for worker in 0..8 {
        let name = format!("worker-{worker}");
        assert_eq!(records.iter().filter(|r| r["agent"] == *name && r["op"] == "incr").count(), 50, "{name}");
    }
    assert_eq!(records.len(), 400);
    context.run(&["verify"]).done();
}

#[test]
fn the_same_claim_by_16_processes_is_won_by_exactly_one() {
    let context = Context::empty();
    let children = spawn_all(&context, &["set", "owner", "me", "--if-absent"], 16);
    let mut codes: Vec<i32> =
        children.into_iter().map(|c| c.wait_with_output().unwrap().status.code().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [vec![0], vec![3; 15]].concat());
}

#[test]
fn writers_that_are_killed_leave_a_whole_document_and_lose_nothing_acknowledged() {
    let context = Context::with(r#"{"n":0}"#);
    let mut acknowledged = 0;
    for round in 0..40_u64 {
        let mut children = spawn_all(&context, &["incr", "n"], 4);
        // Not a synchronisation: where the kill falls is meant to differ from round to round.
        for _ in 0..round * 2_000 {
            std::hint::spin_loop();
        }
        for child in children.iter_mut().take(2) {
            drop(child.kill());
        }
        acknowledged += children.into_iter().map(|mut c| u64::from(c.wait().unwrap().success())).sum::<u64>();
        serde_json::from_str::<serde_json::Value>(&context.document()).unwrap();
    }
    let kept: u64 = context.run(&["-q", "get", "n"]).stdout.trim().parse().unwrap();
    assert!((acknowledged..=160).contains(&kept), "kept {kept}, acknowledged {acknowledged}");
    context.run(&["-q", "incr", "n"]).prints(&format!("{}\n", kept + 1));
    context.run(&["verify"]).done();
    assert!(context.ops().iter().all(|op| op == "merge" || op == "incr"), "{:?}", context.ops());
}

#[test]
fn readers_always_see_a_whole_document_while_it_is_written() {
    let context = Context::with(r#"{"a":0,"b":0}"#);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for i in 1..=60 {
                context.run(&["-q", "--wait", "60s", "set", &format!("a={i}"), &format!("b={i}")]).done();
            }
        });
        while !writer.is_finished() {
            let answer = context.run(&["-q", "--wait", "60s", "get", "a", "b"]).done();
            let (a, b) = answer.trim().split_once('\n').unwrap();
            assert_eq!(a, b);
            serde_json::from_str::<serde_json::Value>(&context.document()).unwrap();
        }
    });
}
