use std::path::Path;
use std::process::Command;

use crate::support::{CTX, answer};

#[test]
fn two_agents_and_a_ci_step_work_together_through_one_file() {
    let binaries = Path::new(CTX).parent().unwrap().display();
    let mut command = Command::new("sh");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pipeline.sh"));
    command.env_clear().env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap()));
    answer(command).prints(
        "== fetcher: data and signal in one revision\n\
         1\n\
         == parser: take the next one, merge the result, complete\n  \
           \"summary\": \"parse the pages\",\n\
         [\n  \"a.html\",\n  \"b.html\"\n]\n\
         == continuous integration: what is missing fails the step\n\
         {\n  \"a.html\": 3,\n  \"b.html\": 4\n}\n\
         no report yet: exit code 1\n\
         log and document agree\n",
    );
}
