//! Real file systems, as root: images of ext4 and xfs that are copied while
//! writers are at work, which is what a power cut leaves, and disks that fill up.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::needs::{self, Need};
use crate::report::{Extent, Row};
use crate::witness::records;

const CTX: &str = env!("CARGO_BIN_EXE_ctx");
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";
const WRITERS: usize = 4;

pub fn prove(extent: Extent) -> Vec<Row> {
    let mut rows = Vec::new();
    for (system, mkfs) in [("ext4", "mkfs.ext4"), ("xfs", "mkfs.xfs")] {
        let kind = format!("an image of {system} was copied under {WRITERS} writers");
        if let Some(why) = needs::lack(&[Need::MountsOfRoot, Need::Program(mkfs)]) {
            rows.push(Row::skipped(kind, why));
            continue;
        }
        let mut row = Row::new(kind);
        for durability in ["full", "log"] {
            if let Err(why) = copies(&mut row, system, durability, extent.pick(3, 20)) {
                row = Row::skipped(row.kind, why);
                break;
            }
        }
        rows.push(row);
    }
    let full: [(&str, Fill, &[Need]); 2] = [
        ("a file system of 2 MB was full", ext4_of_2_mb, &[Need::MountsOfRoot, Need::Program("mkfs.ext4")]),
        ("a tmpfs of 64 KiB was full", tmpfs_of_64_kib, &[Need::MountsOfRoot]),
    ];
    for (kind, fill, needs) in full {
        if let Some(why) = needs::lack(needs) {
            rows.push(Row::skipped(kind, why));
            continue;
        }
        let mut row = Row::new(kind);
        if let Err(why) = fill().and_then(|mounted| full_disk(&mut row, &mounted)) {
            row = Row::skipped(kind, why);
        }
        rows.push(row);
    }
    rows
}

type Fill = fn() -> Result<Mounted, String>;

/// A mounted file system; unmounted when dropped.
struct Mounted {
    directory: TempDir,
    /// The image that it is on, if it is on one.
    image: Option<PathBuf>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(command("umount", &["-l", self.at().to_str().unwrap_or_default()]));
    }
}

fn command(program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).output().map_err(|e| format!("{program}: {e}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{program}: {}", said.lines().next().unwrap_or("failed")))
    }
}

impl Mounted {
    fn at(&self) -> PathBuf {
        self.directory.path().join("mounted")
    }

    fn mount(arguments: &[&str], directory: TempDir, image: Option<PathBuf>) -> Result<Self, String> {
        let at = directory.path().join("mounted");
        std::fs::create_dir(&at).map_err(|e| e.to_string())?;
        command("mount", &[arguments, &[at.to_str().unwrap_or_default()]].concat())?;
        Ok(Self { directory, image })
    }

    /// A new file system on an image of so many MB.
    fn new(system: &str, size: u64) -> Result<Self, String> {
        let directory = TempDir::new().map_err(|e| e.to_string())?;
        let image = directory.path().join("image");
        let file = std::fs::File::create(&image).map_err(|e| e.to_string())?;
        file.set_len(size * 1024 * 1024).map_err(|e| e.to_string())?;
        let path = image.to_str().unwrap_or_default().to_owned();
        command(&format!("mkfs.{system}"), &["-q", &path])?;
        Self::mount(&["-o", "loop", &path], directory, Some(image))
    }

    /// What there is now if the power is cut: the image without what is only in memory.
    fn copy(&self, system: &str) -> Result<Self, String> {
        let directory = TempDir::new().map_err(|e| e.to_string())?;
        let image = directory.path().join("image");
        let (from, to) = (self.image.clone().unwrap_or_default(), image.to_str().unwrap_or_default().to_owned());
        command("cp", &["--sparse=always", from.to_str().unwrap_or_default(), &to])?;
        // Two file systems with one identity are mounted at once.
        let options = if system == "xfs" { "loop,nouuid" } else { "loop" };
        Self::mount(&["-o", options, &to], directory, Some(image))
    }

