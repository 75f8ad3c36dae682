//! The library beside what it cannot be faster than: `cargo bench --bench library`.
//!
//! For numbers of the static build: `--target x86_64-unknown-linux-musl`.

#![allow(clippy::disallowed_methods, reason = "it measures what the system's calls take")]

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use ctxfile::{Context, Durability};

/// How often each is measured; the best counts, since others use the machine too.
const ROUNDS: u32 = 20;

#[global_allocator]
#[cfg(target_env = "musl")]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> Result<(), Box<dyn Error>> {
    // On a disk: the temporary directory may be in memory, where a flush costs nothing.
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join(format!("bench-{}", std::process::id()));
    fs::create_dir_all(&directory)?;
    let measured = measure(&directory);
    fs::remove_dir_all(&directory)?;
    measured
}

fn measure(directory: &Path) -> Result<(), Box<dyn Error>> {
    let path = directory.join("context.json");
    let context = Context::options().agent("bench").open(&path)?;
    let values: serde_json::Map<_, _> =
        (0..60).map(|n| (format!("key{n:02}"), "a value of some length".into())).collect();
    context.merge(".", values)?;
    context.set("jobs.build.status", "running")?;
    let file = File::open(&path)?;
    let size = file.metadata()?.len();
    let mut out = io::stdout();
    writeln!(out, "a document of {size} bytes, best of {ROUNDS}")?;
    let look = best(10_000, || file.metadata().map(drop))?;
    let get = best(10_000, || context.get("jobs.build.status").map(drop))?;
    let snapshot = context.read()?;
    let held = best(10_000, || snapshot.get("jobs.build.status").map(drop))?;
    let read = best(200, || context.read().map(drop))?;
    row(&mut out, "one fstat(2)", look, look)?;
    row(&mut out, "get", get, look)?;
    row(&mut out, "get of a snapshot", held, look)?;
    row(&mut out, "read", read, look)?;
    let flushes = best(20, || flushes(directory, size))?;
    let mut n = 0;
    let mut set = |context: &Context| {
        n += 1;
        context.set("jobs.build.attempt", n).map(drop)
    };
    let full = best(20, || set(&context))?;
    let fast = Context::options().agent("bench").durability(Durability::Fast).open(&path)?;
    let without = best(200, || set(&fast))?;
    row(&mut out, "write, flush, append, flush, rename", flushes, flushes)?;
    row(&mut out, "set", full, flushes)?;
    row(&mut out, "set without flushes", without, flushes)?;
    Ok(())
}

/// What no `set` can be without: a new file and a record, both flushed.
fn flushes(directory: &Path, size: u64) -> io::Result<()> {
    let (new, log) = (directory.join("new"), directory.join("log"));
    let text = vec![b' '; usize::try_from(size).unwrap_or(usize::MAX)];
    let record = vec![b' '; 600];
    let mut file = File::create(&new)?;
    file.write_all(&text)?;
    file.sync_data()?;
    let mut log = OpenOptions::new().append(true).create(true).open(log)?;
    log.write_all(&record)?;
    log.sync_data()?;
    fs::rename(new, directory.join("published"))
}

/// The time of one call, of so many.
fn best<E>(calls: u32, mut call: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for _ in 0..calls {
            call()?;
        }
        best = best.min(begun.elapsed() / calls);
    }
    Ok(best)
}

fn row(out: &mut impl io::Write, name: &str, time: Duration, beside: Duration) -> io::Result<()> {
    let ratio = time.as_secs_f64() / beside.as_secs_f64();
    writeln!(out, "{name:<36} {:>10.3} us {ratio:>8.2} x", time.as_secs_f64() * 1e6)
}
