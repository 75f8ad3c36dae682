//! What the word at the cursor may be: a verb, an option, or a value.

use clap::Arg;

use crate::cli::complete::candidate::{Candidate, Offer, first_line, subverbs, verbs};
use crate::cli::complete::scan::Scan;
use crate::cli::complete::value;
use crate::session::Session;

/// Returns what the word at the cursor may be; it begins with `current`.
pub fn at(scan: &Scan, current: &str, session: &Session) -> Offer {
    if let Some(option) = &scan.awaited {
        return value::of(option, scan, current, session);
    }
    if current.starts_with('-') && !scan.is_after_dashes {
        return of_option(scan, current, session);
    }
    if scan.verb.is_empty() {
        let is_unknown = !scan.arguments.is_empty();
        return Offer::Words(if is_unknown { Vec::new() } else { verbs() });
    }
    let mut words = if scan.arguments.is_empty() { subverbs(&scan.definition) } else { Vec::new() };
    match argument(scan).map(|argument| value::of(argument, scan, current, session)) {
        Some(Offer::Files) if words.is_empty() => return Offer::Files,
        Some(Offer::Words(values)) => words.extend(values),
        // No argument is missing: what can follow is an option.
        None if words.is_empty() => words.extend(options(scan)),
        _ => {}
    }
    Offer::Words(words)
}

/// Returns the argument that comes next.
fn argument(scan: &Scan) -> Option<&Arg> {
    let mut arguments = scan.definition.get_positionals();
    let is_last = |arg: &&Arg| arg.is_last_set();
    if scan.is_after_dashes && scan.definition.get_positionals().any(Arg::is_last_set) {
        return arguments.find(is_last);
    }
    let arguments: Vec<_> = arguments.filter(|arg| !is_last(arg)).collect();
    let repeated = || arguments.last().copied().filter(|arg| matches!(arg.get_action(), clap::ArgAction::Append));
    arguments.get(scan.arguments.len()).copied().or_else(repeated)
}

/// Returns the values of `--option=`, or the options.
fn of_option(scan: &Scan, current: &str, session: &Session) -> Offer {
    let Some((name, typed)) = current.strip_prefix("--").and_then(|long| long.split_once('=')) else {
        return Offer::Words(options(scan));
    };
    match scan.long(name).map(|option| value::of(option, scan, typed, session)) {
        Some(Offer::Words(words)) => {
            let whole = |word: Candidate| Candidate { value: format!("--{name}={}", word.value), ..word };
            Offer::Words(words.into_iter().map(whole).collect())
        }
        _ => Offer::Files,
    }
}

/// Returns the options, the verb's own first.
fn options(scan: &Scan) -> Vec<Candidate> {
    let shown = scan.definition.get_arguments().filter(|arg| !arg.is_hide_set());
    let (global, own): (Vec<&Arg>, Vec<&Arg>) = shown.partition(|arg| arg.is_global_set());
    let candidate = |arg: &Arg| Some(Candidate::new(format!("--{}", arg.get_long()?), first_line(arg.get_help())));
    let help = Candidate::new("--help", "Print help");
    own.into_iter().chain(global).filter_map(candidate).chain([help]).collect()
}