    fn ctx(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(CTX);
        let document = self.at().join("context.json");
        command.env_clear().env("USER", "tester").arg("-c").arg(document).args(arguments);
        command
    }

    /// The same after a boot: another boot id lies over the system's.
    fn after_a_boot(&self, arguments: &[&str]) -> Result<String, String> {
        let boot_id = self.directory.path().join("boot-id");
        std::fs::write(&boot_id, "00000000-0000-4000-8000-000000000000\n").map_err(|e| e.to_string())?;
        let script = format!("mount --bind \"$0\" {BOOT_ID} && exec \"$@\"");
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", &script]).arg(&boot_id).arg(CTX).arg("-c").arg(self.at().join("context.json"));
        let output = command.args(arguments).output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(format!("`ctx {}` after the power cut: {said}", arguments.join(" ")))
        }
    }

    fn records(&self) -> Vec<Value> {
        records(&std::fs::read(self.at().join("context.json.audit.jsonl")).unwrap_or_default())
    }
}

/// The writers: which processes run, and what each had acknowledged last.
#[derive(Default)]
struct Writers {
    running: [Option<Child>; WRITERS],
    acknowledged: [u64; WRITERS],
    over: bool,
}

#[derive(Default)]
struct Shared {
    writers: Mutex<Writers>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Writers> {
        self.writers.lock().unwrap()
    }
}

fn signal_all(writers: &Writers, signal: Signal) {
    for child in writers.running.iter().flatten() {
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        // One that has ended meanwhile needs no signal.
        let _ = pid.map(|pid| kill_process(pid, signal));
    }
}

/// Copies the image again and again while writers count, and looks at each copy.
fn copies(row: &mut Row, system: &str, durability: &'static str, count: usize) -> Result<(), String> {
    let mounted = Arc::new(Mounted::new(system, if system == "xfs" { 300 } else { 16 })?);
    let writers = Arc::new(Shared::default());
    let threads: Vec<_> = (0..WRITERS)
        .map(|n| {
            let (mounted, writers) = (mounted.clone(), writers.clone());
            std::thread::spawn(move || count_up(&mounted, &writers, n, durability))
        })
        .collect();
    let mut result = Ok(());
    for n in 1..=count {
        // Each copy is of another time: so many more are acknowledged first.
        let enough = u64::try_from(n * 60).unwrap();
        let (copy, acknowledged) = {
            let few = |writers: &mut Writers| !writers.over && writers.acknowledged.iter().sum::<u64>() < enough;
            let guard = writers.changed.wait_while(writers.lock(), few).unwrap();
            signal_all(&guard, Signal::STOP);
            let copy = mounted.copy(system);
            signal_all(&guard, Signal::CONT);
            (copy, guard.acknowledged)
        };
        match copy {
            Ok(copy) => row.count(look_at(&copy, acknowledged, durability)),
            Err(why) => result = Err(why),
        }
    }
    writers.lock().over = true;
    for thread in threads {
        row.violations.extend(thread.join().unwrap().err());
    }
    result
}

/// One writer: command after command, until it is told that it is over.
fn count_up(mounted: &Mounted, writers: &Shared, n: usize, durability: &str) -> Result<(), String> {
    let name = format!("w{n}");
    loop {
        let mut output = {
            let mut guard = writers.lock();
            if guard.over {
                return Ok(());
            }
            let mut command = mounted.ctx(&["--wait", "60s", "--durability", durability, "incr", &name]);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|e| e.to_string())?;
            let output = (child.stdout.take(), child.stderr.take());
            guard.running[n] = Some(child);
            output
        };
        let (printed, said) = (text_of(output.0.take()), text_of(output.1.take()));
        let mut guard = writers.lock();
        let status = guard.running[n].take().expect("it was put there").wait().map_err(|e| e.to_string())?;
        match printed.trim().parse() {
            Ok(number) if status.success() => {
                guard.acknowledged[n] = number;
                writers.changed.notify_all();
            }
            _ => {
                guard.over = true;
                writers.changed.notify_all();
                return Err(format!("a writer failed: {status}: {said}"));
            }
        }
    }
}

