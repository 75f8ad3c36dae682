//! `ctx __complete`, which the completion scripts run: prints what the word at the cursor may become.
//!
//! It is quiet on every error, takes no lock, and writes nothing. The first line says what follows:
//! `words`, one a line with a tab and what it is, or `files`: the shell completes file names.

mod candidate;
mod document;
mod line;
mod offer;
mod scan;
mod value;

use std::ffi::OsString;
use std::io::Write;

use crate::cli::complete::candidate::{Candidate, Offer};
use crate::cli::complete::line::Line;
use crate::cli::complete::scan::Scan;
use crate::output::Output;
use crate::session::Session;
use crate::store::volume::Volume;

/// The name of the command.
pub const NAME: &str = "__complete";

/// The most words that are printed.
const MOST: usize = 2_000;

/// Prints what the word at the cursor may become. `arguments` are `ctx __complete bash LINE POINT BREAKS TYPE`, as
/// bash has them in `COMP_LINE` and so on, or another shell and the words up to the cursor, `ctx` first.
/// Always succeeds.
pub fn run(volume: Box<dyn Volume>, to: Option<Box<dyn Write>>, arguments: &[OsString]) -> u8 {
    let words: Vec<String> = arguments.iter().skip(2).map(|word| word.to_string_lossy().into_owned()).collect();
    let Some((shell, words)) = words.split_first() else { return 0 };
    let line = match shell.as_str() {
        "bash" => Line::of_bash(words),
        "powershell" => Line::of_powershell(words),
        _ => Line::of_words(words),
    };
    let scan = Scan::of(&line.before);
    let session = Session::on(volume, scan.settings.clone(), NAME.to_owned());
    let mut out = to.map_or_else(|| session.output(), Output::to);
    let text = match offer::at(&scan, &line.current, &session) {
        Offer::Files => "files\n".to_owned(),
        Offer::Words(words) => listed(&words, &line),
    };
    // A shell that has gone needs no answer.
    drop(out.bytes(text.as_bytes()).and_then(|()| out.flush()));
    0
}

fn listed(words: &[Candidate], line: &Line) -> String {
    let fits = |word: &&Candidate| word.value.starts_with(&line.current) && !word.value.contains(char::is_control);
    let fitting: Vec<_> = words.iter().filter(fits).take(MOST).collect();
    let is_single = fitting.len() == 1;
    let lines = fitting.into_iter().map(|word| line.written(&word.value, &word.about, is_single) + "\n");
    std::iter::once("words\n".to_owned()).chain(lines).collect()
}
