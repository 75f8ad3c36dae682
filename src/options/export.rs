//! Values that are printed in the format of another program.

use anyhow::{Context as _, Result};

use crate::error::{Failure, Kind};
use crate::format::{Item, Naming, Output, Unfit};
use crate::options::at::AtArgs;
use crate::options::glob::Named;
use crate::options::hashes::Hashes;
use crate::session::{Context, random_id};
use crate::text::shell::shell_word;

/// Reads the values at paths, or the namespace; `verb` is that of the command.
///
/// # Errors
/// Fails as [`AtArgs::read`]; "no" if a value is missing; if the document has only the hash of one.
pub fn found(paths: &[String], at: &AtArgs, verb: &str, context: &Context<'_>) -> Result<Vec<Item>> {
    let session = context.session;
    let named = Named::read_all(paths, session)?;
    named.first().into_iter().for_each(|named| session.reading.expect(&named.path));
    let snapshot = at.read(context)?.snapshot;
    let (paths, _) = Named::paths(&named, &snapshot.document, session)?;
    let hashes = Hashes::of(&snapshot.document, context, at.is_given());
    let mut items = Vec::with_capacity(paths.len());
    for path in &paths {
        hashes.refuse(path).with_context(|| format!("could not {verb} {path}"))?;
        let missing = || {
            let file = context.file.display();
            let why = format!("could not {verb} {path}: there is no such key in {file}{}", at.described());
            Failure::new(Kind::No, why).fact("path", path.to_string()).hint(format!("ctx keys{}", at.option()))
        };
        let value = snapshot.document.visible(path).ok_or_else(missing)?.to_value();
        items.push(Item { path: path.clone(), value });
    }
    session.reading.check()?;
    hashes.note(context, &paths);
    Ok(items)
}

/// Prints values in a format.
///
/// # Errors
/// Bad data if the format cannot hold one of them exactly: nothing is printed then.
pub fn print(format: Output, items: &[Item], naming: &Naming, verb: &str, context: &mut Context<'_>) -> Result<()> {
    let random = if format == Output::GitHub { random_id()? } else { String::new() };
    let text = format.write(items, naming, &random).map_err(|unfit| failure(unfit, format, verb, context))?;
    if text.is_empty() { Ok(()) } else { context.out.document(text.as_bytes()) }
}

fn failure(unfit: Unfit, format: Output, verb: &str, context: &Context<'_>) -> Failure {
    let Unfit { path, reason, hint } = unfit;
    let (file, word) = (context.file.display(), format.word());
    let why = format!("could not {verb} {path} of {file} as {word}: {reason}");
    let failure = Failure::new(Kind::BadData, why).fact("path", path.to_string()).fact("format", word);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure.hint(format!("to see the value: ctx get --json {}", shell_word(&path))),
    }
}