fn text_of(pipe: Option<impl std::io::Read>) -> String {
    pipe.and_then(|pipe| std::io::read_to_string(pipe).ok()).unwrap_or_default()
}

/// What was acknowledged before the copy is in it.
fn look_at(copy: &Mounted, acknowledged: [u64; WRITERS], durability: &str) -> Result<(), String> {
    if durability == "full" {
        let raw = std::fs::read(copy.at().join("context.json")).unwrap_or_default();
        serde_json::from_slice::<Value>(&raw).map_err(|e| format!("the document is not whole: {e}"))?;
    }
    for (n, least) in acknowledged.iter().enumerate() {
        let found = copy.after_a_boot(&["get", &format!("w{n}"), "--default", "0"])?;
        if found.trim().parse::<u64>().unwrap_or_default() < *least {
            return Err(format!("{least} was acknowledged to writer {n}, and {} is read", found.trim()));
        }
    }
    copy.after_a_boot(&["set", "probe", "1"])?;
    copy.after_a_boot(&["verify"])?;
    let strange = |record: &Value| matches!(record["op"].as_str(), Some("external" | "gap" | "import"));
    match copy.records().into_iter().find(strange) {
        Some(record) => Err(format!("nobody edited the document, but the log says {}", record["op"])),
        None => Ok(()),
    }
}

fn ext4_of_2_mb() -> Result<Mounted, String> {
    Mounted::new("ext4", 2)
}

fn tmpfs_of_64_kib() -> Result<Mounted, String> {
    let directory = TempDir::new().map_err(|e| e.to_string())?;
    Mounted::mount(&["-t", "tmpfs", "-o", "size=64k", "tmpfs"], directory, None)
}

/// Writes until the disk is full, and some more; then makes room.
fn full_disk(row: &mut Row, mounted: &Mounted) -> Result<(), String> {
    let ballast = mounted.at().join("ballast");
    std::fs::write(&ballast, vec![b'x'; 24 * 1024]).map_err(|e| e.to_string())?;
    let text = "0123456789".repeat(100);
    let (mut there, mut refused) = (Vec::new(), 0);
    while refused < 20 && there.len() < 5000 {
        let key = format!("k{}", there.len() + refused);
        let output = mounted.ctx(&["set", &key, &text]).output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        row.count(match output.status.code() {
            Some(0) => {
                there.push(key);
                Ok(())
            }
            Some(6) if said.contains("; not committed") => {
                refused += 1;
                Ok(())
            }
            code => {
                refused += 1;
                Err(format!("`set {key}` on a full disk ended with {code:?}: {said}"))
            }
        });
        row.violations.extend(is_whole(&mounted.at(), &there).err());
    }
    if refused == 0 {
        row.violations.push("the disk never became full".to_owned());
    }
    std::fs::remove_file(ballast).map_err(|e| e.to_string())?;
    for arguments in [&["set", "probe", "1"][..], &["verify"]] {
        let output = mounted.ctx(arguments).output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr);
        row.count(if output.status.success() { Ok(()) } else { Err(format!("when there is room again: {said}")) });
    }
    Ok(())
}

fn is_whole(directory: &Path, keys: &[String]) -> Result<(), String> {
    let raw = std::fs::read(directory.join("context.json")).unwrap_or_default();
    if raw.is_empty() && keys.is_empty() {
        return Ok(());
    }
    let document: Value = serde_json::from_slice(&raw).map_err(|e| format!("the document is not whole: {e}"))?;
    let there = document.as_object().map_or(0, serde_json::Map::len);
    if there == keys.len() { Ok(()) } else { Err(format!("{} were acknowledged, and {there} are there", keys.len())) }
}
