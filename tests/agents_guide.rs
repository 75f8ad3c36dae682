//! The guide for agents is run as it stands, from an empty directory to the end: scripted stand-ins take the place of
//! the clients, and what each script prints is compared whole. The scripts of the terminals run at the same time.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::{Answer, CTX, Need, answer, missing};

const GUIDE: &str = include_str!("../docs/agents.md");

/// The stand-ins, by the name of the program.
const STAND_INS: [(&str, &str); 2] =
    [("agent", include_str!("agents_guide/agent")), ("claude", include_str!("agents_guide/claude"))];

/// A script of the guide.
struct Step {
    heading: &'static str,
    script: &'static str,
    printed: &'static str,
    /// It is that of a terminal beside others.
    is_terminal: bool,
}

/// The scripts in their order. One that prints nothing has no second block.
fn steps() -> Vec<Step> {
    let (mut steps, mut heading, mut rest) = (Vec::new(), "", GUIDE);
    while let Some((line, behind)) = rest.split_once('\n') {
        rest = behind;
        if line.starts_with("## ") || line.starts_with("###") {
            heading = line;
        } else if line == "```sh" {
            let (script, behind) = rest.split_once("```\n").expect("the block ends");
            let printed = behind.strip_prefix("\n```text\n").and_then(|block| block.split_once("```\n"));
            let (printed, behind) = printed.unwrap_or(("", behind));
            steps.push(Step { heading, script, printed, is_terminal: heading.starts_with("#### ") });
            rest = behind;
        }
    }
    steps
}

/// A home, a directory for the work, and one with the programs.
struct Place {
    directory: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { directory: TempDir::new().unwrap() };
        for name in ["home", "work", "bin"] {
            std::fs::create_dir(place.path(name)).unwrap();
        }
        for (name, text) in STAND_INS {
            let file = place.path("bin").join(name);
            std::fs::write(&file, text).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Runs a script as a reader of the guide would.
    fn run(&self, script: &str) -> Answer {
        let ctx = Path::new(CTX).parent().unwrap().display();
        let path = format!("{}:{ctx}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("sh");
        command.args(["-eu", "-c", script]).current_dir(self.path("work")).stdin(Stdio::null());
        command.env_clear().env("PATH", path).env("USER", "you").env("HOME", self.path("home"));
        // git would leave a process behind, which `ctx lease run` stops and says so.
        let quiet = [("COUNT", "2"), ("KEY_0", "gc.auto"), ("VALUE_0", "0"), ("KEY_1", "maintenance.auto")];
        command.envs(quiet.map(|(name, value)| (format!("GIT_CONFIG_{name}"), value)));
        command.env("GIT_CONFIG_VALUE_1", "false");
        answer(command)
    }
}

#[test]
fn five_agents_come_from_nothing_to_a_merged_result_as_the_guide_says() {
    if missing(&[Need::Program("git"), Need::Program("jq"), Need::Program("flock")]) || cfg!(not(feature = "mcp")) {
        return;
    }
    let (place, steps) = (Place::new(), steps());
    assert_eq!(steps.iter().filter(|step| step.is_terminal).count(), 5);
    let as_the_guide_says = |step: &Step, answer: Answer| {
        let expected = Answer { code: 0, stdout: step.printed.to_owned(), stderr: String::new() };
        assert_eq!(answer, expected, "{}", step.heading);
    };
    for group in steps.chunk_by(|one, next| one.is_terminal && next.is_terminal) {
        std::thread::scope(|scope| {
            let running: Vec<_> = group.iter().map(|step| scope.spawn(|| place.run(step.script))).collect();
            let answers: Vec<Answer> = running.into_iter().map(|thread| thread.join().unwrap()).collect();
            group.iter().zip(answers).for_each(|(step, answer)| as_the_guide_says(step, answer));
        });
    }
}
