//! Two workers in one process count in one document, and a third looks on.
//!
//! ```sh
//! cargo run --example workers -- /tmp/workers.json 100
//! ```

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use ctxfile::{Context, Durability};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let path = arguments.next().ok_or("usage: workers FILE [COUNT]")?;
    let count = arguments.next().map_or(Ok(100), |text| text.to_string_lossy().parse())?;
    run(Path::new(&path), count, &mut io::stdout())
}

/// Adds `count` twice, and prints what came of it.
///
/// # Errors
/// Fails if the context cannot be opened, read or written.
pub fn run(path: &Path, count: u64, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let context = Arc::new(Context::options().agent("workers").durability(Durability::Fast).open(path)?);
    let before = context.read()?.revision();
    let workers = [1, 2].map(|_| {
        let context = Arc::clone(&context);
        thread::spawn(move || (0..count).try_for_each(|_| add_one(&context)))
    });
    for worker in workers {
        worker.join().map_err(|_| "a worker panicked")??;
    }
    let done = context.get("done")?.unwrap_or_default();
    writeln!(out, "{done} done, {} records", context.entries(before)?.len())?;
    Ok(())
}

fn add_one(context: &Context) -> ctxfile::Result<()> {
    context.update(|draft| {
        let held = draft.get("done")?.and_then(|held| held.as_u64()).unwrap_or_default();
        draft.set("done", held + 1)
    })
}
