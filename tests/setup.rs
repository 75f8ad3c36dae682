//! `ctx setup`: what it prints for each client, and what it leaves as it is.

mod clients;
mod files;
mod hostile;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Answer, CTX, Context, answer};

/// A project and a home directory.
struct Machine {
    directory: TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { directory: TempDir::new().unwrap() };
        std::fs::create_dir_all(machine.project().join(".git")).unwrap();
        std::fs::create_dir(machine.home()).unwrap();
        machine
    }

    fn top(&self) -> PathBuf {
        self.directory.path().canonicalize().unwrap()
    }

    fn project(&self) -> PathBuf {
        self.top().join("project")
    }

    fn home(&self) -> PathBuf {
        self.top().join("home")
    }

    /// `ctx setup WORDS` in the project; ctx is in `PATH`.
    fn command(&self, words: &str) -> Command {
        let mut command = Context::bare(&self.project());
        command.arg("setup").args(words.split(' ')).env("HOME", self.home());
        command.env("PATH", Path::new(CTX).parent().unwrap());
        command
    }

    /// The same, with TOP for the directory of both.
    fn setup(&self, words: &str) -> Answer {
        self.named(answer(self.command(words)))
    }

    fn named(&self, mut answer: Answer) -> Answer {
        for text in [&mut answer.stdout, &mut answer.stderr] {
            *text = text.replace(self.top().to_str().unwrap(), "TOP");
        }
        answer
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.top().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.top().join(file)).unwrap()
    }

    /// Every file and directory with what is in it, and its mode.
    fn all(&self) -> BTreeMap<String, (u32, String)> {
        let mut all = BTreeMap::new();
        collect(&self.top(), &mut |path, mode, text| {
            let name = path.strip_prefix(self.top()).unwrap().to_str().unwrap().to_owned();
            all.insert(name, (mode, text));
        });
        all
    }
}

fn collect(directory: &Path, visit: &mut dyn FnMut(&Path, u32, String)) {
    for entry in std::fs::read_dir(directory).unwrap().map(Result::unwrap) {
        let (path, mode) = (entry.path(), entry.metadata().unwrap().mode());
        if path.is_symlink() {
            visit(&path, mode, std::fs::read_link(&path).unwrap().display().to_string());
        } else if path.is_dir() {
            visit(&path, mode, String::new());
            collect(&path, visit);
        } else {
            // Not what is no file: reading might never end. Nor all of one that is long.
            let is_short = path.is_file() && entry.metadata().unwrap().len() < 1 << 20;
            let bytes = if is_short { std::fs::read(&path).unwrap() } else { Vec::new() };
            visit(&path, mode, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}
